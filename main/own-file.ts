import { dirname, extname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where a file lies for a program that is not Electron: what other programs read is shipped beside Electron's archive, not in it.
 * Any other path is given back as it is.
 */
export const onDisk = (path: string): string => path.replace(`${sep}app.asar${sep}`, `${sep}app.asar.unpacked${sep}`);

/** The program's own file `name` (without extension) beside the module `from` (its `import.meta.url`): `.ts` in the sources, `.js` once built. */
export function ownFile(name: string, from: string): string {
  const path = fileURLToPath(from);
  return onDisk(join(dirname(path), `${name}${extname(path)}`));
}
