import { setImmediate as turn } from 'node:timers/promises';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { Vault } from '../filings/vault.ts';
import type { OpenFiling } from './next-receipt.ts';
import { storedFiles } from './stored-files.ts';

const pagesEnded: Fault<'pages-ended'> = {
  code: 'pages-ended',
  message: 'The pages of this filing have reached the end of their life: its receipts are left.',
};

/** Pages one by one, as the JPEGs in the delivered files; the first fault is the last thing yielded. */
export type StoredPages = AsyncGenerator<Result<Uint8Array, Fault>, void, undefined>;

/** The pages of a recorded filing, in order, one file open at a time; `data-damaged` when a sealed file does not open, `pages-ended` once they were destroyed. */
export async function* storedPages(
  { vault }: { readonly vault: Vault },
  { filing, sealer, record }: Pick<OpenFiling, 'sealer' | 'record'> & { readonly filing: PagesLife },
): StoredPages {
  if (filing.pagesEndedAt !== null) return yield fail(pagesEnded);
  // Loaded with the first file, 15 MB: while pages come in nobody walks one.
  const { pageImages } = await import('../pages/page-images.ts');
  for (const { read } of storedFiles(vault, sealer, record.manifest)) {
    const file = read();
    const images = file.ok ? await pageImages(file.value) : file;
    if (!images.ok) return yield images;
    for (const image of images.value) yield ok(image);
    await turn();
  }
}

type PagesLife = Pick<OpenFiling['filing'], 'pagesEndedAt'>;
