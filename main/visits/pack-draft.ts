import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type { ManifestDocument, ManifestFile } from '../../shared/filing.ts';
import { type Fault, ok, type Result } from '../../shared/result.ts';
import type { Vault } from '../filings/vault.ts';
import { giveBack } from '../give-back.ts';
import type { PageLimits } from '../pages/limits.ts';
import { beginFile } from '../pages/pack-document.ts';
import { fileBound, fileName, type PackLimits } from '../pages/pack-plan.ts';
import { choosePages, type FittedDocument } from './choose-pages.ts';
import type { Draft } from './draft.ts';
import { imagesOf, openImage } from './draft-page.ts';

export interface PackParts {
  /** The filing's number: it is in every stamp and file name. */
  readonly number: string;
  readonly createdAt: Date;
  readonly vault: Vault;
  /** Of all channels that the filing leaves by, the strictest. */
  readonly limits: PackLimits;
  readonly pageLimits: PageLimits;
  /** Told after each page that was packed. */
  readonly onPage?: (packed: number, total: number) => void;
}

/**
 * Packs each document into as few files as its channels allow, stamps counting over the whole filing, and seals them: the vault's
 * `file` indices run over all of them in order. One page is open at a time, and other work has a turn after each. A fault leaves
 * the draft as it was: `does-not-fit` names document and page, any other is the disk's.
 */
export async function packDraft(draft: Draft, parts: PackParts): Promise<Result<readonly ManifestDocument[], Fault>> {
  const { vault } = parts;
  const totalPages = draft.documents.reduce((sum, { pages }) => sum + pages.length, 0);
  const packed: ManifestDocument[] = [];
  let firstPage = 1;
  let firstFile = 0;
  for (const document of draft.documents) {
    const chosen = await choosePages(document, draft.sealer, parts);
    if (!chosen.ok) return chosen;
    const files = await packFiles(chosen.value, draft, parts, { firstPage, firstFile, totalPages });
    if (!files.ok) return files;
    const pages = document.pages.map(({ original }, i) => ({ original, page: chosen.value.images[i]?.sha256 ?? '' }));
    packed.push({ code: document.code, pages, files: files.value });
    firstPage += pages.length;
    firstFile += files.value.length;
  }
  return dropFilesFrom(firstFile, draft.id, vault) ?? ok(packed);
}

interface Place {
  readonly firstPage: number;
  readonly firstFile: number;
  readonly totalPages: number;
}

async function packFiles(
  { code, images, files }: FittedDocument,
  { sealer }: Draft,
  { number, createdAt, vault, limits, onPage }: PackParts,
  { firstPage, firstFile, totalPages }: Place,
): Promise<Result<readonly ManifestFile[], Fault>> {
  const packed: ManifestFile[] = [];
  let at = 0;
  for (const pages of files) {
    const sealed = vault.begin(sealer, 'file', firstFile + packed.length);
    if (!sealed.ok) return sealed;
    const hash = createHash('sha256');
    let bytes = 0;
    const name = fileName(number, code, packed.length + 1, files.length);
    const what = { name, number, firstPage: firstPage + at, totalPages, createdAt };
    const file = beginFile(what, (piece) => {
      hash.update(piece);
      bytes += piece.length;
      sealed.value.write(piece);
    });
    for (const image of images.slice(at, at + pages)) {
      const jpeg = openImage(vault, sealer, image);
      if (!jpeg.ok) {
        sealed.value.drop();
        return jpeg;
      }
      file.add({ jpeg: jpeg.value, widthPx: image.widthPx, heightPx: image.heightPx });
      at += 1;
      onPage?.(firstPage + at - 1, totalPages);
      await turn();
      giveBack(jpeg.value); // it is in the file
    }
    await file.end();
    if (bytes > fileBound(limits)) throw new Error('packDraft: a file is larger than it was planned');
    const ended = sealed.value.end();
    if (!ended.ok) return ended;
    packed.push({ name, bytes, sha256: hash.digest('hex'), pages });
  }
  return ok(packed);
}

/** Files of an attempt before, which was not recorded and needed more. */
function dropFilesFrom(first: number, id: string, vault: Vault): { ok: false; fault: Fault } | null {
  for (let index = first; ; index++) {
    const has = vault.has(id, 'file', index);
    if (!has.ok) return has;
    if (!has.value) return null;
    const removed = vault.remove(id, 'file', index);
    if (!removed.ok) return removed;
  }
}

/** Once a filing is recorded its pages stand in its files: the draft's own go. What a bad disk keeps is sealed, and ends with the filing. */
export async function discardImages(draft: Draft, vault: Vault): Promise<void> {
  for (const page of draft.documents.flatMap(({ pages }) => pages)) {
    for (const { kind, index } of imagesOf(page)) vault.discard(draft.id, kind, index);
    vault.discard(draft.id, 'small', page.image.index);
    await turn();
  }
}
