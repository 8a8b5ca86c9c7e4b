/** What a page is checked for; the words of `tests/data/scans/README.md`. */
export const checkNames = [
  'blurred',
  'dark',
  'washed-out',
  'glare',
  'cut',
  'folded',
  'blank',
  'skewed',
  'turned',
  'resolution',
  'several-sheets',
  'twice',
  'screen',
] as const;
export type CheckName = (typeof checkNames)[number];

/** `good` goes into the file; `ask` is a doubt that the visitor settles; `bad` would be refused or cannot be read. The worst last. */
export const pageVerdicts = ['good', 'ask', 'bad'] as const;
export type PageVerdict = (typeof pageVerdicts)[number];

/** One check of one page. Units and direction of the score are the check's own (`docs/pages.md`); `threshold` is the one its verdict was taken at. */
export interface PageCheck {
  readonly name: CheckName;
  readonly score: number;
  readonly threshold: number;
  readonly verdict: PageVerdict;
}

const rank = (verdict: PageVerdict): number => pageVerdicts.indexOf(verdict);

/** The worst verdict of a page's checks. */
export const verdictOf = (checks: readonly Pick<PageCheck, 'verdict'>[]): PageVerdict =>
  checks.reduce<PageVerdict>((worst, { verdict }) => (rank(verdict) > rank(worst) ? verdict : worst), 'good');

/** Names of the checks that found something, the worst verdict first, equals in the order of `checkNames`. */
export const concernsOf = (checks: readonly Pick<PageCheck, 'name' | 'verdict'>[]): readonly CheckName[] =>
  checks
    .filter(({ verdict }) => verdict !== 'good')
    .toSorted((a, b) => rank(b.verdict) - rank(a.verdict) || checkNames.indexOf(a.name) - checkNames.indexOf(b.name))
    .map(({ name }) => name);
