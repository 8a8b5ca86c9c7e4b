import type { PageCheck } from '../../../shared/page-check.ts';
import type { PageGeometry } from '../page-geometry.ts';
import { inkAt, type PageView } from './page-view.ts';
import { rising } from './scale.ts';

/** Two upright pages side by side are wider than high; one sheet that lies so is a table or a drawing, which goes on in the middle. */
const leastAspect = 1.2;
/** The gutter between two pages lies in the middle third. */
const [from, to] = [0.35, 0.65];
/** A column with less ink than this share of its height is bare. */
const bareShare = 0.012;
const inkLevels = 30;
/** Each half of a pair has print over so much of its width. */
const printedShare = 0.4;

/** Score: width of the bare strip between two printed halves of a page that is wider than high, in per cent of its width. */
export function checkSeveralSheets(view: PageView, { turn }: PageGeometry): PageCheck {
  const isQuarter = turn === 90 || turn === 270;
  const { width, height } = view.small;
  const [wide, high] = isQuarter ? [height, width] : [width, height];
  const scale = { ask: 3, bad: null };
  if (wide < leastAspect * high) return rising('several-sheets', 0, scale);
  const bare = Array.from({ length: wide }, (_, column) => {
    let ink = 0;
    for (let along = 0; along < high; along++)
      if ((isQuarter ? inkAt(view, along, column) : inkAt(view, column, along)) > inkLevels) ink++;
    return ink < bareShare * high;
  });
  const printed = (start: number, end: number): number =>
    bare.slice(Math.floor(start * wide), Math.floor(end * wide)).filter((isBare) => !isBare).length /
    ((end - start) * wide);
  if (Math.min(printed(0, 0.5), printed(0.5, 1)) < printedShare) return rising('several-sheets', 0, scale);
  let [longest, run] = [0, 0];
  for (let column = Math.floor(from * wide); column < to * wide; column++) {
    run = bare[column] ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return rising('several-sheets', (100 * longest) / wide, scale);
}
