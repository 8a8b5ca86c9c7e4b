import { cellsOf, type InkCells } from './fingerprint.ts';
import { type Lie, waysToLie } from './ink-profiles.ts';

/** A fingerprint as it is compared: each cell by its neighbours, since a scan lies half a cell elsewhere. Rows are made when they are looked at. */
interface Print {
  readonly columns: number;
  readonly rows: number;
  row(y: number): Float32Array;
}

/** Cells by which a scan may be bent or crooked in one place beside another. */
const [localReach, localStep] = [1.5, 0.5];
const localSteps = Array.from({ length: (2 * localReach) / localStep + 1 }, (_, at) => at * localStep - localReach);
/** The nearest first. */
const localShifts = localSteps
  .flatMap((i) => localSteps.map((j) => [i, j] as const))
  .sort(([a, b], [c, d]) => Math.hypot(a, b) - Math.hypot(c, d));
/** Cells by which a scan may be larger. */
const sizeSlack = 3;
/** One place: 10 by 5 mm. Below, there is another word: measured 0.92 and more for scans of one sheet, 0.1 to 0.89 for another name, date or signature. */
const [placeColumns, placeRows] = [8, 4];
const leastAlikeInPlace = 0.9;
/** A place with less ink is dust. Of a place of full ink 1. */
const leastPlaceInk = 0.02;

/** True when both fingerprints are of one sheet, in whichever of the four ways up. */
export function isSamePage(first: Uint8Array, second: Uint8Array): boolean {
  const ways = waysToLie(first, second);
  if (ways.length === 0) return false;
  const [ours, theirs] = [cellsOf(first), cellsOf(second)];
  const a = printOf(ours, 0);
  return ways.some((lie) => {
    const b = printOf(theirs, lie.quarterTurns);
    if (Math.abs(a.columns - b.columns) > sizeSlack || Math.abs(a.rows - b.rows) > sizeSlack) return false;
    return isSameInEveryPlace(a, b, lie);
  });
}

function isSameInEveryPlace(a: Print, b: Print, lie: Lie): boolean {
  for (let top = 0; top < a.rows; top += placeRows / 2)
    for (let left = 0; left < a.columns; left += placeColumns / 2)
      if (!isSameInPlace(a, b, left, top, lie)) return false;
  return true;
}

function isSameInPlace(a: Print, b: Print, left: number, top: number, { dx, dy, gain }: Lie): boolean {
  for (const [i, j] of localShifts) {
    const { alike, ink } = compare(a, b, { left, top, dx: dx + i, dy: dy + j, gain });
    if (ink < leastPlaceInk * 255 || alike >= leastAlikeInPlace) return true;
  }
  return false;
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly dx: number;
  readonly dy: number;
  readonly gain: number;
}

/** 1 where both are the same, 0 where nothing of one is in the other; and the mean ink there. */
function compare(a: Print, b: Print, { left, top, dx, dy, gain }: Place): { alike: number; ink: number } {
  const [right, bottom] = [Math.min(a.columns, left + placeColumns), Math.min(a.rows, top + placeRows)];
  const [moved, down] = [Math.floor(dx), Math.floor(dy)];
  const [partX, partY] = [dx - moved, dy - down];
  let [both, squares, ink] = [0, 0, 0];
  for (let y = top; y < bottom; y++) {
    const [ours, upper, lower] = [a.row(y), b.row(y + down), b.row(y + down + 1)];
    for (let x = left; x < right; x++) {
      const at = x + moved;
      const above = (upper[at] ?? 0) * (1 - partX) + (upper[at + 1] ?? 0) * partX;
      const below = (lower[at] ?? 0) * (1 - partX) + (lower[at + 1] ?? 0) * partX;
      const p = ours[x] as number;
      const q = gain * (above * (1 - partY) + below * partY);
      both += p * q;
      squares += p * p + q * q;
      ink += p + q;
    }
  }
  return { alike: squares === 0 ? 1 : (2 * both) / squares, ink: ink / 2 / ((right - left) * (bottom - top)) };
}

/** Where the first cell of a turned fingerprint lies, and how far from a cell the next one and the one below it are. */
function walk(across: number, down: number, quarterTurns: number): { start: number; next: number; nextRow: number } {
  switch (quarterTurns) {
    case 1:
      return { start: (down - 1) * across, next: -across, nextRow: 1 };
    case 2:
      return { start: down * across - 1, next: -1, nextRow: -across };
    case 3:
      return { start: across - 1, next: across, nextRow: -1 };
    default:
      return { start: 0, next: 1, nextRow: across };
  }
}

/** A fingerprint, turned clockwise by quarters. */
function printOf({ columns: across, rows: down, ink }: InkCells, quarterTurns: number): Print {
  const [columns, rows] = quarterTurns % 2 === 0 ? [across, down] : [down, across];
  const { start, next, nextRow } = walk(across, down, quarterTurns);
  const raw = keptRows(columns, rows, (y, row) => {
    for (let x = 0, at = start + y * nextRow; x < columns; x++, at += next) row[x] = ink[at] as number;
  });
  const softened = (row: Print['row']): Print['row'] =>
    keptRows(columns, rows, (y, soft) => soften(row(y - 1), row(y), row(y + 1), soft));
  return { columns, rows, row: softened(softened(raw)) };
}

/** Rows that are filled when they are first looked at, in one piece of memory; beyond them nothing. */
function keptRows(columns: number, rows: number, fill: (y: number, row: Float32Array) => void): Print['row'] {
  const all = new Float32Array(columns * rows);
  const made: Float32Array[] = [];
  const bare = new Float32Array(columns);
  return (y) => {
    if (y < 0 || y >= rows) return bare;
    const known = made[y];
    if (known) return known;
    const row = all.subarray(y * columns, (y + 1) * columns);
    fill(y, row);
    made[y] = row;
    return row;
  };
}

/** A row by its neighbours, 1-2-1 along both ways. */
function soften(above: Float32Array, row: Float32Array, below: Float32Array, soft: Float32Array): void {
  const column = (x: number): number => (above[x] ?? 0) + 2 * (row[x] ?? 0) + (below[x] ?? 0);
  let [left, middle] = [0, column(0)];
  for (let x = 0; x < soft.length; x++) {
    const right = column(x + 1);
    soft[x] = (left + 2 * middle + right) / 16;
    [left, middle] = [middle, right];
  }
}
