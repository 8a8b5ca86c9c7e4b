import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHex } from '../../shared/bytes.ts';
import type { HeldFile } from '../../shared/receipt/check-documents.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { nodeCrypto } from '../node-crypto.ts';
import { pageImages } from '../pages/page-images.ts';

/** Every file of a folder (not its subfolders) with its hash and, for a PDF, the hashes of its page images. The receipt itself is left out. */
export async function readHeldFiles(folder: string, receiptSha256: string): Promise<Result<HeldFile[], Fault>> {
  const held: HeldFile[] = [];
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const bytes = new Uint8Array(readFileSync(join(folder, entry.name)));
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      if (sha256 === receiptSha256) continue;
      held.push({ name: entry.name, sha256, pages: await hashPages(bytes) });
    }
  } catch {
    return fail({ code: 'unreadable-folder', message: `The folder ${folder} cannot be read.` });
  }
  return ok(held);
}

async function hashPages(bytes: Uint8Array): Promise<string[] | null> {
  if (!Buffer.from(bytes.subarray(0, 5)).equals(Buffer.from('%PDF-'))) return null;
  const images = await pageImages(bytes);
  return images.ok ? images.value.map((image) => toHex(nodeCrypto.sha256(image))) : null;
}
