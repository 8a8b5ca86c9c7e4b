import type { PageCheck } from '../../../shared/page-check.ts';
import { rising } from './scale.ts';
import type { Strokes } from './strokes.ts';

/** Fewer edges are a page with next to nothing on it. */
const fewestEdges = 100;
/** Strokes wider than twice their edges are plain to read however soft: brush, poster, a card's shapes. */
const plainSoftness = 0.5;
/** An edge cannot be narrower than the pixels that draw it, nor be asked to be: what a coarser picture allows is not blur. */
const softestAllowedPx = 2.6;
/** At 300 dpi (a letter, measured: sharp 2, a blur of sigma 1 pixel 2.6, of 2 pixels 3.6, of 3 pixels 4.8, and there print of 11 points still reads). */
const sharpAt300Px = 3.5;

/** Score: the edge's width by the widest that still reads well at this resolution, along rows or columns, where it is worse; 1 is the first doubt. */
export function checkBlurred(strokes: readonly Strokes[], dpi: number): PageCheck {
  const allowed = Math.max(softestAllowedPx, (sharpAt300Px * dpi) / 300);
  const widths = strokes.map(({ edges, edgeWidth, softness }) => {
    const canJudge = edges >= fewestEdges && softness >= plainSoftness;
    return canJudge ? edgeWidth : 0;
  });
  return rising('blurred', Math.max(...widths) / allowed, { ask: 1, bad: 1.3 });
}
