import type { GreyImage } from '../grey-image.ts';

/** A page as the checks look at it: small enough to be quick, large enough that a letter is still there. */
export interface PageView {
  /** As received, upright by its EXIF turn. */
  readonly grey: GreyImage;
  /** Averaged over squares of `factor` pixels: about 100 pixels an inch on A4. */
  readonly small: GreyImage;
  readonly factor: number;
  /** Level of the paper around each pixel of `small`, tile by tile. */
  readonly paper: PaperTiles;
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

export function viewPage(grey: GreyImage): PageView {
  const factor = Math.max(1, Math.round(a4Dpi(grey) / viewDpi));
  const small = reduce(grey, factor);
  return { grey, small, factor, paper: paperOf(small), noise: noiseOf(small) };
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

function reduce(grey: GreyImage, factor: number): GreyImage {
  if (factor === 1) return grey;
  const width = Math.max(1, Math.floor(grey.width / factor));
  const height = Math.max(1, Math.floor(grey.height / factor));
  const data = new Uint8Array(width * height);
  const sums = new Uint32Array(width);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let row = y * factor; row < (y + 1) * factor; row++) {
      let at = row * grey.width;
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let i = 0; i < factor; i++) sum += grey.data[at++] as number;
        sums[x] = (sums[x] as number) + sum;
      }
    }
    for (let x = 0; x < width; x++) data[y * width + x] = (sums[x] as number) / (factor * factor);
  }
  return { data, width, height };
}

function paperOf(small: GreyImage): PaperTiles {
  const columns = Math.ceil(small.width / tilePx);
  const rows = Math.ceil(small.height / tilePx);
  const levels = new Uint8Array(columns * rows);
  const counts = new Uint32Array(256);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      counts.fill(0);
      let total = 0;
      for (let y = row * tilePx; y < Math.min(small.height, (row + 1) * tilePx); y++)
        for (let x = column * tilePx; x < Math.min(small.width, (column + 1) * tilePx); x++) {
          const level = pixelAt(small, x, y);
          counts[level] = (counts[level] as number) + 1;
          total++;
        }
      levels[row * columns + column] = fromTop(counts, paperShare * total);
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
  for (let i = 1; i < data.length; i += 3) {
    if (i % width === 0) continue;
    const step = Math.abs((data[i] as number) - (data[i - 1] as number));
    counts[step] = (counts[step] as number) + 1;
    total++;
  }
  let half = total / 2;
  for (let step = 0; step < 256; step++) {
    half -= counts[step] as number;
    if (half <= 0) return step / 0.954;
  }
  return 0;
}

/** The value below which a share of the levels lies. */
export function levelBelow(levels: Uint8Array, share: number): number {
  const counts = new Uint32Array(256);
  for (const level of levels) counts[level] = (counts[level] as number) + 1;
  let left = share * levels.length;
  for (let level = 0; level < 256; level++) {
    left -= counts[level] as number;
    if (left <= 0) return level;
  }
  return 255;
}
