import type { PageCheck } from '../../../shared/page-check.ts';
import type { Ink } from './ink.ts';
import { levelBelow, type PageView } from './page-view.ts';
import { falling } from './scale.ts';

/** A page without anything is not judged by the colour of its ink. */
const leastStrokes = 0.0008;

/**
 * Score: strokes in per mille of the page. NAPS2 takes 1.5 (at a fixed level of grey, which loses pencil); a signature alone has 1,
 * the shadows of a feeder 0.6, dust on the glass 0.15.
 */
export const checkBlank = ({ strokes }: Ink): PageCheck => falling('blank', strokes * 1000, { ask: 0.8, bad: 0.25 });

/** Score: levels between the ink and its paper. Pencil has 60, a carbon copy 95, print 120 to 255; below 35 strokes vanish when they are copied again. */
export const checkWashedOut = ({ strokes, contrast }: Ink): PageCheck =>
  falling('washed-out', strokes < leastStrokes ? 255 : contrast, { ask: 55, bad: 35 });

/**
 * Score: level of the paper where it is darkest but for a tenth of the page. Paper on a scanner has 190 to 255, yellowed 170; two photographs in poor light
 * had 119 (readable) and 99 (a black sheet once printed).
 */
export function checkDark({ paper, small }: PageView): PageCheck {
  const level = levelBelow(paper.levels, 0.5);
  const [darkest, lightest] = [levelBelow(small.data, 0.01), levelBelow(small.data, 0.99)];
  // Light print on a dark ground is a poster, not a dark picture.
  const isPoster = lightest - level > 2 * (level - darkest);
  return falling('dark', isPoster ? 255 : level, { ask: 140, bad: 105 });
}
