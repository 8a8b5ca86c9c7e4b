import { readdirSync, rmSync } from 'node:fs';
import { chmod, lstat, mkdtemp, readdir, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import { isFolderOfTheDead, ownerOfThis } from './folder-owner.ts';

/** `TMPFS_MAGIC` of linux/magic.h. */
const tmpfsMagic = 0x01021994;

const memory = '/dev/shm';
const prefix = 'recepisse-';

/** True when the folder exists and lives in memory: a page image written there never reaches a disk (promise 5). */
export async function isTmpfs(folder: string): Promise<boolean> {
  try {
    return (await statfs(folder)).type === tmpfsMagic;
  } catch {
    return false;
  }
}

/** A private folder in memory for one visit. */
export interface VisitFolder {
  readonly path: string;
  /** Removes the folder and all it holds; calling it again does nothing. */
  remove(): Promise<void>;
}

/** Makes a folder of mode 0700 under `root`, named after its owner; refused with `no-tmpfs` when `root` is not tmpfs. */
export async function visitFolder(
  root = memory,
): Promise<Result<VisitFolder, { readonly code: 'no-tmpfs'; readonly message: string }>> {
  if (!(await isTmpfs(root)))
    return fail({ code: 'no-tmpfs', message: `${root} is not in memory (tmpfs): pages would touch the disk.` });
  const path = await mkdtemp(join(root, `${prefix}${ownerOfThis()}-`));
  await chmod(path, 0o700);
  return ok({ path, remove: () => rm(path, { recursive: true, force: true }) });
}

/**
 * The wipe that a killed process could not do (promise 5): removes visit folders of this user whose owner is dead.
 * Call it at start. One that cannot be removed is left for the next start; those of living processes are not touched.
 */
export async function sweepVisitFolders(root = memory): Promise<void> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isDirectory() || !entry.name.startsWith(prefix)) continue;
    if (!isFolderOfTheDead(entry.name.slice(prefix.length))) continue;
    const path = join(root, entry.name);
    const isOwn = await lstat(path).then(
      ({ uid }) => uid === process.getuid?.(),
      () => false,
    );
    if (isOwn) await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** Removes every visit folder of this process, at once: it is about to end, and what is asynchronous would not be done. */
export function wipeOwnFolders(root = memory): void {
  const own = `${prefix}${ownerOfThis()}-`;
  for (const name of readdirSync(root)) {
    // A renderer that is still at work may write while its folder is emptied.
    if (name.startsWith(own)) rmSync(join(root, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
