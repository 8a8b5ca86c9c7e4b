import type { GreyImage } from '../grey-image.ts';
import { inkAt, type PageView, viewPage } from './page-view.ts';

/** Cells along each side of the square that the page's print is drawn into. */
const cells = 48;
const inkLevels = 30;
/** Cells by which a second scan may lie elsewhere: 2 % of the sheet. */
const reach = 1;
/** Two scans of one sheet correlate at 0.97 and more; two letters of one sender at 0.8. */
const leastCorrelation = 0.93;
/** So much more ink (of 255) in a group of cells is another word in a form, not another scan. */
const mostDifference = 26;
const group = 3;

/** The page's ink in `cells` × `cells` squares, 0 to 255: enough to know the page again however it was turned, far too little to read it. */
export function fingerprint(page: GreyImage | PageView): Uint8Array {
  const view = 'small' in page ? page : viewPage(page);
  const box = inkBox(view);
  const print = new Uint8Array(cells * cells);
  if (box === null) return print;
  const [width, height] = [box.right - box.left, box.bottom - box.top];
  const counts = new Uint32Array(cells * cells);
  const totals = new Uint32Array(cells * cells);
  for (let y = box.top; y < box.bottom; y++) {
    const row = Math.floor(((y - box.top) * cells) / height) * cells;
    for (let x = box.left; x < box.right; x++) {
      const cell = row + Math.floor(((x - box.left) * cells) / width);
      totals[cell] = (totals[cell] as number) + 1;
      if (inkAt(view, x, y) > inkLevels) counts[cell] = (counts[cell] as number) + 1;
    }
  }
  for (let cell = 0; cell < print.length; cell++)
    print[cell] = (255 * (counts[cell] as number)) / Math.max(1, totals[cell] as number);
  return print;
}

/** True when both are of one sheet, in whichever of the four ways up. */
export function isSamePage(first: Uint8Array, second: Uint8Array): boolean {
  const a = softened(first);
  let b = softened(second);
  for (let turn = 0; turn < 4; turn++) {
    if (isSameUpright(a, b)) return true;
    b = turned(b);
  }
  return false;
}

function isSameUpright(a: Float64Array, b: Float64Array): boolean {
  for (let dy = -reach; dy <= reach; dy++)
    for (let dx = -reach; dx <= reach; dx++)
      if (correlation(a, b, dx, dy) >= leastCorrelation && largestDifference(a, b, dx, dy) <= mostDifference)
        return true;
  return false;
}

/** The box around the print, so that a sheet laid elsewhere on the glass is the same; null on a blank page. */
function inkBox(view: PageView): { left: number; right: number; top: number; bottom: number } | null {
  const { width, height } = view.small;
  const border = Math.round(0.02 * Math.min(width, height));
  const columns = new Uint32Array(width);
  const rows = new Uint32Array(height);
  for (let y = border; y < height - border; y++)
    for (let x = border; x < width - border; x++)
      if (inkAt(view, x, y) > inkLevels) {
        columns[x] = (columns[x] as number) + 1;
        rows[y] = (rows[y] as number) + 1;
      }
  const has = (count: number): boolean => count >= 3;
  const [left, top] = [columns.findIndex(has), rows.findIndex(has)];
  if (left < 0 || top < 0) return null;
  return { left, top, right: columns.findLastIndex(has) + 1, bottom: rows.findLastIndex(has) + 1 };
}

const at = (print: ArrayLike<number>, x: number, y: number): number =>
  x < 0 || y < 0 || x >= cells || y >= cells ? 0 : (print[y * cells + x] as number);

/** Each cell by its neighbours: half a cell's shift must not matter. */
function softened(print: Uint8Array): Float64Array {
  const soft = new Float64Array(print.length);
  for (let y = 0; y < cells; y++)
    for (let x = 0; x < cells; x++) {
      const beside = at(print, x - 1, y) + at(print, x + 1, y) + at(print, x, y - 1) + at(print, x, y + 1);
      soft[y * cells + x] = (4 * at(print, x, y) + beside) / 8;
    }
  return soft;
}

/** A quarter turn clockwise. */
function turned(print: Float64Array): Float64Array {
  const result = new Float64Array(print.length);
  for (let y = 0; y < cells; y++)
    for (let x = 0; x < cells; x++) result[y * cells + x] = print[(cells - 1 - x) * cells + y] as number;
  return result;
}

function correlation(a: Float64Array, b: Float64Array, dx: number, dy: number): number {
  let [sumA, sumB, sumAA, sumBB, sumAB] = [0, 0, 0, 0, 0];
  for (let y = 0; y < cells; y++)
    for (let x = 0; x < cells; x++) {
      const [p, q] = [at(a, x, y), at(b, x + dx, y + dy)];
      sumA += p;
      sumB += q;
      sumAA += p * p;
      sumBB += q * q;
      sumAB += p * q;
    }
  const count = cells * cells;
  const spread = Math.sqrt((count * sumAA - sumA * sumA) * (count * sumBB - sumB * sumB));
  return spread === 0 ? 0 : (count * sumAB - sumA * sumB) / spread;
}

function largestDifference(a: Float64Array, b: Float64Array, dx: number, dy: number): number {
  let largest = 0;
  for (let y = 0; y + group <= cells; y += group)
    for (let x = 0; x + group <= cells; x += group) {
      let difference = 0;
      for (let j = 0; j < group; j++)
        for (let i = 0; i < group; i++) difference += at(a, x + i, y + j) - at(b, x + i + dx, y + j + dy);
      largest = Math.max(largest, Math.abs(difference) / group ** 2);
    }
  return largest;
}
