import type { PageCheck } from '../../../shared/page-check.ts';
import { type Ink, printLevels } from './ink.ts';
import { countedBelow, levelBelow, type PageView } from './page-view.ts';
import { falling } from './scale.ts';

/** Pencil stands out by 53 levels, a carbon copy by 76, print by 80 and more; a newspaper whose strokes thin out to nothing by 42. */
const paleContrast = 47;
/** Per mille of the page that is written on, less where it is paler than any writing. */
const written = ({ strokes, contrast }: Ink): number => 1000 * strokes * Math.min(1, contrast / paleContrast);
const leastWritten = 0.8;

/**
 * Score: strokes in per mille of the page. NAPS2 takes 1.5 (at a fixed level of grey, which loses pencil); a signature alone has 1,
 * the shadows of a feeder 0.4, dust on the glass 0.1.
 */
export const checkBlank = (ink: Ink): PageCheck => falling('blank', written(ink), { ask: leastWritten, bad: 0.15 });

/**
 * Score: levels between the writing and its paper, at least those of print where there is print. Below 28 strokes vanish when they are copied
 * again. An empty page has no colour of ink.
 */
export function checkWashedOut(ink: Ink): PageCheck {
  const levels = ink.hasPrint ? Math.max(ink.contrast, printLevels) : ink.contrast;
  return falling('washed-out', written(ink) < leastWritten ? 255 : levels, { ask: paleContrast, bad: 28 });
}

/** Between the middle and the upper quarter of a page's levels: none on a dark ground, many where light falls off. */
const evenLevels = 25;

/**
 * Score: level of the paper that half of the page is darker than. Paper on a scanner has 190 to 255, yellowed 170; two photographs in poor light
 * had 119 (readable) and 99 (a black sheet once printed).
 */
export function checkDark({ paper, counts }: PageView): PageCheck {
  const level = levelBelow(paper.levels, 0.5);
  const [darkest, lightest] = [countedBelow(counts, 0.01), countedBelow(counts, 0.99)];
  // Light print on a dark ground is a poster, not a dark picture.
  const isEven = countedBelow(counts, 0.75) - countedBelow(counts, 0.5) < evenLevels;
  const isPoster = isEven && lightest - level > 2 * (level - darkest);
  return falling('dark', isPoster ? 255 : level, { ask: 140, bad: 105 });
}
