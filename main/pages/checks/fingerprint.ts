import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { GreyImage } from '../grey-image.ts';
import { type PageView, viewPage } from './page-view.ts';

/** Cells along the page's longer side (at most 255 across): 1.2 mm on A4, too few to read a word by, enough to see that it is another. */
const longCells = 250;
/** Levels of a stroke that is seen, and of one that is as dark as any: the colour of ink does not count. */
const [leastInk, fullInk] = [15, 60];
/** As far away a stroke's paper is looked for: tints and shadows go on there. */
const aroundPx = 4;
/** The border belongs to the scanner. */
const borderShare = 0.02;

/** A page's ink, from 0 to 255 a cell, row by row: enough to know the page again however it was turned. Zero on a blank page. */
export interface InkCells {
  readonly columns: number;
  readonly rows: number;
  readonly ink: Uint8Array;
}

const noCells: InkCells = { columns: 0, rows: 0, ink: new Uint8Array() };

/** The cells of a fingerprint; none of what is no fingerprint: it comes from the process that reads strangers' files. */
export function cellsOf(print: Uint8Array): InkCells {
  const [columns = 0, rows = 0] = print;
  try {
    const ink = inflateRawSync(print.subarray(2), { maxOutputLength: Math.max(1, columns * rows) });
    return ink.length === columns * rows ? { columns, rows, ink } : noCells;
  } catch {
    return noCells;
  }
}

/** `InkCells` as they are kept: two bytes that say how many cells lie across and down, then the cells deflated. */
export function fingerprint(page: GreyImage | PageView): Uint8Array {
  const view = 'small' in page ? page : viewPage(page);
  const { data, width, height } = view.small;
  const size = longCells / Math.max(width, height);
  const [columns, rows] = [Math.max(1, Math.round(width * size)), Math.max(1, Math.round(height * size))];
  const sums = new Float64Array(columns * rows);
  const border = Math.round(borderShare * Math.min(width, height)) + aroundPx;
  const below = aroundPx * width;
  for (let y = border; y < height - border; y++) {
    const row = Math.floor((y * rows) / height) * columns;
    for (let x = border, at = y * width + border; x < width - border; x++, at++) {
      const beside = (data[at - aroundPx] as number) + (data[at + aroundPx] as number);
      const ink = (beside + (data[at - below] as number) + (data[at + below] as number)) / 4 - (data[at] as number);
      if (ink <= leastInk) continue;
      const cell = row + Math.floor((x * columns) / width);
      sums[cell] = (sums[cell] as number) + Math.min(ink, fullInk) - leastInk;
    }
  }
  const ink = new Uint8Array(columns * rows);
  const whole = ((width / columns) * (height / rows) * (fullInk - leastInk)) / 255;
  for (let cell = 0; cell < sums.length; cell++) ink[cell] = Math.min(255, (sums[cell] as number) / whole);
  const packed = deflateRawSync(ink);
  const print = new Uint8Array(2 + packed.length);
  print.set([columns, rows]);
  print.set(packed, 2);
  return print;
}
