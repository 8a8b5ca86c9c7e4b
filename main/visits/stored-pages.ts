import { type Fault, ok, type Result } from '../../shared/result.ts';
import type { Core } from '../filings/core.ts';
import { pageImages } from '../pages/page-images.ts';
import type { OpenFiling } from './next-receipt.ts';

/** The pages of a recorded filing, in order, as the JPEGs in its delivered files; `data-damaged` when a sealed file does not open. */
export async function storedPages(
  { vault }: Pick<Core, 'vault'>,
  { sealer, record }: Pick<OpenFiling, 'sealer' | 'record'>,
): Promise<Result<readonly Uint8Array[], Fault>> {
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
