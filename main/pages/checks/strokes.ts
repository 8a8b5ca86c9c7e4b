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

/** A step of fewer levels is noise, or too pale to be judged by. */
const leastStep = 50;
/** Enough for ten thousand edges on a page of text; columns are slow to walk. */
const rowsLooked = 350;
const columnsLooked = 100;

/**
 * Widths of the edges along rows and columns (10-90 %: ISO 12233's edge response, without its slanted target). Nearly free of
 * content, where the variance of a Laplacian is not: a sharp sparse page has less of it than a blurred dense one.
 */
export function measureStrokes(grey: GreyImage): Strokes {
  const widths: number[] = [];
  const ratios: number[] = [];
  const lines = [
    { count: grey.height, length: grey.width, next: 1, stride: grey.width, looked: rowsLooked },
    { count: grey.width, length: grey.height, next: grey.width, stride: 1, looked: columnsLooked },
  ];
  for (const { count, length, next, stride, looked } of lines) {
    const step = Math.max(1, Math.floor(count / looked));
    for (let line = 0; line < count; line += step) alongLine(grey.data, line * stride, next, length, widths, ratios);
  }
  return { edges: widths.length, edgeWidth: quantile(widths, 0.25), softness: quantile(ratios, 0.75) };
}

interface Edge {
  readonly middle: number;
  readonly width: number;
  readonly rises: boolean;
}

function alongLine(data: Uint8Array, start: number, next: number, length: number, widths: number[], ratios: number[]) {
  const at = (i: number): number => data[start + i * next] as number;
  let before: Edge | null = null;
  let i = 1;
  while (i < length) {
    const step = at(i) - at(i - 1);
    if (step === 0) {
      i++;
      continue;
    }
    const sign = Math.sign(step);
    const from = i - 1;
    while (i < length && (at(i) - at(i - 1)) * sign > 0) i++;
    const to = i - 1;
    if (Math.abs(at(to) - at(from)) < leastStep) continue;
    const edge: Edge = { ...edgeBetween(at, from, to), rises: sign > 0 };
    widths.push(edge.width);
    // A dark stroke: the paper falls, and rises again.
    if (before !== null && !before.rises && edge.rises)
      ratios.push((before.width + edge.width) / 2 / Math.max(1, edge.middle - before.middle));
    before = edge;
  }
}

function edgeBetween(at: (i: number) => number, from: number, to: number): { middle: number; width: number } {
  const [low, high] = [at(from), at(to)];
  const crossing = (share: number): number => {
    const level = low + (high - low) * share;
    for (let i = from; i < to; i++) {
      const [a, b] = [at(i), at(i + 1)];
      if ((a - level) * (b - level) <= 0 && a !== b) return i + (level - a) / (b - a);
    }
    return to;
  };
  return { middle: crossing(0.5), width: crossing(0.9) - crossing(0.1) };
}

function quantile(values: number[], share: number): number {
  values.sort((a, b) => a - b);
  return values[Math.floor(share * values.length)] ?? 0;
}
