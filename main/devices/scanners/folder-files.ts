import { constants } from 'node:fs';
import { lstat, open, opendir, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { maxFolderEntries } from './limits.ts';

/** A paper that lies in a folder. `key` is another one when its content is. */
export interface FolderFile {
  readonly name: string;
  readonly key: string;
}

const paperNames = new Set(['.jpg', '.jpeg', '.png', '.tif', '.tiff', '.pdf']);
const collator = new Intl.Collator('en', { numeric: true });

/**
 * Images and PDFs directly inside a folder, in the order of their names (2 before 10). Only regular files count: no folder below,
 * no pipe, and no link, so that nothing outside the folder is reached; hidden files are half-copied ones. null: no such folder.
 */
export async function papersIn(folder: string): Promise<Result<readonly FolderFile[], string> | null> {
  const names: string[] = [];
  try {
    let seen = 0;
    for await (const entry of await opendir(folder)) {
      seen += 1;
      if (seen > maxFolderEntries) return fail(`more than ${maxFolderEntries} names in ${folder}`);
      const isPaper = entry.isFile() && !entry.name.startsWith('.');
      if (isPaper && paperNames.has(extname(entry.name).toLowerCase())) names.push(entry.name);
    }
  } catch {
    return null;
  }
  const files: FolderFile[] = [];
  for (const name of names.sort(collator.compare)) {
    const stat = await lstat(join(folder, name)).catch(() => null);
    if (stat?.isFile()) files.push({ name, key: `${name}\0${stat.ino}\0${stat.size}\0${stat.mtimeMs}` });
  }
  return ok(files);
}

/** Copies a regular file of at most `maxBytes` into memory; a link that took its place meanwhile is not followed. */
export async function copyPaper(from: string, to: string, maxBytes: number): Promise<Result<void, string>> {
  try {
    await using file = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (!stat.isFile()) return fail('not a regular file');
    if (stat.size > maxBytes) return fail(`larger than ${maxBytes} bytes`);
    const bytes = Buffer.alloc(stat.size);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    if (bytesRead < bytes.length) return fail('it changed while it was read');
    await writeFile(to, bytes, { mode: 0o600 });
    return ok(undefined);
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}
