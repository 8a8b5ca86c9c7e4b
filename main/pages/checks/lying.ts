import type { PageCheck } from '../../../shared/page-check.ts';
import type { PageGeometry } from '../page-geometry.ts';
import { rising } from './scale.ts';

/** Score: degrees off level. Up to 7 the kiosk takes out by itself without a word; at 15 the corners of A4 have left the glass. */
export const checkSkewed = ({ skewDegrees }: PageGeometry): PageCheck =>
  rising('skewed', Math.abs(skewDegrees ?? 0), { ask: 7, bad: 15 });

/** Score: degrees by which the page was turned. Where its lines are sure it was made upright; in either case the visitor looks. */
export const checkTurned = ({ turn }: PageGeometry): PageCheck =>
  rising('turned', Math.min(turn, 360 - turn), { ask: 90, bad: null });
