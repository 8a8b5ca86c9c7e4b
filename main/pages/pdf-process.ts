// Entry of the process that walks strangers' PDFs with pdf-lib, which has no deadline and no bound of its own.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { answerParent } from './asked-child.ts';
import { countPdfPages, pageImages } from './page-images.ts';
import type { PdfAnswer, PdfRequest } from './pdf-messages.ts';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

answerParent(async (request): Promise<PdfAnswer> => {
  const { do: wanted, file } = request as PdfRequest;
  const bytes = readFileSync(file);
  if (wanted === 'count') return { sha256: sha256(bytes), pages: await countPdfPages(bytes), hashes: null };
  const images = await pageImages(bytes);
  const hashes = images.ok ? images.value.map(sha256) : null;
  return { sha256: sha256(bytes), pages: hashes?.length ?? null, hashes };
});
