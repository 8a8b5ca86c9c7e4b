import type { PageCheck } from '../../../shared/page-check.ts';
import type { GreyImage } from '../grey-image.ts';
import { type PageView, pixelAt } from './page-view.ts';
import { rising } from './scale.ts';

/** Where a flap's edge is looked for: how far from the corner, by the page's short side, and how slanted. */
const [nearest, farthest, stepPx] = [0.06, 0.3, 2];
const slants = [30, 35, 40, 45, 50, 55, 60].map((degrees) => (degrees * Math.PI) / 180);
/** Either side of the edge is looked at so many pixels away from it; a lesser step of grey is paper. */
const [awayPx, leastStep] = [3, 6];

/**
 * Score: per cent of a slanted line across a corner along which the grey steps the same way, on the corner where most does. A corner
 * turned over, or one that is missing, shows such an edge; print crosses a line this way and that.
 */
export function checkFolded({ small }: PageView): PageCheck {
  const short = Math.min(small.width, small.height);
  let best = 0;
  for (const corner of corners(small))
    for (const slant of slants)
      for (let away = nearest * short; away < farthest * short; away += stepPx)
        best = Math.max(best, sameStep(corner, slant, away));
  return rising('folded', 100 * best, { ask: 85, bad: null });
}

type Corner = (x: number, y: number) => number;

const corners = (small: GreyImage): Corner[] => {
  const [right, bottom] = [small.width - 1, small.height - 1];
  return [
    (x, y) => pixelAt(small, x, y),
    (x, y) => pixelAt(small, right - x, y),
    (x, y) => pixelAt(small, x, bottom - y),
    (x, y) => pixelAt(small, right - x, bottom - y),
  ];
};

/** Share of the line, between the page's two sides, along which the step has one sign. */
function sameStep(corner: Corner, slant: number, away: number): number {
  const [cos, sin] = [Math.cos(slant), Math.sin(slant)];
  const [toX, toY] = [away / cos, away / sin];
  const points = Math.max(12, Math.round(Math.hypot(toX, toY) / 4));
  let [up, down, looked] = [0, 0, 0];
  for (let i = 1; i < points - 1; i++) {
    const [x, y] = [(toX * i) / points, (toY * (points - i)) / points];
    const near = corner(Math.round(x - awayPx * cos), Math.round(y - awayPx * sin));
    const far = corner(Math.round(x + awayPx * cos), Math.round(y + awayPx * sin));
    looked++;
    if (near - far > leastStep) up++;
    else if (far - near > leastStep) down++;
  }
  return Math.max(up, down) / looked;
}
