import { cellsOf } from './fingerprint.ts';

/** How a page's ink lies along its two sides. */
interface Profiles {
  /** Per column and per row, softened: a scan lies half a cell elsewhere. */
  readonly across: Float64Array;
  readonly down: Float64Array;
  /** Of a cell, in the mean; of one that is all ink 255. */
  readonly ink: number;
}

/** Cells by which a second scan may lie elsewhere. */
const reach = 8;
/** Two scans of one sheet have 0.95 and more; two pages of one letter rarely 0.6, two copies of one form may have all of it. */
const leastCorrelation = 0.75;

/** Two scans of a sheet have the same ink within a quarter. */
const leastInkShare = 0.75;
/** A page with less ink is blank, and like no other. */
const leastInk = 0.0004 * 255;

/** How the second page would lie if both were of one sheet: so many quarter turns clockwise, then so many cells right and down. */
export interface Lie {
  /** By which its ink has to be multiplied to be as dark. */
  readonly gain: number;
  readonly quarterTurns: number;
  readonly dx: number;
  readonly dy: number;
}

/** The ways in which two fingerprints may be of one sheet; mostly none. It takes a hundredth of the time that comparing their places takes. */
export function waysToLie(first: Uint8Array, second: Uint8Array): readonly Lie[] {
  const [a, b] = [profilesOf(first), profilesOf(second)];
  const [less, more] = [Math.min(a.ink, b.ink), Math.max(a.ink, b.ink)];
  if (less < leastInk || less < leastInkShare * more) return [];
  const turns: readonly Omit<Profiles, 'ink'>[] = [
    b,
    { across: b.down.toReversed(), down: b.across },
    { across: b.across.toReversed(), down: b.down.toReversed() },
    { across: b.down, down: b.across.toReversed() },
  ];
  return turns.flatMap(({ across, down }, quarterTurns) => {
    const dy = bestShift(a.down, down);
    const dx = dy === null ? null : bestShift(a.across, across);
    return dx === null || dy === null ? [] : [{ gain: a.ink / b.ink, quarterTurns, dx, dy }];
  });
}

/** A page is compared with every one after it. */
const known = new WeakMap<Uint8Array, Profiles>();

function profilesOf(print: Uint8Array): Profiles {
  const profiles = known.get(print) ?? sumProfiles(print);
  known.set(print, profiles);
  return profiles;
}

function sumProfiles(print: Uint8Array): Profiles {
  const { columns, rows, ink: cells } = cellsOf(print);
  const [across, down] = [new Float64Array(columns), new Float64Array(rows)];
  for (let y = 0, at = 0; y < rows; y++) {
    let sum = 0;
    for (let x = 0; x < columns; x++, at++) {
      const ink = cells[at] as number;
      sum += ink;
      across[x] = (across[x] as number) + ink;
    }
    down[y] = sum;
  }
  const ink = across.reduce((sum, column) => sum + column, 0) / Math.max(1, columns * rows);
  return { across: soften(soften(across)), down: soften(soften(down)), ink };
}

const soften = (values: Float64Array): Float64Array =>
  values.map((value, at) => ((values[at - 1] ?? 0) + 2 * value + (values[at + 1] ?? 0)) / 4);

/** By how many cells the second has to be moved to lie on the first; null when it does nowhere. */
function bestShift(a: Float64Array, b: Float64Array): number | null {
  let [best, at]: [number, number | null] = [leastCorrelation, null];
  for (let shift = -reach; shift <= reach; shift++) {
    const found = correlation(a, b, shift);
    if (found >= best) [best, at] = [found, shift];
  }
  return at;
}

/** Of one profile with the other, moved by `shift`; from -1 to 1. A profile without any change has none. */
function correlation(a: Float64Array, b: Float64Array, shift: number): number {
  let [sumA, sumB, squaresA, squaresB, products] = [0, 0, 0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [p, q] = [a[at] as number, b[at + shift] ?? 0];
    sumA += p;
    sumB += q;
    squaresA += p * p;
    squaresB += q * q;
    products += p * q;
  }
  const spread = Math.sqrt((a.length * squaresA - sumA * sumA) * (a.length * squaresB - sumB * sumB));
  return spread > 0 ? (a.length * products - sumA * sumB) / spread : 0;
}
