import { type PageView, paperRow } from './page-view.ts';

/** What is written on a page, of `PageView.small`. */
export interface Ink {
  /** Share of the page, from 0 to 1, that is strokes: darker than what lies a little further on every side. Shadows and tints are not. */
  readonly strokes: number;
  /** Levels by which half of the writing stands out from its paper. */
  readonly contrast: number;
  /** Writing as dark as print is there, whatever paler lines lie among it. */
  readonly hasPrint: boolean;
}

/** The border of the picture is the scanner's: feeder shadows, dust on the edge of the glass. */
const borderShare = 0.03;
/** As far as a stroke of ordinary print is wide: 0.75 mm on A4. */
const aroundPx = 3;
/** Fainter than pencil, and four times the noise of a poor scanner. */
const leastStep = 12;
/** Fewer ends of strokes than this share of the page are no writing: a drawing, one huge word. */
const leastEnds = 0.0003;
/** Print has 120 to 255 levels, a newspaper that thins out nowhere 100. Under it, waves and tints of a security print may be as many as they like. */
export const printLevels = 110;

export function measureInk(view: PageView): Ink {
  const { data, width, height } = view.small;
  const border = Math.round(Math.min(width, height) * borderShare) + aroundPx;
  const [inWidth, inHeight] = [width - 2 * border, height - 2 * border];
  if (inWidth <= 0 || inHeight <= 0) return { strokes: 0, contrast: 0, hasPrint: false };
  const least = Math.max(leastStep, 4 * view.noise);
  const paper = new Uint8Array(width);
  const [all, ends] = [new Uint32Array(256), new Uint32Array(256)];
  const below = aroundPx * width;
  let [strokes, endStrokes] = [0, 0];
  for (let y = border; y < height - border; y++) {
    paperRow(view, y, paper);
    for (let x = border, at = y * width + border; x < width - border; x++, at++) {
      const level = data[at] as number;
      if ((paper[x] as number) - level <= least) continue;
      const left = data[at - aroundPx] as number;
      const right = data[at + aroundPx] as number;
      const up = data[at - below] as number;
      const down = data[at + below] as number;
      if ((left + right + up + down) / 4 - level <= least) continue;
      strokes++;
      const contrast = (paper[x] as number) - level;
      all[contrast] = (all[contrast] as number) + 1;
      // A long line has itself on two sides, and the lines of a form may be as pale as they like.
      const lighter =
        +(left - level > least) + +(right - level > least) + +(up - level > least) + +(down - level > least);
      if (lighter < 3) continue;
      endStrokes++;
      ends[contrast] = (ends[contrast] as number) + 1;
    }
  }
  const area = inWidth * inHeight;
  const isWriting = endStrokes >= leastEnds * area;
  const contrast = isWriting ? median(ends, endStrokes) : median(all, strokes);
  const hasPrint = ends.subarray(printLevels).reduce((sum, count) => sum + count, 0) >= leastEnds * area;
  return { strokes: strokes / area, contrast, hasPrint };
}

function median(counts: Uint32Array, total: number): number {
  let left = total / 2;
  for (let value = 255; value > 0; value--) {
    left -= counts[value] as number;
    if (left < 0) return value;
  }
  return 0;
}
