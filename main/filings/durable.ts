import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Files and folders that survive a power cut once the call returns (promise 1). All of these throw the file system's own error. */

/** Ending of a file that is not whole yet; whatever carries it after a crash is removed. */
export const unfinished = '.tmp';

export function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

/** Writes a file (0600) so that it is there whole or not at all. */
export function writeDurably(path: string, bytes: Uint8Array | string): void {
  const file = beginDurably(path);
  file.write(bytes);
  file.end();
}

/** A file (0600) that is written in pieces; it is there, whole, once `end` returns. */
export interface DurableFile {
  /** What goes wrong is thrown by `end`. */
  write(piece: Uint8Array | string): void;
  end(): void;
  /** Instead of `end`: nothing of it is left. */
  drop(): void;
}

export function beginDurably(path: string): DurableFile {
  const draft = `${path}${unfinished}`;
  const file = openSync(draft, 'w', 0o600);
  let failed: { readonly error: unknown } | null = null;
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(file);
    isOpen = false;
  };
  const drop = (): void => {
    close();
    rmSync(draft, { force: true });
  };
  return {
    write: (piece) => {
      if (failed) return;
      try {
        writeFileSync(file, piece);
      } catch (error) {
        failed = { error };
      }
    },
    end: () => {
      try {
        if (failed) throw failed.error;
        fsyncSync(file);
        close();
        renameSync(draft, path);
      } catch (error) {
        drop();
        throw error;
      }
      syncFolder(dirname(path));
    },
    drop,
  };
}

/**
 * Writes a file (0600) so that it is there whole or not at all, and never over what stands, whoever put it there meanwhile:
 * false then. Written beside it as `.NAME.RANDOM.part`, put in place by a link.
 */
export function createDurably(path: string, bytes: Uint8Array | string): boolean {
  const folder = dirname(path);
  const part = join(folder, `.${basename(path)}.${randomBytes(4).toString('hex')}.part`);
  try {
    writeFileSync(part, bytes, { flag: 'wx', mode: 0o600, flush: true });
    return putInPlace(part, path);
  } finally {
    rmSync(part, { force: true });
    syncFolder(folder);
  }
}

/** Gives a whole file its name unless something has it: false then. The other name may stay. */
export function putInPlace(part: string, path: string): boolean {
  try {
    linkSync(part, path);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    // ENOENT: whoever came first has swept our part away.
    if (code === 'EEXIST' || (code === 'ENOENT' && existsSync(path))) return false;
    if (!noLinks.has(code)) throw error;
    // Two processes at the same instant could both come here; one data folder has one writer, and so has its counter.
    if (existsSync(path)) return false;
    renameSync(part, path);
    return true;
  }
}

/** What file systems without hard links answer (FAT on a USB stick, some network shares). */
const noLinks = new Set<unknown>(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/** Makes one folder (0700), known to the disk. Its parent must exist. */
export function makeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  syncFolder(dirname(path));
}

const block = new Uint8Array(64 * 1024);

/**
 * Overwrites a file with zeros, then removes it. A flash disk or a copy-on-write file system may keep the old blocks:
 * that is why every file here is encrypted, and why it is the key's end that counts (promise 5). One that is gone is no
 * fault: a shredder of the kiosk before may still be at work.
 */
export function destroyFile(path: string): void {
  const file = unlessGone(() => openSync(path, 'r+'));
  if (file === null) return;
  try {
    const { size } = fstatSync(file);
    for (let at = 0; at < size; at += block.length) {
      writeSync(file, block, 0, Math.min(block.length, size - at), at);
    }
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  unlessGone(() => unlinkSync(path));
}

/** Destroys every file of a folder, then the folder. One that is not there is no fault: a crash may have come in between. */
export function destroyFolder(path: string): void {
  for (const entry of unlessGone(() => readdirSync(path, { withFileTypes: true })) ?? []) {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) destroyFolder(inner);
    else if (entry.isFile()) destroyFile(inner);
    else unlessGone(() => unlinkSync(inner));
  }
  rmSync(path, { recursive: true, force: true });
  syncFolder(dirname(path));
}

function unlessGone<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
