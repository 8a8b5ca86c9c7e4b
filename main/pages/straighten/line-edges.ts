import type { GreyImage } from '../grey-image.ts';

/** `lying`: lines run from left to right, their lower edges are taken. `standing`: they run down, their right edges are. */
export type LineAxis = 'lying' | 'standing';

/** Points where the dark of a stroke ends: `along` the lines in whole pixels, `across` them in 1/256 pixel. */
export interface LineEdges {
  readonly along: Int32Array;
  readonly across: Int32Array;
  readonly count: number;
  /** The first so many belong to short strokes, as letters have; the others to lines drawn longer: frames, staves, the sheet's own border. */
  readonly short: number;
  /** Pixels of the picture in the two directions. */
  readonly length: number;
  readonly breadth: number;
}

/** A stroke of a letter, a staff or a frame is thinner than this share of the picture; bands of a scanner and photos are not. */
const maxThickness = 1 / 45;

/** The edges of thin dark strokes in both directions, each at its steepest point; `minStep` is the least rise of grey over two pixels. */
export function lineEdges(grey: GreyImage, minStep: number): Readonly<Record<LineAxis, LineEdges>> {
  const { data, width, height } = grey;
  const thick = Math.max(4, Math.round(Math.max(width, height) * maxThickness));
  const lying = edgeList(width, height);
  const standing = edgeList(height, width);
  for (let y = 2; y < height - 2; y++) {
    const row = y * width;
    for (let x = 2; x < width - 2; x++) {
      const at = row + x;
      const down = (data[at + width] as number) - (data[at - width] as number);
      if (down >= minStep) addEdge(lying, data, at, width, x, y, down, Math.min(thick, y - 2), minStep);
      const right = (data[at + 1] as number) - (data[at - 1] as number);
      if (right >= minStep) addEdge(standing, data, at, 1, y, x, right, Math.min(thick, x - 2), minStep);
    }
  }
  return { lying: shortFirst(lying), standing: shortFirst(standing) };
}

/** A stroke that goes on for longer than this share of the picture is no letter's. */
const shortest = 1 / 36;

/** The same edges, those of short strokes before the others. */
function shortFirst(edges: LineEdges): LineEdges {
  const { along, across, count, length, breadth } = edges;
  const present = new Uint8Array(length * breadth);
  const placeOf = (index: number): number => ((across[index] as number) >> 8) * length + (along[index] as number);
  for (let i = 0; i < count; i++) present[placeOf(i)] = 1;
  const run = Math.round(Math.max(length, breadth) * shortest);
  for (let i = 0; i < count; i++) markLong(present, placeOf(i), length, run);
  const sorted = { along: new Int32Array(count), across: new Int32Array(count) };
  let [short, end] = [0, count];
  for (let i = 0; i < count; i++) {
    const to = present[placeOf(i)] === 1 ? short++ : --end;
    sorted.along[to] = along[i] as number;
    sorted.across[to] = across[i] as number;
  }
  return { ...edges, ...sorted, short };
}

/** Follows an edge along the line; marks it with 2 when it goes on for `run` pixels, a step aside at most from one to the next. */
function markLong(present: Uint8Array, from: number, length: number, run: number): void {
  let at = from;
  for (let i = 0; i < run; i++) {
    at = next(present, at, length);
    if (at < 0) return;
  }
  at = from;
  for (let i = 0; i < run; i++) {
    present[at] = 2;
    at = next(present, at, length);
  }
}

function next(present: Uint8Array, at: number, length: number): number {
  if (present[at + 1]) return at + 1;
  if (present[at + length + 1]) return at + length + 1;
  return present[at - length + 1] ? at - length + 1 : -1;
}

interface EdgeList extends LineEdges {
  count: number;
}

function edgeList(length: number, breadth: number): EdgeList {
  const most = Math.ceil((length * breadth) / 4);
  return { along: new Int32Array(most), across: new Int32Array(most), count: 0, short: 0, length, breadth };
}

function addEdge(
  list: EdgeList,
  data: Uint8Array,
  at: number,
  step: number,
  along: number,
  place: number,
  rise: number,
  thick: number,
  minStep: number,
): void {
  const here = data[at] as number;
  const before = here - (data[at - 2 * step] as number);
  const after = (data[at + 2 * step] as number) - here;
  if (before >= rise || after > rise || list.count >= list.along.length) return;
  if (!beginsWithin(data, at, step, thick, minStep)) return;
  const bend = before + after - 2 * rise;
  list.along[list.count] = along;
  list.across[list.count] = place * 256 + (bend < 0 ? Math.round((128 * (before - after)) / bend) : 0);
  list.count++;
}

/** True when the dark before this edge has begun at most `most` pixels earlier. */
function beginsWithin(data: Uint8Array, at: number, step: number, most: number, minStep: number): boolean {
  for (let back = 1, where = at - step; back <= most; back++, where -= step)
    if ((data[where - step] as number) - (data[where + step] as number) >= minStep) return true;
  return false;
}
