import type { PageCheck } from '../../../shared/page-check.ts';
import { inkAt, type PageView } from './page-view.ts';
import { rising } from './scale.ts';

/** Ink touches the side when it lies on all these lines: 0.25, 1 and 2 mm from it on A4. A feeder's edge or dust is thinner. */
const lines = [1, 4, 8] as const;
const inner = 8;
/** Print, not a shadow. */
const inkLevels = 40;
/** Longer than this share of a side, it is the scanner's own shadow or a band, not a word. */
const longestRun = 0.1;
/** Ink no wider than 1.5 mm that goes on straight inwards for 12 mm is a ruled line. */
const [ruleWidthPx, rulePx] = [6, 48];

/** One or two pieces are a stray mark or a line; a cut word has four. More say no more: how many lines an edge meets is the text's doing. */
const cutPieces = 4;

/**
 * Score: pieces of print that run out of the picture on the side where most do, up to four. It
 * refuses nothing: some sheets are printed to their edge.
 */
export const checkCut = (view: PageView): PageCheck =>
  rising('cut', Math.min(cutPieces, Math.max(...sides(view).map(touching))), { ask: cutPieces, bad: null });

/** One side as a picture of its own: `at(along, inwards)`. */
interface Side {
  readonly length: number;
  readonly depth: number;
  at(along: number, inwards: number): number;
}

function sides(view: PageView): Side[] {
  const { width, height } = view.small;
  const at = (x: number, y: number): number => inkAt(view, x, y);
  return [
    { length: height, depth: width, at: (along, inwards) => at(inwards, along) },
    { length: height, depth: width, at: (along, inwards) => at(width - 1 - inwards, along) },
    { length: width, depth: height, at: (along, inwards) => at(along, inwards) },
    { length: width, depth: height, at: (along, inwards) => at(along, height - 1 - inwards) },
  ];
}

function touching({ length, depth, at }: Side): number {
  if (depth <= rulePx || length <= rulePx) return 0;
  let runs = 0;
  let from: number | null = null;
  for (let along = 0; along <= length; along++) {
    const isInk = along < length && lines.every((inwards) => at(along, inwards) > inkLevels);
    if (isInk) from ??= along;
    else if (from !== null) {
      const middle = (from + along - 1) >> 1;
      const isLine = along - from <= ruleWidthPx && isRule(middle, at);
      if (along - from < longestRun * length && !isLine) runs++;
      from = null;
    }
  }
  return runs;
}

function isRule(along: number, at: Side['at']): boolean {
  for (let inwards = inner; inwards < rulePx; inwards++) {
    const isInk = [-1, 0, 1].some((by) => at(along + by, inwards) > inkLevels / 2);
    if (!isInk) return false;
  }
  return true;
}
