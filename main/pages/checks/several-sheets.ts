import type { PageCheck } from '../../../shared/page-check.ts';
import type { PageGeometry } from '../page-geometry.ts';
import { groundBetweenCards } from './cards.ts';
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

/** Score: width of the bare ground between two sheets or cards, in per cent of the page's; below 6 mm on A4 it is a page's own gap. */
export const checkSeveralSheets = (view: PageView, { turn }: PageGeometry): PageCheck =>
  rising('several-sheets', Math.max(gutter(view, turn), groundBetweenCards(view)), { ask: 3, bad: null });

/** The bare strip between two printed halves of a page that is wider than high, in per cent of its width. */
function gutter(view: PageView, turn: PageGeometry['turn']): number {
  const isQuarter = turn === 90 || turn === 270;
  const { width, height } = view.small;
  const [wide, high] = isQuarter ? [height, width] : [width, height];
  if (wide < leastAspect * high) return 0;
  const bare = Array.from({ length: wide }, (_, column) => {
    let ink = 0;
    for (let along = 0; along < high; along++)
      if ((isQuarter ? inkAt(view, along, column) : inkAt(view, column, along)) > inkLevels) ink++;
    return ink < bareShare * high;
  });
  const printed = (start: number, end: number): number =>
    bare.slice(Math.floor(start * wide), Math.floor(end * wide)).filter((isBare) => !isBare).length /
    ((end - start) * wide);
  if (Math.min(printed(0, 0.5), printed(0.5, 1)) < printedShare) return 0;
  let [longest, run] = [0, 0];
  for (let column = Math.floor(from * wide); column < to * wide; column++) {
    run = bare[column] ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return (100 * longest) / wide;
}
