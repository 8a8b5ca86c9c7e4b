import type { ManifestDocument } from '../../shared/filing.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { mostFileBytes } from './limits.ts';

/** What a file of a channel may be; `maxBytes` null: only our own bound (`mostFileBytes`) counts. */
export interface PackLimits {
  readonly maxBytes: number | null;
  readonly minDpi: 150 | 200;
  readonly maxFiles: number | null;
}

/**
 * Bytes of a packed file beside its images, never less than they are: font, colour profile and metadata take 7.2 kB, a page
 * with its stamp 0.92 kB (measured over 50, 100 and 300 pages).
 */
export const beside = (pages: number): number => 10_000 + 1_200 * pages;

export const fileBound = ({ maxBytes }: Pick<PackLimits, 'maxBytes'>): number =>
  Math.min(maxBytes ?? mostFileBytes, mostFileBytes);

/**
 * Pages of each file of one document, as few files as its images (bytes each) need, the largest as small as it gets: none is larger than `bound`.
 * A page that alone is larger is the fault: its index.
 */
export function spreadPages(images: readonly number[], bound: number): Result<readonly number[], number> {
  const tooLarge = images.findIndex((bytes) => bytes + beside(1) > bound);
  if (tooLarge >= 0) return fail(tooLarge);
  const fewest = fill(images, bound).length;
  // The smallest bound that needs no more files: the largest of them is then as small as it gets.
  let [low, high] = [0, bound];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    const fits = images.every((bytes) => bytes + beside(1) <= middle) && fill(images, middle).length === fewest;
    if (fits) high = middle;
    else low = middle;
  }
  return ok(fill(images, high));
}

/** One file after the other, each as full as it gets. */
function fill(images: readonly number[], bound: number): number[] {
  const files: number[] = [];
  let [pages, bytes] = [0, 0];
  for (const image of images) {
    if (pages > 0 && bytes + image + beside(pages + 1) > bound) {
      files.push(pages);
      [pages, bytes] = [0, 0];
    }
    pages += 1;
    bytes += image;
  }
  return pages > 0 ? [...files, pages] : files;
}

/** Short, ASCII, and in order when sorted by a person: `K7P2-9QXM-4-preuves-2-of-11.pdf`; without a rank when it is alone. */
export function fileName(number: string, code: string, rank: number, files: number): string {
  return files === 1 ? `${number}-${code}.pdf` : `${number}-${code}-${rank}-of-${files}.pdf`;
}

/** Whether a document was packed to these limits, with no page lost between its files. */
export function fitsLimits({ pages, files }: ManifestDocument, limits: PackLimits): boolean {
  const bound = fileBound(limits);
  return (
    files.reduce((sum, file) => sum + file.pages, 0) === pages.length &&
    files.every((file) => file.pages > 0 && file.bytes <= bound) &&
    files.length <= (limits.maxFiles ?? files.length)
  );
}
