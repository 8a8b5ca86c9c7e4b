import { defineConfig } from 'vite';

/** The page's files go to `dist/renderer`. Nothing is inlined: its policy allows files of its own origin and nothing else. */
export default defineConfig({
  root: 'renderer',
  base: '/',
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome130',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    /** It comes over loopback, once a day: what counts is its size compressed, at most 250 kB. */
    chunkSizeWarningLimit: 900,
  },
});
