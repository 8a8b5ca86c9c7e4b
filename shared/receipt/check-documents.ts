import type { Manifest, ManifestDocument, ManifestFile, ManifestPage } from '../filing.ts';
import { type Problem, problem } from './problems.ts';

/** A file somebody holds: its SHA-256 (hex) and, where it is a PDF that can be walked, the SHA-256 of each page's image stream. */
export interface HeldFile {
  readonly name: string;
  readonly sha256: string;
  readonly pages: readonly string[] | null;
}

interface ExpectedFile {
  readonly document: ManifestDocument;
  readonly file: ManifestFile;
  readonly pages: readonly ManifestPage[];
}

const named = ({ document, file }: ExpectedFile): string => `« ${document.code} » (${file.name})`;

/**
 * Compares the papers somebody holds with a manifest that a receipt signed. Files are matched by hash, never by name:
 * delivered files, or the scans they were made from. Names each file or page that is changed, missing, added or swapped.
 */
export function checkDocuments(manifest: Manifest, held: readonly HeldFile[]): Problem[] {
  const expected = manifest.documents.flatMap(filesOf);
  const hashes = new Set(held.map(({ sha256 }) => sha256));
  const missing = expected.filter(({ file }) => !hashes.has(file.sha256));
  const pageHashes = new Set(
    expected.flatMap(({ pages }) => pages.flatMap(({ original, page }) => [original.replace(/#\d+$/, ''), page])),
  );
  const fileHashes = new Set(expected.map(({ file }) => file.sha256));
  const strangers = held.filter(({ sha256 }) => !fileHashes.has(sha256) && !pageHashes.has(sha256));
  const problems: Problem[] = [];
  const matched = new Set<HeldFile>();
  for (const want of missing) {
    if (hasScans(want, hashes)) {
      problems.push(...missingScans(want, hashes));
      continue;
    }
    const candidates = strangers.filter((file) => !matched.has(file));
    const changed = closest(want, candidates, missing.length);
    if (changed) matched.add(changed);
    problems.push(
      ...(changed
        ? compare(want, changed)
        : [problem('file-missing', `The file of ${named(want)} is not in the folder.`)]),
    );
  }
  for (const file of strangers.filter((stranger) => !matched.has(stranger))) {
    problems.push(problem('file-added', `The file ${file.name} is not part of this filing.`));
  }
  return problems;
}

/** A document's pages are spread over its files in order. */
function filesOf(document: ManifestDocument): ExpectedFile[] {
  let from = 0;
  return document.files.map((file) => {
    const pages = document.pages.slice(from, from + file.pages);
    from += file.pages;
    return { document, file, pages };
  });
}

const scanOf = (page: ManifestPage): string => page.original.replace(/#\d+$/, '');
const isHeld = (page: ManifestPage, hashes: ReadonlySet<string>): boolean =>
  hashes.has(scanOf(page)) || hashes.has(page.page);
const hasScans = (want: ExpectedFile, hashes: ReadonlySet<string>): boolean =>
  want.pages.some((page) => isHeld(page, hashes));

function missingScans(want: ExpectedFile, hashes: ReadonlySet<string>): Problem[] {
  return want.pages.flatMap((page, i) =>
    isHeld(page, hashes) ? [] : [problem('page-missing', `Page ${i + 1} of ${named(want)} is not in the folder.`)],
  );
}

/** The stranger that shares most pages with a missing file; the only stranger for the only missing file is taken for it too. */
function closest(want: ExpectedFile, strangers: readonly HeldFile[], missingCount: number): HeldFile | null {
  const wanted = new Set(want.pages.map(({ page }) => page));
  const shared = (file: HeldFile): number => file.pages?.filter((page) => wanted.has(page)).length ?? 0;
  const [best] = strangers.toSorted((a, b) => shared(b) - shared(a));
  if (!best) return null;
  return shared(best) > 0 || (strangers.length === 1 && missingCount === 1) ? best : null;
}

function compare(want: ExpectedFile, held: HeldFile): Problem[] {
  const expected = want.pages.map(({ page }) => page);
  const as = `${named(want)}, held as ${held.name}`;
  if (!held.pages) return [problem('file-changed', `The file of ${as}, was changed so that its pages cannot be read.`)];
  const got = held.pages;
  const lost = unmatched(expected, got);
  const foreign = unmatched(got, expected);
  const changed = lost.filter((i) => foreign.includes(i));
  const problems = [
    ...changed.map((i) => problem('page-changed', `Page ${i + 1} of ${as}, was changed.`)),
    ...lost
      .filter((i) => !changed.includes(i))
      .map((i) => problem('page-missing', `Page ${i + 1} of ${as}, is missing.`)),
    ...foreign
      .filter((i) => !changed.includes(i))
      .map((i) =>
        problem('page-added', `Page ${i + 1} of the file held as ${held.name} is not part of ${named(want)}.`),
      ),
  ];
  const order = got.filter((_, i) => !foreign.includes(i));
  const kept = expected.map((_, i) => i).filter((i) => !lost.includes(i));
  const moved = kept.flatMap((i, place) => (order[place] === expected[i] ? [] : [i + 1]));
  if (moved.length > 0)
    problems.push(problem('pages-swapped', `Pages ${moved.join(', ')} of ${as}, are not in their order.`));
  if (problems.length > 0) return problems;
  return [
    problem('file-changed', `The file of ${as}, was changed outside its page images; every page image is intact.`),
  ];
}

/** Indices of the pages that have no counterpart in `others`; the same page twice needs two there. */
function unmatched(pages: readonly string[], others: readonly string[]): number[] {
  const left = new Map<string, number>();
  for (const page of others) left.set(page, (left.get(page) ?? 0) + 1);
  return pages.flatMap((page, i) => {
    const count = left.get(page) ?? 0;
    left.set(page, count - 1);
    return count > 0 ? [] : [i];
  });
}
