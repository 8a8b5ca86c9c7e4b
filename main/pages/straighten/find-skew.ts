import type { GreyImage } from '../grey-image.ts';
import { countLevel, levelAt, noLevels } from './level-counts.ts';
import { type LineAxis, type LineEdges, lineEdges } from './line-edges.ts';

export interface Skew {
  /** Clockwise positive, from −45 to 45: how far the lines are from the nearest side of the picture. */
  readonly degrees: number;
  /** How much sharper the lines line up in this direction than in the median one; 1 is nothing. */
  readonly confidence: number;
  /** Whether the lines run across the picture or down. */
  readonly axis: LineAxis;
}

/** Text has 1.7 and more, tables and music up to 20; curved photos, maps and brush strokes have 1.3 to 1.55. */
export const leastSkewConfidence = 1.6;

const coarseStep = 0.5;
const reach = 45;
const fewest = 150;

/**
 * The direction of the lines on a page, from the edges of their strokes: projected along each direction, lines that lie so
 * fall into few bins (Postl 1986; bottom edges: Chen and Haralick 1994). Give it a picture of about 1000 pixels: accurate to 0.05°. null when too
 * little on it has a direction.
 */
export function findSkew(grey: GreyImage): Skew | null {
  const edges = lineEdges(grey, leastStep(grey));
  const letters = clearest(edges, 'short');
  return letters !== null && letters.confidence >= leastSkewConfidence
    ? letters
    : (clearest(edges, 'count') ?? letters);
}

/** The clearer of the two ways that lines may run, by the letters' edges alone or by all of them. */
function clearest(edges: Readonly<Record<LineAxis, LineEdges>>, which: 'short' | 'count'): Skew | null {
  const [lying, standing] = (['lying', 'standing'] as const).map((axis) => {
    const count = edges[axis][which];
    return count < fewest ? null : bestDirection({ ...edges[axis], count }, axis);
  });
  if (!lying || !standing) return lying ?? standing ?? null;
  return lying.confidence >= standing.confidence ? lying : standing;
}

function bestDirection(edges: LineEdges, axis: LineAxis): Skew | null {
  const bins = new Int32Array(2 * (edges.length + edges.breadth) + 4);
  const every = Math.max(1, Math.floor(edges.count / 5_000));
  const steps = Math.round(reach / coarseStep);
  const scores = Array.from({ length: 2 * steps + 1 }, (_, index) =>
    score(edges, (index - steps) * coarseStep, bins, every, 2),
  );
  const median = [...scores].sort((a, b) => a - b)[steps] ?? 0;
  const peaks = scores
    .map((value, index) => ({ value, index }))
    .filter(({ value, index }) => value >= (scores[index - 1] ?? 0) && value >= (scores[index + 1] ?? 0))
    .sort((a, b) => b.value - a.value)
    .slice(0, 2);
  const refined = peaks.map(({ index }) => refine(edges, (index - steps) * coarseStep, bins));
  const best = refined.sort((a, b) => b.score - a.score)[0];
  if (best === undefined || median === 0) return null;
  const confidence = score(edges, best.degrees, bins, every, 2) / median;
  return { degrees: axis === 'lying' ? best.degrees : -best.degrees, confidence, axis };
}

/** The top of the score near a direction: three rounds of finer steps, then between them by a parabola. */
function refine(edges: LineEdges, around: number, bins: Int32Array): { degrees: number; score: number } {
  let best = { degrees: around, score: 0 };
  const every = Math.max(1, Math.floor(edges.count / 16_000));
  for (const step of [0.15, 0.04]) {
    const from = best.degrees;
    for (let k = -4; k <= 4; k++) {
      const degrees = from + k * step;
      const value = score(edges, degrees, bins, every, 1);
      if (value > best.score) best = { degrees, score: value };
    }
  }
  const step = 0.06;
  const [before, after] = [-step, step].map((by) => score(edges, best.degrees + by, bins, every, 1));
  const bend = (before ?? 0) + (after ?? 0) - 2 * best.score;
  const shift = bend < 0 ? (step * ((before ?? 0) - (after ?? 0))) / (2 * bend) : 0;
  return { degrees: best.degrees + Math.max(-step, Math.min(step, shift)), score: best.score };
}

/** Sum of the squares of the bins: each bin a strip, `binPx` wide, in the direction. */
function score(edges: LineEdges, degrees: number, bins: Int32Array, every: number, binPx: number): number {
  const { along, across, count } = edges;
  const radians = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians) / binPx, Math.sin(radians) / binPx];
  const [c, s] = [Math.round(cos * 65_536) / 256, Math.round(sin * 65_536)];
  const offset = Math.round((edges.length * 65_536) / binPx);
  bins.fill(0);
  for (let i = 0; i < count; i += every) {
    const bin = ((across[i] as number) * c - (along[i] as number) * s + offset) >> 16;
    bins[bin] = (bins[bin] as number) + 1;
  }
  let sum = 0;
  for (let i = 0; i < bins.length; i++) sum += (bins[i] as number) * (bins[i] as number);
  return sum;
}

/** A quarter of the page's own range of grey, so that pale print counts, and never so little that noise does. */
function leastStep({ data }: GreyImage): number {
  const counts = noLevels();
  for (let i = 0; i < data.length; i += 7) countLevel(counts, data[i] as number);
  const total = Math.ceil(data.length / 7);
  return Math.max(10, Math.min(48, (levelAt(counts, 0.95 * total) - levelAt(counts, 0.01 * total)) / 4));
}
