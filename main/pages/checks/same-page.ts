import { mayBeSamePage } from './ink-profiles.ts';

/** A fingerprint as it is compared: each cell by its neighbours, since a scan lies half a cell elsewhere. */
interface Print {
  readonly cells: Float64Array;
  readonly columns: number;
  readonly rows: number;
  readonly ink: number;
}

/** Cells by which a second scan may lie elsewhere on the glass (11 mm on A4), and be bent or crooked in one place beside another. */
const [reach, localReach, localStep] = [8, 1.5, 0.5];
const localSteps = Array.from({ length: (2 * localReach) / localStep + 1 }, (_, at) => at * localStep - localReach);
/** The nearest first. */
const localShifts = localSteps
  .flatMap((i) => localSteps.map((j) => [i, j] as const))
  .sort(([a, b], [c, d]) => Math.hypot(a, b) - Math.hypot(c, d));
/** Cells by which a scan may be larger. */
const sizeSlack = 3;
/** Two scans of a sheet have the same ink within a quarter. */
const leastInkShare = 0.75;
/** Alike as a whole, before every place is looked at. */
const leastAlike = 0.6;
/** One place: 10 by 5 mm. Less alike, there is another word (another name, date or signature: 0.1 to 0.89). */
const [placeColumns, placeRows] = [8, 4];
const leastAlikeInPlace = 0.9;
/** A place with less ink is dust. Of a place of full ink 1. */
const leastPlaceInk = 0.02;
/** A page with less ink is blank, and like no other. */
const leastInk = 0.0004;

/** True when both fingerprints are of one sheet, in whichever of the four ways up. */
export function isSamePage(first: Uint8Array, second: Uint8Array): boolean {
  if (!mayBeSamePage(first, second)) return false;
  const a = softened(first);
  let b = softened(second);
  if (Math.min(a.ink, b.ink) < leastInk * 255 || Math.min(a.ink, b.ink) < leastInkShare * Math.max(a.ink, b.ink))
    return false;
  for (let turn = 0; turn < 4; turn++) {
    if (isSameUpright(a, b)) return true;
    b = turned(b);
  }
  return false;
}

function isSameUpright(a: Print, b: Print): boolean {
  if (Math.abs(a.columns - b.columns) > sizeSlack || Math.abs(a.rows - b.rows) > sizeSlack) return false;
  let [best, bestX, bestY] = [0, 0, 0];
  for (let dy = -reach; dy <= reach; dy += 2)
    for (let dx = -reach; dx <= reach; dx += 2) {
      const { alike } = compare(a, b, { left: 0, top: 0, right: a.columns, bottom: a.rows, dx, dy, step: 3 });
      if (alike > best) [best, bestX, bestY] = [alike, dx, dy];
    }
  return best >= leastAlike && isSameInEveryPlace(a, b, bestX, bestY);
}

function isSameInEveryPlace(a: Print, b: Print, dx: number, dy: number): boolean {
  for (let top = 0; top < a.rows; top += placeRows / 2)
    for (let left = 0; left < a.columns; left += placeColumns / 2)
      if (!isSameInPlace(a, b, left, top, dx, dy)) return false;
  return true;
}

function isSameInPlace(a: Print, b: Print, left: number, top: number, dx: number, dy: number): boolean {
  const place = {
    left,
    top,
    right: Math.min(a.columns, left + placeColumns),
    bottom: Math.min(a.rows, top + placeRows),
    step: 1,
  };
  for (const [i, j] of localShifts) {
    const { alike, ink } = compare(a, b, { ...place, dx: dx + i, dy: dy + j });
    if (ink < leastPlaceInk * 255 || alike >= leastAlikeInPlace) return true;
  }
  return false;
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly dx: number;
  readonly dy: number;
  /** Every so many'th row is looked at. */
  readonly step: number;
}

/** 1 where both are the same, 0 where nothing of one is in the other; and the mean ink there. */
function compare(
  a: Print,
  b: Print,
  { left, top, right, bottom, dx, dy, step }: Place,
): { alike: number; ink: number } {
  const gain = a.ink / b.ink;
  const [right1, down] = [Math.floor(dx), Math.floor(dy)];
  const [partX, partY] = [dx - right1, dy - down];
  const [w00, w10, w01, w11] = [(1 - partX) * (1 - partY), partX * (1 - partY), (1 - partX) * partY, partX * partY];
  let [both, squares, ink] = [0, 0, 0];
  for (let y = top; y < bottom; y += step)
    for (let x = left; x < right; x++) {
      const p = a.cells[y * a.columns + x] as number;
      const at = (y + down) * b.columns + x + right1;
      const q =
        gain *
        (w00 * (b.cells[at] ?? 0) +
          w10 * (b.cells[at + 1] ?? 0) +
          w01 * (b.cells[at + b.columns] ?? 0) +
          w11 * (b.cells[at + b.columns + 1] ?? 0));
      both += p * q;
      squares += p * p + q * q;
      ink += p + q;
    }
  return { alike: squares === 0 ? 1 : (2 * both) / squares, ink: (step * ink) / 2 / ((right - left) * (bottom - top)) };
}

function softened(print: Uint8Array): Print {
  const [columns, rows] = [print[0] ?? 0, print[1] ?? 0];
  const once = soften(print.subarray(2), columns, rows);
  const cells = soften(once, columns, rows);
  return { cells, columns, rows, ink: cells.reduce((sum, cell) => sum + cell, 0) / Math.max(1, cells.length) };
}

function soften(cells: ArrayLike<number>, columns: number, rows: number): Float64Array {
  const soft = new Float64Array(columns * rows);
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= columns || y >= rows ? 0 : (cells[y * columns + x] as number);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      const row = (line: number): number => at(x - 1, line) + 2 * at(x, line) + at(x + 1, line);
      soft[y * columns + x] = (row(y - 1) + 2 * row(y) + row(y + 1)) / 16;
    }
  return soft;
}

/** A quarter turn clockwise. */
function turned({ cells, columns, rows, ink }: Print): Print {
  const result = new Float64Array(cells.length);
  for (let y = 0; y < columns; y++)
    for (let x = 0; x < rows; x++) result[y * rows + x] = cells[(rows - 1 - x) * columns + y] as number;
  return { cells: result, columns: rows, rows: columns, ink };
}
