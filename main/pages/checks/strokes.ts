import type { GreyImage } from '../grey-image.ts';

/** What the strokes of a page's print look like, in pixels of the received image. */
export interface Strokes {
  /** Edges measured: below `fewestEdges` nothing can be said of sharpness. */
  readonly edges: number;
  /** The width within which the sharper quarter of the edges goes from 10 % to 90 % of its step. */
  readonly edgeWidth: number;
  /** Of the edge's width, by the stroke's own; near 1, strokes are all edge and run into each other. */
  readonly softness: number;
}

/** A step of fewer levels is noise, or too pale to be judged by; of pencil, which has hardly more, half its own. */
const [leastStep, palestStep, shareOfContrast] = [50, 24, 0.45];
/** Enough for ten thousand edges on a page of text; columns are slow to walk. */
const rowsLooked = 240;
const columnsLooked = 70;

/** Widths are counted in hundredths of a pixel, and of a ratio; wider than this is all the same. */
const [parts, widest] = [100, 40];

/**
 * Widths of the edges along rows, then along columns: a hand that moves blurs one of the two. From 10 to 90 % of the step (ISO
 * 12233's edge response, without its slanted target). Nearly free of content, where the variance of a Laplacian is not: a sharp
 * sparse page has less of it than a blurred dense one. `contrast`: `Ink.contrast`, in levels.
 */
export function measureStrokes({ data, width, height }: GreyImage, contrast: number): readonly Strokes[] {
  const least = Math.max(palestStep, Math.min(leastStep, shareOfContrast * contrast));
  const rows = newTally();
  const rowStep = Math.max(1, Math.floor(height / rowsLooked));
  for (let y = 0; y < height; y += rowStep) alongLine(data.subarray(y * width, (y + 1) * width), least, rows);
  const columns = newTally();
  const columnStep = Math.max(1, Math.floor(width / columnsLooked));
  const column = new Uint8Array(height);
  for (let x = 0; x < width; x += columnStep) {
    for (let y = 0, at = x; y < height; y++, at += width) column[y] = data[at] as number;
    alongLine(column, least, columns);
  }
  return [rows, columns].map(({ widths, ratios }) => ({
    edges: widths.reduce((sum, count) => sum + count, 0),
    edgeWidth: quantile(widths, 0.25),
    softness: quantile(ratios, 0.75),
  }));
}

const newTally = (): Tally => ({
  widths: new Uint32Array(parts * widest + 1),
  ratios: new Uint32Array(parts * widest + 1),
});

interface Tally {
  readonly widths: Uint32Array;
  readonly ratios: Uint32Array;
}

function alongLine(line: Uint8Array, least: number, { widths, ratios }: Tally): void {
  let [beforeMiddle, beforeWidth] = [-1, 0];
  let i = 1;
  while (i < line.length) {
    let last = line[i - 1] as number;
    const first = last;
    let level = line[i] as number;
    if (level === last) {
      i++;
      continue;
    }
    const from = i - 1;
    const rises = level > last;
    do {
      last = level;
      level = ++i < line.length ? (line[i] as number) : last;
    } while (rises ? level > last : level < last);
    const step = last - first;
    if (step < least && step > -least) continue;
    const sign = rises ? 1 : -1;
    const middle = crossing(line, from, sign, first + step * 0.5);
    const width = crossing(line, from, sign, first + step * 0.9) - crossing(line, from, sign, first + step * 0.1);
    count(widths, width);
    // A dark stroke: the paper falls, and rises again.
    if (rises && beforeMiddle >= 0) count(ratios, (beforeWidth + width) / 2 / Math.max(1, middle - beforeMiddle));
    [beforeMiddle, beforeWidth] = [rises ? -1 : middle, width];
  }
}

/** Where an edge that goes on one way passes a level, in pixels along the line. */
function crossing(line: Uint8Array, from: number, sign: number, level: number): number {
  let i = from;
  while (((line[i + 1] as number) - level) * sign < 0) i++;
  const a = line[i] as number;
  return i + (level - a) / ((line[i + 1] as number) - a);
}

function count(counts: Uint32Array, value: number): void {
  const bin = Math.min(parts * widest, Math.round(value * parts));
  counts[bin] = (counts[bin] as number) + 1;
}

function quantile(counts: Uint32Array, share: number): number {
  let left = share * counts.reduce((sum, number) => sum + number, 0);
  for (let bin = 0; bin < counts.length; bin++) {
    left -= counts[bin] as number;
    if (left < 0) return bin / parts;
  }
  return 0;
}
