import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The npm package `electron`; its binary is fetched into it apart, and may not be there. */
export interface FoundElectron {
  readonly version: string;
  /** null: it was not fetched. */
  readonly binary: string | null;
}

/** Looks for Electron where its own package would put it, or in ELECTRON_OVERRIDE_DIST_PATH. Never fetches it. null: no such package. */
export function findElectron(
  env: Readonly<Record<string, string | undefined>>,
  find: () => string = () => createRequire(import.meta.url).resolve('electron/package.json'),
): FoundElectron | null {
  try {
    const manifest = find();
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { readonly version: string };
    const folder = dirname(manifest);
    const name = existsSync(join(folder, 'path.txt')) ? readFileSync(join(folder, 'path.txt'), 'utf8') : 'electron';
    const binary = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
    return { version, binary: existsSync(binary) ? binary : null };
  } catch {
    return null;
  }
}
