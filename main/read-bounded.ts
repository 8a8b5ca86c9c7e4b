import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { fail, ok, type Result } from '../shared/result.ts';

/** `not-a-file`: a folder, a pipe, a device. */
export interface ReadFault {
  readonly code: 'not-found' | 'not-a-file' | 'too-large' | 'unreadable';
  readonly detail: string;
}

/** Nothing stands under this name: the path leads nowhere, or is too long for one. */
const nowhere = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

/**
 * Reads a whole regular file of at most `maxBytes`; its size is judged before a byte of it is held, and no more is read if
 * it grows. Links are followed. What somebody names may be anything: a pipe does not hold the reader.
 */
export async function readBounded(path: string, maxBytes: number): Promise<Result<Uint8Array, ReadFault>> {
  try {
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const stat = await file.stat();
    if (!stat.isFile()) return fail({ code: 'not-a-file', detail: 'not a regular file' });
    if (stat.size > maxBytes) return fail({ code: 'too-large', detail: `${stat.size} bytes` });
    const bytes = new Uint8Array(stat.size);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return ok(bytes.subarray(0, length));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return fail({ code: nowhere.has(code) ? 'not-found' : 'unreadable', detail: code });
  }
}
