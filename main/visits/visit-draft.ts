import { randomBytes } from 'node:crypto';
import { toHex } from '../../shared/bytes.ts';
import type { Procedure } from '../../shared/procedure.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { buildSealer, filingKeyBytes, type Vault } from '../filings/vault.ts';
import type { AcceptedPage } from '../pages/intake.ts';
import type { Draft } from './draft.ts';
import { buildPageSealer, type DraftPage, imagesOf, openImage, type TakenPage } from './draft-page.ts';
import type { ReadCode } from './paper-code.ts';

/** A page the visitor sees: an accepted one, under a name of its own. */
export interface VisitPage extends DraftPage {
  readonly id: string;
  readonly document: string;
}

export interface VisitDraftParts {
  readonly vault: Vault;
  readonly procedure: Procedure;
  readonly limits: { readonly documentPages: number; readonly filingPages: number };
}

/** A filing while a visitor puts it together: pages come and go, each sealed at once; nothing is recorded. */
export interface VisitDraft {
  readonly id: string;
  readonly procedure: Procedure;
  readonly fields: Map<string, string>;
  /** Days on papers whose age counts, by document: the visit's alone, no part of the filing. */
  readonly issued: Map<string, string>;
  /** Codes read on pages, by page: the visit's alone, no part of the filing. */
  readonly codes: Map<string, ReadCode>;
  /** Seals a page and keeps its place; `too-many-pages`, or a fault of the disk. */
  add(document: string, page: AcceptedPage): Result<VisitPage, Fault>;
  remove(id: string): Result<void, Fault>;
  page(id: string): VisitPage | null;
  pages(document: string): readonly VisitPage[];
  /** The page's JPEG, opened anew each time; null once it is gone. */
  picture(page: VisitPage): Uint8Array | null;
  /** What packing takes: documents in the catalogue's order, those without pages left out. */
  whole(): Draft;
  /** It is recorded: the key is the core's. What was embedded in the delivered files lies there alone. */
  forgetKey(): void;
  /** Drops pages and fields and destroys what was sealed. */
  drop(): void;
}

interface Kept {
  readonly page: VisitPage;
  /** Of the pages of one file, one has charge of it. */
  readonly sealedAs: TakenPage['sealedAs'];
}

const stemOf = ({ page }: Kept): string | undefined => page.original.split('#')[0];

export function beginDraft({ vault, procedure, limits }: VisitDraftParts): VisitDraft {
  const filingKey = new Uint8Array(randomBytes(filingKeyBytes));
  const id = toHex(randomBytes(16));
  const sealer = buildSealer(filingKey, id);
  const fields = new Map<string, string>();
  const issued = new Map<string, string>();
  const codes = new Map<string, ReadCode>();
  let kept: Kept[] = [];
  const seal = buildPageSealer(vault, sealer);
  let nextPage = 1;
  const pages = (document: string): VisitPage[] =>
    kept.flatMap(({ page }) => (page.document === document ? [page] : []));
  const tooMany = (message: string): { ok: false; fault: Fault } => fail({ code: 'too-many-pages', message });

  return {
    id,
    procedure,
    fields,
    issued,
    codes,
    add: (document, accepted) => {
      if (pages(document).length >= limits.documentPages)
        return tooMany(`A document has at most ${limits.documentPages} pages.`);
      if (kept.length >= limits.filingPages) return tooMany(`A filing has at most ${limits.filingPages} pages.`);
      const sealed = seal(accepted);
      if (!sealed.ok) return sealed;
      const page: VisitPage = { id: `p${nextPage++}`, document, ...sealed.value.page };
      kept.push({ page, sealedAs: sealed.value.sealedAs });
      return ok(page);
    },
    remove: (pageId) => {
      const found = kept.find(({ page }) => page.id === pageId);
      if (!found) return fail({ code: 'no-such-page', message: 'There is no such page.' });
      const stem = stemOf(found);
      kept = kept.filter((other) => other !== found);
      codes.delete(pageId);
      if (pages(found.page.document).length === 0) issued.delete(found.page.document);
      const heir = found.sealedAs === null ? undefined : kept.find((other) => stemOf(other) === stem);
      if (heir) kept = kept.map((other) => (other === heir ? { ...heir, sealedAs: found.sealedAs } : other));
      // What a visitor takes back is not kept, sealed or not.
      const images = imagesOf(found.page).map(({ kind, index }) => vault.remove(id, kind, index));
      const original = found.sealedAs === null || heir ? ok(undefined) : vault.remove(id, 'page', found.sealedAs);
      return images.find(({ ok }) => !ok) ?? original;
    },
    page: (pageId) => kept.find(({ page }) => page.id === pageId)?.page ?? null,
    pages,
    picture: ({ image }) => {
      const opened = openImage(vault, sealer, image);
      return opened.ok ? opened.value : null;
    },
    whole: () => ({
      id,
      filingKey,
      sealer,
      documents: procedure.pieces
        .map(({ code }) => ({ code, pages: pages(code) }))
        .filter((document) => document.pages.length > 0),
    }),
    forgetKey: () => filingKey.fill(0),
    drop: () => {
      filingKey.fill(0);
      fields.clear();
      issued.clear();
      codes.clear();
      kept = [];
      vault.shred(id);
    },
  };
}
