import type { GreyImage } from '../grey-image.ts';
import { type Window, windowAround } from './target-frame.ts';

/** Grey of a reduced picture by which something on the paper differs from it: a pencil's stroke is at least this dark. */
const leastDifference = 16;

/**
 * The window around all that is not paper, seen along lines that lie `skew` degrees clockwise, in the full picture's pixels
 * (`factor` times the reduced ones). null on an empty page.
 */
export function contentWindow(small: GreyImage, factor: number, paper: number, skew: number): Window | null {
  const { data, width, height } = small;
  const radians = (-skew * Math.PI) / 180;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (Math.abs((data[y * width + x] as number) - paper) < leastDifference) continue;
      const [dx, dy] = [x + 0.5 - width / 2, y + 0.5 - height / 2];
      const [u, v] = [dx * cos - dy * sin, dx * sin + dy * cos];
      if (u < left) left = u;
      if (u > right) right = u;
      if (v < top) top = v;
      if (v > bottom) bottom = v;
    }
  if (left > right) return null;
  const margin = 1;
  const corners = [
    { x: (left - margin) * factor, y: (top - margin) * factor },
    { x: (right + margin) * factor, y: (bottom + margin) * factor },
  ];
  return windowAround(corners);
}
