import type { Manifest, ManifestDocument, ManifestFile, ManifestPage } from '../filing.ts';
import { comparePages } from './compare-pages.ts';
import { type Problem, problem } from './problems.ts';

/** A file somebody holds: its SHA-256 (hex) and, of a PDF, the SHA-256 of each page's image stream; none when it cannot be walked. */
export interface HeldFile {
  readonly name: string;
  readonly sha256: string;
  /** null: not a PDF, or one whose own hash the manifest has. */
  readonly pages: readonly string[] | null;
}

interface ExpectedFile {
  readonly document: ManifestDocument;
  readonly file: ManifestFile;
  readonly pages: readonly ManifestPage[];
}

const named = ({ document, file }: ExpectedFile): string => `« ${document.code} » (${file.name})`;

/** True for the hash of a file that a manifest has whole: a delivered file, a scan, or a page's image. */
export function manifestHolds(manifest: Manifest): (sha256: string) => boolean {
  const hashes = new Set(
    manifest.documents.flatMap(({ files, pages }) => [
      ...files.map(({ sha256 }) => sha256),
      ...pages.flatMap((page) => [scanOf(page), page.page]),
    ]),
  );
  return (sha256) => hashes.has(sha256);
}

/**
 * Compares the papers somebody holds with a manifest that a receipt signed. Files are matched by hash, never by name:
 * delivered files, or the scans they were made from. Names each file or page that is changed, missing, added or swapped.
 */
export function checkDocuments(manifest: Manifest, held: readonly HeldFile[]): Problem[] {
  const hashes = new Set(held.map(({ sha256 }) => sha256));
  const missing = manifest.documents.flatMap(filesOf).filter(({ file }) => !hashes.has(file.sha256));
  const isKnown = manifestHolds(manifest);
  const strangers = held.filter(({ sha256 }) => !isKnown(sha256));
  const changed = changedFiles(missing, strangers);
  const matched = new Set(changed.values());
  const [left, another] = strangers.filter((file) => !matched.has(file));
  const onlyOne = missing.length === 1 && another === undefined ? left : undefined;

  const problems: Problem[] = [];
  for (const want of missing) {
    const scanned = want.pages.some((page) => isHeld(page, hashes));
    // The only stranger is taken for the only missing file; beside its scans only when it is a broken PDF.
    const taken = !scanned || onlyOne?.pages?.length === 0 ? onlyOne : undefined;
    const found = changed.get(want) ?? taken;
    if (found) {
      matched.add(found);
      problems.push(...compare(want, found));
    } else if (scanned) problems.push(...missingScans(want, hashes));
    else problems.push(problem('file-missing', `The file of ${named(want)} is not in the folder.`));
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

function missingScans(want: ExpectedFile, hashes: ReadonlySet<string>): Problem[] {
  return want.pages.flatMap((page, i) =>
    isHeld(page, hashes) ? [] : [problem('page-missing', `Page ${i + 1} of ${named(want)} is not in the folder.`)],
  );
}

/** For missing files the stranger that shares most pages with each, every stranger once. */
function changedFiles(
  missing: readonly ExpectedFile[],
  strangers: readonly HeldFile[],
): ReadonlyMap<ExpectedFile, HeldFile> {
  const guesses = missing.flatMap((want) =>
    strangers.map((file) => {
      const pages = file.pages ?? [];
      return { want, file, shared: countShared(want, pages), apart: Math.abs(pages.length - want.pages.length) };
    }),
  );
  guesses.sort((a, b) => b.shared - a.shared || a.apart - b.apart);
  const found = new Map<ExpectedFile, HeldFile>();
  const taken = new Set<HeldFile>();
  for (const { want, file, shared } of guesses) {
    if (shared === 0 || found.has(want) || taken.has(file)) continue;
    found.set(want, file);
    taken.add(file);
  }
  return found;
}

/** Pages on both sides; a page that is held twice counts twice only where it is wanted twice. */
function countShared(want: ExpectedFile, pages: readonly string[]): number {
  const left = new Map<string, number>();
  for (const { page } of want.pages) left.set(page, (left.get(page) ?? 0) + 1);
  let shared = 0;
  for (const page of pages) {
    const count = left.get(page) ?? 0;
    if (count === 0) continue;
    left.set(page, count - 1);
    shared++;
  }
  return shared;
}

function compare(want: ExpectedFile, held: HeldFile): Problem[] {
  const as = `${named(want)}, held as ${held.name}`;
  if (!held.pages?.length)
    return [problem('file-changed', `The file of ${as}, was changed so that its pages cannot be read.`)];
  const expected = want.pages.map(({ page }) => page);
  const { changed, missing, added, swapped } = comparePages(expected, held.pages);
  const problems = [
    ...changed.map((i) => problem('page-changed', `Page ${i + 1} of ${as}, was changed.`)),
    ...missing.map((i) => problem('page-missing', `Page ${i + 1} of ${as}, is missing.`)),
    ...added.map((i) =>
      problem('page-added', `Page ${i + 1} of the file held as ${held.name} is not part of ${named(want)}.`),
    ),
  ];
  if (swapped.length > 0) {
    const pages = swapped.map((i) => i + 1).join(', ');
    problems.push(problem('pages-swapped', `Pages ${pages} of ${as}, are not in their order.`));
  }
  if (problems.length > 0) return problems;
  return [
    problem('file-changed', `The file of ${as}, was changed outside its page images; every page image is intact.`),
  ];
}
