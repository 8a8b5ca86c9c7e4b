import { randomBytes } from 'node:crypto';
import { toHex } from '../../shared/bytes.ts';
import { type PageCheck, verdictOf } from '../../shared/page-check.ts';
import type { Procedure } from '../../shared/procedure.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { buildSealer, filingKeyBytes, type Vault } from '../filings/vault.ts';
import { checkTwice, repeatedPage } from '../pages/checks/twice.ts';
import type { AcceptedPage } from '../pages/intake.ts';
import type { Draft } from './draft.ts';
import {
  buildPageSealer,
  type DraftPage,
  imagesOf,
  openImage,
  type PagePicture,
  type TakenPage,
} from './draft-page.ts';
import type { ReadCode } from './paper-code.ts';

/** A page the visitor sees: an accepted one, under a name of its own. A new picture of it has a new name. */
export interface VisitPage extends DraftPage {
  readonly id: string;
  readonly document: string;
  readonly checks: readonly PageCheck[];
  /** By which the same sheet is known again. */
  readonly fingerprint: Uint8Array;
  /** The visitor looked at it and keeps it as it is. */
  readonly decided: boolean;
  /** The page of this filing that it repeats. */
  readonly sameAs: string | null;
  /** How often the paper in this place was scanned, from 1. */
  readonly scans: number;
}

/** Whether a page may be recorded: nothing was found on it, or the visitor decided. */
export const isSettled = ({ checks, decided }: Pick<VisitPage, 'checks' | 'decided'>): boolean =>
  decided || verdictOf(checks) === 'good';

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
  /** The same paper scanned again: takes the old page's place and rank. On a fault the old page stays. */
  replace(id: string, page: AcceptedPage): Result<VisitPage, Fault>;
  /** Another picture of the same original: the page turned. */
  repicture(id: string, picture: PagePicture): Result<VisitPage, Fault>;
  /** The visitor looked at it and keeps it. */
  decide(id: string): Result<void, Fault>;
  remove(id: string): Result<void, Fault>;
  page(id: string): VisitPage | null;
  pages(document: string): readonly VisitPage[];
  /** The page's JPEG, opened anew each time; null once it is gone. */
  picture(page: VisitPage): Uint8Array | null;
  /** No page waits for the visitor's word. */
  isSettled(): boolean;
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

const noSuchPage = fail<Fault>({ code: 'no-such-page', message: 'There is no such page.' });
const stemOf = ({ page }: Kept): string | undefined => page.original.split('#')[0];

export function beginDraft({ vault, procedure, limits }: VisitDraftParts): VisitDraft {
  const filingKey = new Uint8Array(randomBytes(filingKeyBytes));
  const id = toHex(randomBytes(16));
  const sealer = buildSealer(filingKey, id);
  const fields = new Map<string, string>();
  const issued = new Map<string, string>();
  const codes = new Map<string, ReadCode>();
  const pageSealer = buildPageSealer(vault, sealer);
  let kept: readonly Kept[] = [];
  let nextPage = 1;
  const pages = (document: string): VisitPage[] =>
    kept.flatMap(({ page }) => (page.document === document ? [page] : []));
  const tooMany = (message: string): { ok: false; fault: Fault } => fail({ code: 'too-many-pages', message });
  const find = (pageId: string): Kept | undefined => kept.find(({ page }) => page.id === pageId);

  /** Seals a page; `earlier`: those that it may repeat. */
  function seal(
    accepted: AcceptedPage,
    place: Pick<VisitPage, 'document' | 'scans'>,
    earlier: readonly Kept[],
  ): Result<Kept, Fault> {
    const sealed = pageSealer.page(accepted);
    if (!sealed.ok) return sealed;
    const { checks, fingerprint } = accepted;
    const repeated =
      earlier[
        repeatedPage(
          fingerprint,
          earlier.map(({ page }) => page.fingerprint),
        )
      ];
    const page: VisitPage = {
      ...place,
      ...sealed.value.page,
      id: `p${nextPage++}`,
      checks: [...checks, checkTwice(repeated !== undefined)],
      fingerprint,
      decided: false,
      sameAs: repeated?.page.id ?? null,
    };
    return ok({ page, sealedAs: sealed.value.sealedAs });
  }

  /** Puts another in its place, or nothing; what named it names it no longer. */
  function swap(old: Kept, change: Kept | null): void {
    const renamed = (page: VisitPage): VisitPage => {
      if (page.sameAs !== old.page.id) return page;
      if (change?.page.original === old.page.original) return { ...page, sameAs: change.page.id };
      return { ...page, sameAs: null, checks: page.checks.filter(({ name }) => name !== 'twice') };
    };
    kept = kept
      .flatMap((other) => (other === old ? (change ? [change] : []) : [other]))
      .map(({ page, sealedAs }) => ({ page: renamed(page), sealedAs }));
    codes.delete(old.page.id);
    if (pages(old.page.document).length === 0) issued.delete(old.page.document);
  }

  /** What a visitor takes back is not kept, sealed or not; a file of other pages goes into the charge of one of them. */
  function unseal(old: Kept): Result<void, Fault> {
    const heir = old.sealedAs === null ? undefined : kept.find((other) => stemOf(other) === stemOf(old));
    if (heir) kept = kept.map((other) => (other === heir ? { ...heir, sealedAs: old.sealedAs } : other));
    const images = removeImages(old.page);
    const original = old.sealedAs === null || heir ? ok(undefined) : vault.remove(id, 'page', old.sealedAs);
    return images.ok ? original : images;
  }

  function removeImages(page: DraftPage): Result<void, Fault> {
    const removed = imagesOf(page).map(({ kind, index }) => vault.remove(id, kind, index));
    return removed.find(({ ok }) => !ok) ?? ok(undefined);
  }

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
      const sealed = seal(accepted, { document, scans: 1 }, kept);
      if (!sealed.ok) return sealed;
      kept = [...kept, sealed.value];
      return ok(sealed.value.page);
    },
    replace: (pageId, accepted) => {
      const old = find(pageId);
      if (!old) return noSuchPage;
      const { document, scans } = old.page;
      // Not compared with the page whose place it takes.
      const others = kept.filter((other) => other !== old);
      const sealed = seal(accepted, { document, scans: scans + 1 }, others);
      if (!sealed.ok) return sealed;
      swap(old, sealed.value);
      // The page is gone from the filing either way; what a bad disk keeps of it is without its key.
      unseal(old);
      return ok(sealed.value.page);
    },
    repicture: (pageId, picture) => {
      const old = find(pageId);
      if (!old) return noSuchPage;
      const sealed = pageSealer.picture(picture);
      if (!sealed.ok) return sealed;
      const code = codes.get(pageId);
      const page: VisitPage = { ...old.page, ...sealed.value, id: `p${nextPage++}` };
      swap(old, { page, sealedAs: old.sealedAs });
      if (code) codes.set(page.id, code);
      removeImages(old.page);
      return ok(page);
    },
    decide: (pageId) => {
      const found = find(pageId);
      if (!found) return noSuchPage;
      kept = kept.map((other) =>
        other === found ? { page: { ...found.page, decided: true }, sealedAs: found.sealedAs } : other,
      );
      return ok(undefined);
    },
    remove: (pageId) => {
      const found = find(pageId);
      if (!found) return noSuchPage;
      swap(found, null);
      return unseal(found);
    },
    page: (pageId) => find(pageId)?.page ?? null,
    pages,
    picture: ({ image }) => {
      const opened = openImage(vault, sealer, image);
      return opened.ok ? opened.value : null;
    },
    isSettled: () => kept.every(({ page }) => isSettled(page)),
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
