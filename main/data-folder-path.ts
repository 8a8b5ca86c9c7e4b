import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** `--data DIR`, else `$XDG_DATA_HOME/recepisse` (XDG Base Directory Specification), as an absolute path. */
export function dataFolderPath(given: string | null): string {
  if (given !== null) return resolve(given);
  const base = process.env.XDG_DATA_HOME;
  return join(base?.startsWith('/') ? base : join(homedir(), '.local', 'share'), 'recepisse');
}
