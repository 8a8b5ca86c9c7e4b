import { build } from 'vite';

/** The preload as it ships: one file, built with the project's own configuration. */
export async function buildPreload(entry?: string): Promise<string> {
  const built = await build({
    configFile: 'vite.preload.config.ts',
    build: { write: false, ...(entry && { lib: { entry, formats: ['cjs'], fileName: () => 'preload.cjs' } }) },
    logLevel: 'silent',
  });
  const [output] = [built].flat();
  const files = output && 'output' in output ? output.output : [];
  const [file] = files;
  if (files.length !== 1 || file?.type !== 'chunk') throw new Error('the preload is not one file');
  return file.code;
}
