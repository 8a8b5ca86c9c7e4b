import type { PageCheck } from '../../../shared/page-check.ts';
import type { GreyImage } from '../grey-image.ts';
import { rising } from './scale.ts';

/** Squares of the picture, spread over it. */
const [sidePx, across] = [64, 6];
/** A period shorter than this is the lens', a longer one is print's. */
const [shortest, longest] = [3, 16];
/** Print and bare white are no help: what repeats on a screen is faint and everywhere. */
const [leastVariance, mostVariance] = [2, 500];
const fewestSquares = 6;

/**
 * Score: how much the grey of a photo repeats itself every few pixels (autocorrelation, from 0 to 1), in the median of its plain squares. The
 * dots of a screen do, paper does not.
 */
export function checkScreen(grey: GreyImage): PageCheck {
  const scores: number[] = [];
  for (let row = 0; row < across; row++)
    for (let column = 0; column < across; column++) {
      const left = Math.floor(((column + 0.5) * grey.width) / across - sidePx / 2);
      const top = Math.floor(((row + 0.5) * grey.height) / across - sidePx / 2);
      if (left < 0 || top < 0 || left + sidePx > grey.width || top + sidePx > grey.height) continue;
      const score = repetition(grey, left, top);
      if (score !== null) scores.push(score);
    }
  scores.sort((a, b) => a - b);
  const median = scores.length < fewestSquares ? 0 : (scores[scores.length >> 1] ?? 0);
  return rising('screen', Math.max(0, median), { ask: 0.3, bad: null });
}

function repetition({ data, width }: GreyImage, left: number, top: number): number | null {
  let [sum, squares] = [0, 0];
  for (let y = 0; y < sidePx; y++)
    for (let x = 0; x < sidePx; x++) {
      const level = data[(top + y) * width + left + x] as number;
      sum += level;
      squares += level * level;
    }
  const count = sidePx * sidePx;
  const mean = sum / count;
  const variance = squares / count - mean * mean;
  if (variance < leastVariance || variance > mostVariance) return null;
  // Every other line across the shift is enough.
  const alike = (dx: number, dy: number): number => {
    let product = 0;
    const [stepX, stepY] = dx > 0 ? [1, 2] : [2, 1];
    const [endX, endY, shift] = [sidePx - dx, sidePx - dy, dy * width + dx];
    for (let y = 0; y < endY; y += stepY)
      for (let x = 0, at = (top + y) * width + left; x < endX; x += stepX, at += stepX)
        product += ((data[at] as number) - mean) * ((data[at + shift] as number) - mean);
    return product / (Math.ceil(endX / stepX) * Math.ceil(endY / stepY)) / variance;
  };
  // A peak after a valley: slow shades are alike at every distance, and have none.
  const peak = (dx: number, dy: number): number => {
    let [valley, best] = [1, 0];
    for (let period = 1; period <= longest; period++) {
      const value = alike(dx * period, dy * period);
      if (period >= shortest) best = Math.max(best, value - Math.max(0, valley));
      valley = Math.min(valley, value);
    }
    return best;
  };
  return Math.min(peak(1, 0), peak(0, 1));
}
