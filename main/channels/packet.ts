import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { Encrypter } from 'age-encryption';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { DeliveredFile } from './channel.ts';
import { storedZip } from './stored-zip.ts';

/**
 * Writes the packet of these files, age over a zip, to a new file (0600) that is on the disk when it returns; gives its SHA-256
 * (hex). It is written while it is sealed: of a filing of 500 pages one file is in memory. A file that does not open is the
 * fault, and nothing is left. Throws the file system's own error.
 */
export async function writePacket(
  path: string,
  files: readonly DeliveredFile[],
  recipient: string,
): Promise<Result<string, Fault>> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const hash = createHash('sha256');
  const out = await open(path, 'wx', 0o600);
  const zip = storedZip(files);
  let unread: Fault | null = null;
  const plain = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      const { value: piece } = zip.next();
      if (piece === undefined) return controller.close();
      if (piece.ok) return controller.enqueue(piece.value);
      unread = piece.fault;
      throw new Error('a file does not open');
    },
  });
  try {
    const sealed = (await encrypter.encrypt(plain)).getReader();
    for (let next = await sealed.read(); !next.done; next = await sealed.read()) {
      hash.update(next.value);
      await out.writeFile(next.value);
    }
    await out.sync();
    await out.close();
    return ok(hash.digest('hex'));
  } catch (error) {
    await out.close();
    await rm(path, { force: true });
    if (unread !== null) return fail(unread);
    throw error;
  }
}

/** SHA-256 (hex) of a file of any size; null when there is none. */
export async function hashOfFile(path: string): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk);
    return hash.digest('hex');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
