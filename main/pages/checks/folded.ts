import type { PageCheck } from '../../../shared/page-check.ts';
import type { GreyImage } from '../grey-image.ts';
import type { PageView } from './page-view.ts';
import { rising } from './scale.ts';

/** Where a flap's edge is looked for: how far from the corner, by the page's short side, and how slanted. */
const [nearest, farthest, stepPx] = [0.06, 0.3, 2];
const slants = [30, 35, 40, 45, 50, 55, 60].map((degrees) => (degrees * Math.PI) / 180);
/** Either side of the edge is looked at so many pixels away from it; a lesser step of grey is paper. */
const [awayPx, leastStep] = [3, 6];
/** In pixels of `small`: on a smaller picture a line across a corner is no longer than a word. */
const leastSidePx = 200;
/** Points at both ends, where the look aside would leave the page. */
const skipped = 2;

/**
 * Score: per cent of a slanted line across a corner along which the grey steps the same way, on the corner where most does. A corner
 * turned over, or one that is missing, shows such an edge; print crosses a line this way and that.
 */
export function checkFolded({ small }: PageView): PageCheck {
  const { width, height } = small;
  const short = Math.min(width, height);
  const [last, lastRow] = [width - 1, (height - 1) * width];
  const corners: readonly Corner[] = [
    { data: small.data, origin: 0, nextX: 1, nextY: width },
    { data: small.data, origin: last, nextX: -1, nextY: width },
    { data: small.data, origin: lastRow, nextX: 1, nextY: -width },
    { data: small.data, origin: lastRow + last, nextX: -1, nextY: -width },
  ];
  let best = 0;
  for (const corner of short < leastSidePx ? [] : corners)
    for (const slant of slants)
      for (let away = nearest * short; away < farthest * short; away += stepPx)
        if (isInside(slant, away, small)) best = Math.max(best, sameStep(corner, slant, away, best));
  return rising('folded', 100 * best, { ask: 85, bad: null });
}

/** A corner as the origin: where it lies in the pixels, and the way to the next one along both sides. */
interface Corner {
  readonly data: Uint8Array;
  readonly origin: number;
  readonly nextX: number;
  readonly nextY: number;
}

const isInside = (slant: number, away: number, { width, height }: GreyImage): boolean =>
  away / Math.cos(slant) + awayPx < width - 1 && away / Math.sin(slant) + awayPx < height - 1;

/** Share of the line, between the page's two sides, along which the step has one sign; 0 as soon as it cannot be more than `best`. */
function sameStep({ data, origin, nextX, nextY }: Corner, slant: number, away: number, best: number): number {
  const [cos, sin] = [Math.cos(slant), Math.sin(slant)];
  const [toX, toY] = [away / cos, away / sin];
  const points = Math.max(12, Math.round(Math.hypot(toX, toY) / 4));
  const looked = points - 2 * skipped;
  const [asideX, asideY] = [awayPx * cos, awayPx * sin];
  let [up, down] = [0, 0];
  for (let i = skipped; i < points - skipped; i++) {
    const [x, y] = [(toX * i) / points, (toY * (points - i)) / points];
    const near = data[origin + Math.round(x - asideX) * nextX + Math.round(y - asideY) * nextY] as number;
    const far = data[origin + Math.round(x + asideX) * nextX + Math.round(y + asideY) * nextY] as number;
    if (near - far > leastStep) up++;
    else if (far - near > leastStep) down++;
    if (Math.max(up, down) + points - skipped - 1 - i <= best * looked) return 0;
  }
  return Math.max(up, down) / looked;
}
