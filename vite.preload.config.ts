import { defineConfig } from 'vite';

/** What stands in front of the page in Electron: one CommonJS file without imports but Electron's, or its sandbox could not load it. */
export default defineConfig({
  build: {
    outDir: 'dist/electron',
    emptyOutDir: true,
    target: 'chrome130',
    minify: false,
    lib: { entry: 'main/hosts/electron/preload.ts', formats: ['cjs'], fileName: () => 'preload.cjs' },
    rolldownOptions: { external: ['electron'] },
  },
});
