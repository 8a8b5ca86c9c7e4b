import type { PageCheck } from '../../../shared/page-check.ts';
import type { GreyImage } from '../grey-image.ts';
import type { PageFacts } from '../page-facts.ts';
import type { PageGeometry } from '../page-geometry.ts';
import { checkBlurred } from './blurred.ts';
import { checkCut } from './cut.ts';
import { checkFolded } from './folded.ts';
import { checkGlare } from './glare.ts';
import { measureInk } from './ink.ts';
import { checkSkewed, checkTurned } from './lying.ts';
import { viewPage } from './page-view.ts';
import { checkResolution, physicalDpi } from './resolution.ts';
import { checkScreen } from './screen.ts';
import { checkSeveralSheets } from './several-sheets.ts';
import { measureStrokes } from './strokes.ts';
import { checkBlank, checkDark, checkWashedOut } from './writing.ts';

/** Every check that one page alone can answer, in the order of `checkNames`. `grey`: the whole page as received, upright by its EXIF turn. */
export function checkPage(grey: GreyImage, facts: PageFacts, geometry: PageGeometry): readonly PageCheck[] {
  const view = viewPage(grey);
  const ink = measureInk(view);
  const blank = checkBlank(ink);
  // On an empty sheet there is nothing that could be blurred, pale, cut or crooked.
  if (blank.verdict === 'bad') return [checkDark(view), blank];
  const strokes = measureStrokes(grey, ink.contrast);
  return [
    checkBlurred(strokes, physicalDpi(grey, facts)),
    checkDark(view),
    checkWashedOut(ink),
    ...(isPhoto(facts) ? [checkGlare(view)] : []),
    checkCut(view),
    checkFolded(view),
    blank,
    checkSkewed(geometry),
    checkTurned(geometry),
    checkResolution(view, facts),
    checkSeveralSheets(view, geometry),
    ...(isPhoto(facts) ? [checkScreen(grey)] : []),
  ];
}

/** A scanner brings its own light and sees no screen; a PDF's page was drawn by us. */
const isPhoto = ({ source }: PageFacts): boolean => source === 'camera' || source === 'file';
