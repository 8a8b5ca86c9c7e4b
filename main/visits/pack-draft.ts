import { createHash } from 'node:crypto';
import type { ManifestDocument } from '../../shared/filing.ts';
import { type Fault, ok, type Result } from '../../shared/result.ts';
import type { Vault } from '../filings/vault.ts';
import { packDocument } from '../pages/pack-document.ts';
import type { Draft } from './draft.ts';

/** A packed document: its manifest entry, and its file, which stands sealed in the vault under `index`. */
export interface PackedDocument {
  readonly entry: ManifestDocument;
  readonly index: number;
  readonly file: { readonly name: string; readonly bytes: Uint8Array };
}

/** Packs each document into one file, stamps counting over the whole filing, and seals it; the number is known by now. */
export async function packDraft(
  draft: Draft,
  number: string,
  createdAt: Date,
  { vault }: { readonly vault: Vault },
): Promise<Result<readonly PackedDocument[], Fault>> {
  const totalPages = draft.documents.reduce((sum, { pages }) => sum + pages.length, 0);
  const packed: PackedDocument[] = [];
  let firstPage = 1;
  for (const [index, { code, pages }] of draft.documents.entries()) {
    const bytes = await packDocument({ number, code, pages, firstPage, totalPages, createdAt });
    const sealed = vault.put(draft.sealer, 'file', index, bytes);
    if (!sealed.ok) return sealed;
    const name = `${number}-${code}.pdf`;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    packed.push({
      index,
      file: { name, bytes },
      entry: {
        code,
        pages: pages.map(({ original, page }) => ({ original, page })),
        files: [{ name, bytes: bytes.length, sha256, pages: pages.length }],
      },
    });
    firstPage += pages.length;
  }
  return ok(packed);
}
