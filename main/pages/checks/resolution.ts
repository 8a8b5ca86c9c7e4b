import type { PageCheck } from '../../../shared/page-check.ts';
import type { GreyImage } from '../grey-image.ts';
import type { PageFacts } from '../page-facts.ts';
import { a4Dpi, countedBelow, type PageView } from './page-view.ts';
import { letterHeight } from './print-size.ts';
import { falling } from './scale.ts';

/** What agencies ask for, where they say (FADGI and archives: 300; French upload pages: « lisible »). */
const askedDpi = 200;
/** A4 drawn or scanned at 200 dpi is a pixel or two short of it, letters and legal sheets more. */
const tolerance = 0.9;
/** Small letters of print of 10 points: with their capitals 0.08 inch, 16 pixels at 200 dpi. As high on a coarser picture, the sheet is smaller or its print large. */
const plainLetterPx = 16;
/** Small letters lower than this are mush. */
const readableLetterPx = 5;
/** A whole page in fewer pixels is bad, whatever seems to be a letter in it; with more, no print of 8 points is lost. */
const [hopelessDpi, plainDpi] = [50, 140];

/** Pixels an inch, by the best that is known: the scanner's, a PDF's images, else as if the picture were a whole A4 sheet. */
export function physicalDpi(grey: Pick<GreyImage, 'width' | 'height'>, { dpi, imagePpi }: PageFacts): number {
  if (dpi !== null) return imagePpi === null ? dpi : Math.min(dpi, imagePpi);
  return a4Dpi(grey);
}

/** Score: pixels an inch. Below 200 it is a question, unless the letters are large enough all the same; where letters cannot be read, a refusal. */
export function checkResolution({ grey, counts }: PageView, facts: PageFacts): PageCheck {
  const dpi = physicalDpi(grey, facts);
  const scale = { ask: askedDpi * tolerance, bad: null };
  if (dpi >= scale.ask) return falling('resolution', dpi, scale);
  const paper = countedBelow(counts, 0.8);
  const ink = countedBelow(counts, 0.03);
  const letters = letterHeight(grey, (paper + ink) / 2);
  if (facts.dpi === null && letters !== null && letters >= plainLetterPx)
    return falling('resolution', Math.max(dpi, (letters / plainLetterPx) * askedDpi), scale);
  const check = falling('resolution', dpi, scale);
  const isUnreadable = dpi < hopelessDpi || (dpi < plainDpi && (letters ?? 0) < readableLetterPx);
  return isUnreadable ? { ...check, verdict: 'bad' } : check;
}
