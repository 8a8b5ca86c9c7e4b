import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ManifestDocument } from '../../../../shared/filing.ts';
import { checkDocuments, type HeldFile } from '../../../../shared/receipt/check-documents.ts';
import { comparePages } from '../../../../shared/receipt/compare-pages.ts';
import { makeReceipt } from './make-receipt.ts';

const { manifest } = makeReceipt().file;
const document = (code: string, pages: string): ManifestDocument => ({
  code,
  pages: [...pages].map((page) => ({ original: `scan-${code}-${page}`, page })),
  files: [{ name: `${code}.pdf`, bytes: 1, sha256: `file-${code}`, pages: pages.length }],
});
const held = (name: string, pages: string | null, sha256 = name): HeldFile => ({
  name,
  sha256,
  pages: pages === null ? null : [...pages],
});
const check = (documents: readonly ManifestDocument[], files: readonly HeldFile[]): string[] =>
  checkDocuments({ ...manifest, documents }, files).map(
    ({ code, detail }) =>
      `${code} ${/Pages? ([\d, ]*\d)/.exec(detail)?.[1] ?? ''} ${/« (\w+) »/.exec(detail)?.[1] ?? ''}`,
  );
/** Each letter is a page; `b` is blank, and there may be several of them. */
const changes = (expected: string, got: string) => check([document('d', expected)], [held('x.pdf', got)]);

describe('a page is named by its own number, also where pages are equal', () => {
  it.each([
    ['the first of two equal pages is missing', 'bcb', 'cb', ['page-missing 1 d']],
    ['the last of two equal pages is missing', 'bcb', 'bc', ['page-missing 3 d']],
    ['a blank page more', 'bcbd', 'bcbbd', ['page-added 4 d']],
    ['blank for blank, and one page changed', 'bbxbb', 'bbybb', ['page-changed 3 d']],
    ['one missing early, one changed late', 'ABCDE', 'ACDX', ['page-changed 5 d', 'page-missing 2 d']],
    ['one added early, one changed late', 'ABCD', 'AXBCY', ['page-changed 4 d', 'page-added 2 d']],
    ['two blank pages changed places with a full one', 'ABb', 'AbB', ['pages-swapped 2, 3 d']],
    ['a page missing and two swapped', 'ABCDE', 'BDCE', ['page-missing 1 d', 'pages-swapped 3, 4 d']],
  ])('%s', (_, expected, got, said) => {
    expect(changes(expected, got)).toEqual(said);
  });

  const pages = fc.array(fc.constantFrom<string>('a', 'b', 'c', 'd'), { maxLength: 9 });

  it('every page is accounted for once, and equal lists alone have no difference', () => {
    fc.assert(
      fc.property(pages, pages, (expected, got) => {
        const { changed, missing, added, swapped } = comparePages(expected, got);
        expect(expected.length - missing.length).toBe(got.length - added.length);
        expect(new Set([...changed, ...missing]).size).toBe(changed.length + missing.length);
        const none = changed.length + missing.length + added.length + swapped.length === 0;
        expect(none).toBe(expected.join() === got.join());
      }),
      { seed: 66, numRuns: 2_000 },
    );
  });

  it('one page taken out, put in or changed is the one that is named, or its equal beside it', () => {
    fc.assert(
      fc.property(
        pages.filter((list) => list.length > 0),
        fc.nat(),
        (expected, where) => {
          const at = where % expected.length;
          const out = comparePages(expected, expected.toSpliced(at, 1));
          expect([out.changed, out.added, out.swapped]).toEqual([[], [], []]);
          expect(out.missing.map((i) => expected.toSpliced(i, 1).join())).toEqual([expected.toSpliced(at, 1).join()]);
          expect(comparePages(expected, expected.toSpliced(at, 0, 'X'))).toMatchObject({ added: [at], missing: [] });
          expect(comparePages(expected, expected.with(at, 'X'))).toMatchObject({
            changed: [at],
            missing: [],
            added: [],
          });
        },
      ),
      { seed: 66, numRuns: 1_000 },
    );
  });

  it('a PDF of pages without number is compared without filling memory', () => {
    const got = Array.from({ length: 200_000 }, (_, i) => `p${i}`);
    const { added, missing } = comparePages([...got.slice(0, 500).reverse()], got);
    expect([added.length, missing.length]).toEqual([199_500, 0]);
  });
});

describe('a file is named as what it is', () => {
  const decision = document('decision', 'ABb');
  const scans = [...'ABb'].map((page) => held(`photo-${page}.jpg`, null, `scan-decision-${page}`));

  it('a changed delivered file beside the scans it was made from', () => {
    expect(check([decision], [...scans, held('x.pdf', 'AXb')])).toEqual(['page-changed 2 decision']);
    expect(check([decision], [...scans, held('x.pdf', 'ABb')])).toEqual(['file-changed  decision']);
    // A PDF that cannot be walked any more.
    expect(check([decision], [...scans, held('x.pdf', '')])).toEqual(['file-changed  decision']);
  });

  it('what has nothing to do with the filing is added, be it the only one', () => {
    expect(check([decision], [...scans, held('note.txt', null)])).toEqual(['file-added  ']);
    expect(check([decision], [...scans, held('other.pdf', 'XYZ')])).toEqual(['file-added  ']);
  });

  it('of two changed files each is taken for the one it shares most with, in whatever order they lie', () => {
    const proofs = document('proofs', 'Qb');
    const files = [held('1.pdf', 'Qb'), held('2.pdf', 'AXb')];
    const said = ['page-changed 2 decision', 'file-changed  proofs'];
    expect(check([decision, proofs], files)).toEqual(said);
    expect(check([decision, proofs], files.toReversed())).toEqual(said);
    expect(check([proofs, decision], files)).toEqual(said.toReversed());
  });
});
