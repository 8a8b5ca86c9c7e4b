import { inkAt, type PageView } from './page-view.ts';

/** What is written on a page, of `PageView.small`. */
export interface Ink {
  /** Share of the page, from 0 to 1, that is strokes: darker than what lies a little further on every side. Shadows and tints are not. */
  readonly strokes: number;
  /** Levels by which the darker tenth of the strokes stand out from their paper. */
  readonly contrast: number;
}

/** The border of the picture is the scanner's: feeder shadows, dust on the edge of the glass. */
const borderShare = 0.03;
/** As far as a stroke of ordinary print is wide: 0.75 mm on A4. */
const aroundPx = 3;
/** Fainter than pencil, and four times the noise of a poor scanner. */
const leastStep = 12;

export function measureInk(view: PageView): Ink {
  const { data, width, height } = view.small;
  const border = Math.round(Math.min(width, height) * borderShare) + aroundPx;
  const least = Math.max(leastStep, 4 * view.noise);
  const contrasts = new Uint32Array(256);
  let [dark, looked] = [0, 0];
  for (let y = border; y < height - border; y++)
    for (let x = border; x < width - border; x++) {
      const at = y * width + x;
      const around =
        ((data[at - aroundPx] as number) +
          (data[at + aroundPx] as number) +
          (data[at - aroundPx * width] as number) +
          (data[at + aroundPx * width] as number)) /
        4;
      const step = around - (data[at] as number);
      looked++;
      if (step > least) {
        dark++;
        const contrast = Math.max(0, inkAt(view, x, y));
        contrasts[contrast] = (contrasts[contrast] as number) + 1;
      }
    }
  if (looked === 0) return { strokes: 0, contrast: 0 };
  return { strokes: dark / looked, contrast: darkest(contrasts, dark * 0.1) };
}

function darkest(contrasts: Uint32Array, share: number): number {
  let left = share;
  for (let contrast = 255; contrast > 0; contrast--) {
    left -= contrasts[contrast] as number;
    if (left < 0) return contrast;
  }
  return 0;
}
