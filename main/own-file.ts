import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program's own file `name` (without extension) beside the module `from` (its `import.meta.url`): `.ts` in the sources, `.js` once built. */
export function ownFile(name: string, from: string): string {
  const path = fileURLToPath(from);
  return join(dirname(path), `${name}${extname(path)}`);
}

/** A folder of `dist`: beside the sources, and around the program where it was built to `dist/app`. */
export function builtFolder(name: string, own: string = import.meta.url): string {
  const path = fileURLToPath(own);
  const main = dirname(path);
  return extname(path) === '.ts' ? join(main, '../dist', name) : join(main, '../..', name);
}
