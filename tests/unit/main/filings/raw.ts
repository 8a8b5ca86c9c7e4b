import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder. */
export const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());

/** A file's bytes, read by another process: closing the store's file here would drop its lock (POSIX). */
export const rawBytes = (path: string): Buffer =>
  existsSync(path) ? spawnSync('cat', [path], { maxBuffer: 2 ** 28 }).stdout : Buffer.alloc(0);

/** Files that hold these bytes, as they are, as hex or as base64. */
export function filesHolding(folder: string, bytes: Uint8Array): string[] {
  const needle = Buffer.from(bytes);
  const spellings = [needle, Buffer.from(needle.toString('hex')), Buffer.from(needle.toString('base64'))];
  return filesOf(folder).filter((path) => {
    const content = rawBytes(path);
    return spellings.some((spelling) => content.includes(spelling));
  });
}
