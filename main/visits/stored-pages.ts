import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { Core } from '../filings/core.ts';
import { pageImages } from '../pages/page-images.ts';
import type { OpenFiling } from './next-receipt.ts';

const pagesEnded: Fault<'pages-ended'> = {
  code: 'pages-ended',
  message: 'The pages of this filing have reached the end of their life: its receipts are left.',
};

/** The pages of a recorded filing, in order, as the JPEGs in its delivered files; `data-damaged` when a sealed file does not open, `pages-ended` once they were destroyed. */
export async function storedPages(
  { vault }: Pick<Core, 'vault'>,
  { filing, sealer, record }: Pick<OpenFiling, 'filing' | 'sealer' | 'record'>,
): Promise<Result<readonly Uint8Array[], Fault>> {
  if (filing.pagesEndedAt !== null) return fail(pagesEnded);
  const pages: Uint8Array[] = [];
  const files = record.manifest.documents.flatMap((document) => document.files);
  for (const index of files.keys()) {
    const file = vault.get(sealer, 'file', index);
    if (!file.ok) return file;
    const images = await pageImages(file.value);
    if (!images.ok) return images;
    pages.push(...images.value);
  }
  return ok(pages);
}
