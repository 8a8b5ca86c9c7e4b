import { randomBytes } from 'node:crypto';
import { toHex } from '../../shared/bytes.ts';
import { type PageCheck, verdictOf } from '../../shared/page-check.ts';
import type { Procedure } from '../../shared/procedure.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { buildSealer, filingKeyBytes, type Vault } from '../filings/vault.ts';
import type { AcceptedPage } from '../pages/intake.ts';
import type { Draft, DraftPage } from './draft.ts';

/** A page the visitor sees: an accepted one, under a name of its own. A new picture of it has a new name. */
export interface VisitPage extends DraftPage {
  readonly id: string;
  readonly document: string;
  readonly checks: readonly PageCheck[];
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

/** The page of this filing that a new one repeats, with the check that says so (`twice`). */
export interface Repeat {
  readonly page: string;
  readonly check: PageCheck;
}

export interface VisitDraftParts {
  readonly vault: Vault;
  readonly procedure: Procedure;
  readonly limits: { readonly documentPages: number; readonly filingPages: number };
  /** Compares a new page with those of this filing; without it no page is ever found twice. */
  readonly findRepeat?: (page: AcceptedPage, earlier: readonly VisitPage[]) => Repeat | null;
}

/** A page's picture as it is stored. */
export interface StoredPicture {
  readonly jpeg: Uint8Array;
  readonly sha256: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A filing while a visitor puts it together: pages come and go, each sealed at once; nothing is recorded. */
export interface VisitDraft {
  readonly id: string;
  readonly procedure: Procedure;
  readonly fields: Map<string, string>;
  /** Seals a page's original and keeps the page; `too-many-pages`, or a fault of the disk. */
  add(document: string, page: AcceptedPage): Result<VisitPage, Fault>;
  /** The same paper scanned again: takes the old page's place and rank. On a fault the old page stays. */
  replace(id: string, page: AcceptedPage): Result<VisitPage, Fault>;
  /** Another picture of the same original: the page turned. */
  repicture(id: string, picture: StoredPicture): Result<VisitPage, Fault>;
  /** The visitor looked at it and keeps it. */
  decide(id: string): Result<void, Fault>;
  remove(id: string): Result<void, Fault>;
  page(id: string): VisitPage | null;
  pages(document: string): readonly VisitPage[];
  /** No page waits for the visitor's word. */
  isSettled(): boolean;
  /** What packing takes: documents in the catalogue's order, those without pages left out. */
  whole(): Draft;
  /** The key is gone: nothing more can be sealed or opened. Pages stay for the screen. */
  forgetKey(): void;
  /** Drops pages and fields and destroys what was sealed. */
  drop(): void;
}

interface Kept {
  readonly page: VisitPage;
  /** Index of its original in the vault; null when an earlier page of the same file brought it. */
  readonly sealedAs: number | null;
}

const noSuchPage = fail<Fault>({ code: 'no-such-page', message: 'There is no such page.' });
const fileOf = ({ original }: DraftPage): string | undefined => original.split('#')[0];

export function beginDraft({ vault, procedure, limits, findRepeat }: VisitDraftParts): VisitDraft {
  const filingKey = new Uint8Array(randomBytes(filingKeyBytes));
  const id = toHex(randomBytes(16));
  const sealer = buildSealer(filingKey, id);
  const fields = new Map<string, string>();
  let kept: Kept[] = [];
  let nextIndex = 0;
  let nextPage = 1;
  const pages = (document: string): VisitPage[] =>
    kept.flatMap(({ page }) => (page.document === document ? [page] : []));
  const tooMany = (message: string): { ok: false; fault: Fault } => fail({ code: 'too-many-pages', message });
  const find = (pageId: string): Kept | undefined => kept.find(({ page }) => page.id === pageId);

  function seal(accepted: AcceptedPage, place: Pick<VisitPage, 'document' | 'scans'>): Result<Kept, Fault> {
    const { image, original, checks } = accepted;
    const sealedAs = original.bytes ? nextIndex++ : null;
    if (original.bytes && sealedAs !== null) {
      const sealed = vault.put(sealer, 'page', sealedAs, original.bytes);
      if (!sealed.ok) return sealed;
    }
    const repeat = findRepeat?.(
      accepted,
      kept.map(({ page }) => page),
    );
    const page: VisitPage = {
      ...place,
      id: `p${nextPage++}`,
      original: original.sha256,
      page: image.sha256,
      jpeg: image.jpeg,
      widthPx: image.widthPx,
      heightPx: image.heightPx,
      checks: repeat ? [...checks, repeat.check] : checks,
      decided: false,
      sameAs: repeat?.page ?? null,
    };
    return ok({ page, sealedAs });
  }

  /** Puts another in its place, or nothing; what named it names it no longer. */
  function swap(old: Kept, change: Kept | null): void {
    const renamed = (page: VisitPage): VisitPage => {
      if (page.sameAs !== old.page.id) return page;
      if (change?.sealedAs === old.sealedAs) return { ...page, sameAs: change?.page.id ?? null };
      return { ...page, sameAs: null, checks: page.checks.filter(({ name }) => name !== 'twice') };
    };
    kept = kept
      .flatMap((other) => (other === old ? (change ? [change] : []) : [other]))
      .map(({ page, sealedAs }) => ({ page: renamed(page), sealedAs }));
  }

  /** What a visitor takes back is not kept, sealed or not. */
  function unseal({ page, sealedAs }: Kept): Result<void, Fault> {
    const isShared = kept.some((other) => fileOf(other.page) === fileOf(page));
    return sealedAs === null || isShared ? ok(undefined) : vault.remove(id, 'page', sealedAs);
  }

  return {
    id,
    procedure,
    fields,
    add: (document, accepted) => {
      if (pages(document).length >= limits.documentPages)
        return tooMany(`A document has at most ${limits.documentPages} pages.`);
      if (kept.length >= limits.filingPages) return tooMany(`A filing has at most ${limits.filingPages} pages.`);
      const sealed = seal(accepted, { document, scans: 1 });
      if (!sealed.ok) return sealed;
      kept.push(sealed.value);
      return ok(sealed.value.page);
    },
    replace: (pageId, accepted) => {
      const old = find(pageId);
      if (!old) return noSuchPage;
      const { document, scans } = old.page;
      // Not compared with the page whose place it takes.
      const all = kept;
      kept = kept.filter((other) => other !== old);
      const sealed = seal(accepted, { document, scans: scans + 1 });
      kept = all;
      if (!sealed.ok) return sealed;
      swap(old, sealed.value);
      // The page is gone from the filing either way; what a bad disk keeps of it is without its key.
      unseal(old);
      return ok(sealed.value.page);
    },
    repicture: (pageId, { jpeg, sha256, widthPx, heightPx }) => {
      const old = find(pageId);
      if (!old) return noSuchPage;
      const page = { ...old.page, id: `p${nextPage++}`, page: sha256, jpeg, widthPx, heightPx };
      swap(old, { page, sealedAs: old.sealedAs });
      return ok(page);
    },
    decide: (pageId) => {
      const found = find(pageId);
      if (!found) return noSuchPage;
      swap(found, { page: { ...found.page, decided: true }, sealedAs: found.sealedAs });
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
      kept = [];
      vault.shred(id);
    },
  };
}
