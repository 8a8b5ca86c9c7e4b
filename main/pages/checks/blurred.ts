import type { PageCheck } from '../../../shared/page-check.ts';
import { rising } from './scale.ts';
import type { Strokes } from './strokes.ts';

/** Fewer edges are a page with next to nothing on it. */
const fewestEdges = 100;
/** Strokes wider than twice their edges are plain to read however soft: brush, poster, a card's shapes. */
const plainSoftness = 0.5;
/** An edge cannot be narrower than the pixels that draw it, nor be asked to be: what a coarser picture allows is not blur. */
const softestAllowedPx = 2.6;
/** At 300 dpi (measured: sharp 1.6 to 2.3, a blur of sigma 1 pixel 2.8, of 2 pixels 4.4, of 3 pixels 6). */
const sharpAt300Px = 3.5;

/** Score: the edge's width by the widest that still reads well at this resolution; 1 is the first doubt. */
export function checkBlurred({ edges, edgeWidth, softness }: Strokes, dpi: number): PageCheck {
  const allowed = Math.max(softestAllowedPx, (sharpAt300Px * dpi) / 300);
  const canJudge = edges >= fewestEdges && softness >= plainSoftness;
  return rising('blurred', canJudge ? edgeWidth / allowed : 0, { ask: 1, bad: 1.3 });
}
