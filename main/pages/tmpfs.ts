import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';

/** `TMPFS_MAGIC` of linux/magic.h. */
const tmpfsMagic = 0x01021994;

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

/** Makes a folder of mode 0700 under `root`; refused with `no-tmpfs` when `root` is not tmpfs. */
export async function visitFolder(
  root = '/dev/shm',
): Promise<Result<VisitFolder, { readonly code: 'no-tmpfs'; readonly message: string }>> {
  if (!(await isTmpfs(root)))
    return fail({ code: 'no-tmpfs', message: `${root} is not in memory (tmpfs): pages would touch the disk.` });
  const path = await mkdtemp(join(root, 'recepisse-'));
  await chmod(path, 0o700);
  return ok({ path, remove: () => rm(path, { recursive: true, force: true }) });
}
