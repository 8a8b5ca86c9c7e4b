import type { GreyImage } from '../grey-image.ts';
import { reduceGrey } from '../straighten/page-grey.ts';

/** A page as the checks look at it: small enough to be quick, large enough that a letter is still there. */
export interface PageView {
  /** As received, upright by its EXIF turn. */
  readonly grey: GreyImage;
  /** Averaged over squares of `factor` pixels: about 100 pixels an inch on A4. */
  readonly small: GreyImage;
  readonly factor: number;
  /** Level of the paper around each pixel of `small`, tile by tile. */
  readonly paper: PaperTiles;
  /** How many pixels of `small` have each level. */
  readonly counts: Uint32Array;
  /** Standard deviation of the noise in `small`, in levels of grey. */
  readonly noise: number;
}

export interface PaperTiles {
  readonly levels: Uint8Array;
  readonly columns: number;
  readonly rows: number;
}

/** A4's sides in inches (ISO 216). */
export const a4Inches = { short: 8.27, long: 11.69 } as const;
const viewDpi = 100;
/** Pixels of `small`: 6 mm on A4, larger than a letter, smaller than a shadow. */
export const tilePx = 24;
/** A tenth of a tile is taken for paper: in the densest print more than that is left white. */
const paperShare = 0.1;
/** One pair of neighbours in seven is enough for a median. */
const noiseStep = 7;

export function viewPage(grey: GreyImage): PageView {
  const factor = Math.max(1, Math.round(a4Dpi(grey) / viewDpi));
  const small = reduceGrey(grey, factor);
  const counts = new Uint32Array(256);
  return { grey, small, factor, paper: paperOf(small, counts), counts, noise: noiseOf(small) };
}

/** Pixels an inch if the page were a whole A4 sheet. */
export const a4Dpi = ({ width, height }: Pick<GreyImage, 'width' | 'height'>): number =>
  Math.min(Math.min(width, height) / a4Inches.short, Math.max(width, height) / a4Inches.long);

export const pixelAt = ({ data, width }: GreyImage, x: number, y: number): number => data[y * width + x] ?? 255;

/** How much darker than the paper around it a pixel of `small` is; negative where it is lighter. */
export const inkAt = ({ small, paper }: PageView, x: number, y: number): number =>
  paperAt(paper, x, y) - pixelAt(small, x, y);

export const paperAt = ({ levels, columns }: PaperTiles, x: number, y: number): number =>
  levels[Math.floor(y / tilePx) * columns + Math.floor(x / tilePx)] ?? 255;

/** `paperAt` of a whole row, into `row`. */
export function paperRow({ small, paper }: PageView, y: number, row: Uint8Array): void {
  const first = Math.floor(y / tilePx) * paper.columns;
  for (let column = 0; column < paper.columns; column++)
    row.fill(paper.levels[first + column] as number, column * tilePx, Math.min(small.width, (column + 1) * tilePx));
}

function paperOf({ data, width, height }: GreyImage, all: Uint32Array): PaperTiles {
  const columns = Math.ceil(width / tilePx);
  const rows = Math.ceil(height / tilePx);
  const levels = new Uint8Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      counts.fill(0);
      const [left, right] = [column * tilePx, Math.min(width, (column + 1) * tilePx)];
      const [top, bottom] = [row * tilePx, Math.min(height, (row + 1) * tilePx)];
      for (let y = top; y < bottom; y++)
        for (let at = y * width + left, end = y * width + right; at < end; at++) {
          const level = data[at] as number;
          counts[level] = (counts[level] as number) + 1;
        }
      levels[row * columns + column] = fromTop(counts, paperShare * (right - left) * (bottom - top));
      for (let level = 0; level < 256; level++) all[level] = (all[level] as number) + (counts[level] as number);
    }
  return { levels, columns, rows };
}

/** The level above which so many pixels lie. */
function fromTop(counts: Uint32Array, share: number): number {
  let left = share;
  for (let level = 255; level > 0; level--) {
    left -= counts[level] as number;
    if (left <= 0) return level;
  }
  return 0;
}

/** From the median difference of neighbours: print is too rare to move it (a normal law's median is 0.954 of its deviation times √2). */
function noiseOf({ data, width }: GreyImage): number {
  const counts = new Uint32Array(256);
  let total = 0;
  for (let i = 1; i < data.length; i += noiseStep) {
    if (i % width === 0) continue;
    const step = Math.abs((data[i] as number) - (data[i - 1] as number));
    counts[step] = (counts[step] as number) + 1;
    total++;
  }
  return total === 0 ? 0 : countedBelow(counts, 0.5) / 0.954;
}

/** The value below which a share of the levels lies. */
export function levelBelow(levels: Uint8Array, share: number): number {
  const counts = new Uint32Array(256);
  for (let i = 0; i < levels.length; i++) counts[levels[i] as number] = (counts[levels[i] as number] as number) + 1;
  return countedBelow(counts, share);
}

/** `levelBelow` of levels that were counted. */
export function countedBelow(counts: Uint32Array, share: number): number {
  let left = share * counts.reduce((sum, count) => sum + count, 0);
  for (let level = 0; level < counts.length; level++) {
    left -= counts[level] as number;
    if (left <= 0) return level;
  }
  return counts.length - 1;
}

/** The level that most pixels have: the ground's, where most of it is bare. */
export const countedMost = (counts: Uint32Array): number =>
  counts.indexOf(counts.reduce((most, count) => Math.max(most, count), 0));
