import { concernsOf, verdictOf } from '../../shared/page-check.ts';
import { isSettled, type VisitDraft, type VisitPage } from './visit-draft.ts';
import type { VisitKit } from './visit-state.ts';

/** A one-time address of a page's picture. */
export const pageImage = ({ pictures }: VisitKit, draft: VisitDraft, page: VisitPage): string =>
  pictures.offer(async () => {
    const bytes = draft.picture(page);
    return bytes && { type: 'image/jpeg', bytes };
  });

/** A page as the screen has it, with its verdict. */
export const showPage = (kit: VisitKit, draft: VisitDraft, page: VisitPage) => ({
  id: page.id,
  document: page.document,
  rank: draft.pages(page.document).findIndex(({ id }) => id === page.id) + 1,
  image: pageImage(kit, draft, page),
  widthPx: page.image.widthPx,
  heightPx: page.image.heightPx,
  code: draft.codes.get(page.id) ?? null,
  verdict: verdictOf(page.checks),
  concerns: [...concernsOf(page.checks)],
  settled: isSettled(page),
  sameAs: page.sameAs,
  scans: page.scans,
});
