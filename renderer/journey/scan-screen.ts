import type { Journey, ScannedPage, Screen, VisitData } from './state.ts';

/** The pages of one document, in order. */
export const pagesOf = ({ procedure, pages }: VisitData, document: number): readonly ScannedPage[] => {
  const code = procedure?.documents[document]?.code;
  return pages.filter((page) => page.document === code).toSorted((a, b) => a.rank - b.rank);
};

/** The first page that waits for the visitor's word. */
export const unsettled = (pages: readonly ScannedPage[]): ScannedPage | undefined =>
  pages.find(({ settled }) => !settled);

/** The screen of a document: the page that needs a decision, else its pages when there are some, else where to put the first. */
export function scanScreen({ visit }: Journey, document: number): Screen {
  const pages = pagesOf(visit, document);
  if (unsettled(pages)) return { at: 'scan', document, phase: 'decide' };
  return pages.length > 0 ? { at: 'scan', document, phase: 'look' } : put(document);
}

/** Where to lay the paper: for one more page, or to scan page `redo` again. */
export const put = (document: number, redo: string | null = null): Screen => ({
  at: 'scan',
  document,
  phase: 'put',
  redo,
});

/** Without this page: those behind it move up, and none repeats it any more. */
export function withoutPage(pages: readonly ScannedPage[], id: string): readonly ScannedPage[] {
  const gone = pages.find((page) => page.id === id);
  const isBehind = (page: ScannedPage): boolean =>
    gone !== undefined && page.document === gone.document && page.rank > gone.rank;
  return pages
    .filter((page) => page.id !== id)
    .map((page) => (page.sameAs === id ? alone(page) : page))
    .map((page) => (isBehind(page) ? { ...page, rank: page.rank - 1 } : page));
}

function alone(page: ScannedPage): ScannedPage {
  const concerns = page.concerns.filter((name) => name !== 'twice');
  return { ...page, sameAs: null, concerns, settled: page.settled || concerns.length === 0 };
}

/** This page in the place of another. */
export const withPage = (pages: readonly ScannedPage[], old: string, page: ScannedPage): readonly ScannedPage[] =>
  pages.map((other) => (other.id === old ? page : other));
