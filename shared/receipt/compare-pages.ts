/** How a list of pages differs from the one expected; all are indices from 0, `added` of the held list, the others of the expected one. */
export interface PageDifferences {
  readonly changed: readonly number[];
  readonly missing: readonly number[];
  readonly added: readonly number[];
  /** Pages that are there, in another order. */
  readonly swapped: readonly number[];
}

/** Beyond this product of lengths the lists are aligned at their ends alone: a table of it would fill memory. */
const maxTable = 4_000_000;

/**
 * Compares pages by hash, in order. Pages may be equal (two blank ones), so the lists are aligned by their longest common
 * subsequence: what is missing between the same neighbours as something foreign was changed into it.
 */
export function comparePages(expected: readonly string[], held: readonly string[]): PageDifferences {
  const inPlace = align(expected, held);
  const expectedLeft = without([...expected.keys()], inPlace, 0);
  const heldLeft = without([...held.keys()], inPlace, 1);
  // The same page on both sides, elsewhere: it moved.
  const moved = pair(expectedLeft, heldLeft, (i, j) => expected[i] === held[j]);
  const lost = without(expectedLeft, moved, 0);
  const foreign = without(heldLeft, moved, 1);
  const [expectedGaps, heldGaps] = [gaps(expected.length, inPlace, 0), gaps(held.length, inPlace, 1)];
  const altered = pair(lost, foreign, (i, j) => expectedGaps[i] === heldGaps[j]);
  const kept = without([...expected.keys()], lost.map(alone), 0);
  const order = without([...held.keys()], foreign.map(alone), 0);
  return {
    changed: altered.map(([i]) => i),
    missing: without(lost, altered, 0),
    added: without(foreign, altered, 1),
    swapped: kept.filter((i, place) => held[order[place] ?? -1] !== expected[i]),
  };
}

type Pair = readonly [expected: number, held: number];
const alone = (index: number): Pair => [index, index];

/** Pairs of equal pages that stand in the same order on both sides, as many as there can be. */
function align(expected: readonly string[], held: readonly string[]): Pair[] {
  const shorter = Math.min(expected.length, held.length);
  let start = 0;
  while (start < shorter && expected[start] === held[start]) start++;
  let end = 0;
  while (end < shorter - start && expected.at(-1 - end) === held.at(-1 - end)) end++;
  const middle = longestCommon(expected.slice(start, expected.length - end), held.slice(start, held.length - end));
  return [
    ...Array.from({ length: start }, (_, i): Pair => [i, i]),
    ...middle.map(([i, j]): Pair => [i + start, j + start]),
    ...Array.from({ length: end }, (_, i): Pair => [expected.length - end + i, held.length - end + i]),
  ];
}

function longestCommon(a: readonly string[], b: readonly string[]): Pair[] {
  if (a.length * b.length > maxTable) return [];
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: Pair[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}

/** For each index of one side, how many pages in place stand before it: equal on both sides between the same neighbours. */
function gaps(length: number, inPlace: readonly Pair[], side: 0 | 1): number[] {
  const before: number[] = [];
  for (let index = 0, count = 0; index < length; index++) {
    before.push(count);
    if (inPlace[count]?.[side] === index) count++;
  }
  return before;
}

/** Each of `left` with the first of `right` that fits and is still free. */
function pair(left: readonly number[], right: readonly number[], fits: (i: number, j: number) => boolean): Pair[] {
  const free = [...right];
  return left.flatMap((i): Pair[] => {
    const at = free.findIndex((j) => fits(i, j));
    const [j] = at < 0 ? [] : free.splice(at, 1);
    return j === undefined ? [] : [[i, j]];
  });
}

const without = (indices: readonly number[], pairs: readonly Pair[], side: 0 | 1): number[] => {
  const gone = new Set(pairs.map((match) => match[side]));
  return indices.filter((i) => !gone.has(i));
};
