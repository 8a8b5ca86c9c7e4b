import sharp from 'sharp';
import type { GreyImage } from '../grey-image.ts';
import type { PageGeometry } from '../page-geometry.ts';
import type { Sheet } from './find-sheet.ts';
import { contentWindow } from './page-content.ts';
import { greyOf } from './page-grey.ts';
import { isFlat, rectangleOf } from './perspective.ts';
import { scaling } from './plane-map.ts';
import type { RawPage } from './raw-page.ts';
import { resample } from './resample.ts';
import {
  type FrameLimits,
  fitted,
  frameOf,
  seenAlong,
  type TargetFrame,
  unitedWindow,
  type Window,
  widened,
  windowAround,
  windowOf,
} from './target-frame.ts';
import { stretch, type Tone } from './tone.ts';

/** Less cannot be seen: such a page keeps its pixels, only smaller. */
export const leastSkewDegrees = 0.3;
/** Beyond it corners are lost on the glass, and it is not the kiosk's to guess: the sheet is laid again. */
export const mostSkewDegrees = 25;

/** A page is turned without a word from this confidence on; below it, from the next on, somebody is asked; below that nobody. */
export const sureTurnConfidence = 12;
export const leastTurnConfidence = 4;

/** The quarter turns that are made. */
export const correctedTurn = ({ turn, turnConfidence }: PageGeometry): PageGeometry['turn'] =>
  (turnConfidence ?? 0) >= sureTurnConfidence ? turn : 0;

/** The degrees that are taken out of a page. */
export function correctedSkew({ skewDegrees }: Pick<PageGeometry, 'skewDegrees'>): number {
  const size = Math.abs(skewDegrees ?? 0);
  return skewDegrees !== null && size >= leastSkewDegrees && size <= mostSkewDegrees ? skewDegrees : 0;
}

/** True when the page must be mapped anew: it lies crooked, or was seen at an angle. */
export const isResampled = (lying: Lying): boolean =>
  correctedSkew(lying) !== 0 || (lying.sheet !== null && !isFlat(lying.sheet));

/** How a page lies, but for which way up it is. */
export type Lying = Pick<PageGeometry, 'skewDegrees' | 'sheet'>;

/** A page with what was found on it. `small` is its grey, reduced by a whole `factor`. */
export interface ReadPage {
  readonly raw: RawPage;
  readonly small: GreyImage;
  readonly factor: number;
  readonly tone: Tone;
  readonly lying: Lying;
}

/** The page level and inside the frame, made from its own pixels in one pass; nothing that lies on it is cut off. */
export async function straighten(page: ReadPage, limits: FrameLimits): Promise<RawPage> {
  const { raw, lying, tone } = page;
  const { sheet } = lying;
  const window = windowOfPage(page);
  const straight =
    sheet !== null && !isFlat(sheet)
      ? resample(raw, { ...frameOfPhoto(raw, sheet, limits), background: tone.paper })
      : isResampled(lying)
        ? resample(raw, { ...frameOfWindow(raw, window, lying, limits), background: tone.paper })
        : await cutAndFitted(raw, window, limits);
  stretch(straight, tone);
  return straight;
}

function frameOfPhoto({ width, height }: RawPage, sheet: Sheet, limits: FrameLimits): TargetFrame {
  const rectangle = rectangleOf(sheet, width, height);
  return fitted(rectangle.width, rectangle.height, rectangle.toSource, limits);
}

const frameOfWindow = ({ width, height }: RawPage, window: Window, lying: Lying, limits: FrameLimits): TargetFrame =>
  frameOf(window, { width, height, skew: correctedSkew(lying) }, limits);

/** What is kept of the picture, seen along its lines: the sheet where it was found, else the whole and what of it would stick out. */
function windowOfPage({ raw, small, factor, tone, lying }: ReadPage): Window {
  const { width, height } = raw;
  const skew = correctedSkew(lying);
  // A pixel of the picture in which the sheet was found lies between its edge and this.
  if (lying.sheet !== null) return widened(windowAround(seenAlong(lying.sheet, width, height, skew)), 2 * factor);
  const whole = windowOf(width, height);
  const content = skew === 0 ? null : contentWindow(small, factor, paperGrey(tone), skew);
  return content === null ? whole : unitedWindow(whole, content);
}

/** A page that lies level is only cut and made smaller, by libvips. */
async function cutAndFitted(raw: RawPage, window: Window, limits: FrameLimits): Promise<RawPage> {
  const { width, height, channels } = raw;
  const left = Math.max(0, Math.floor(window.left + width / 2));
  const top = Math.max(0, Math.floor(window.top + height / 2));
  const right = Math.min(width, Math.ceil(window.right + width / 2));
  const bottom = Math.min(height, Math.ceil(window.bottom + height / 2));
  const [w, h] = [right - left, bottom - top];
  const size = fitted(w, h, scaling(1, 1), limits);
  if (size.width === width && size.height === height) return { ...raw, data: raw.data.slice() };
  const { data, info } = await sharp(raw.data, { raw: { width, height, channels } })
    .extract({ left, top, width: w, height: h })
    .resize(size.width, size.height, { fit: 'fill' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels };
}

const paperGrey = ({ paper }: Tone): number =>
  greyOf({ data: Uint8Array.from(paper), width: 1, height: 1, channels: paper.length === 1 ? 1 : 3 }).data[0] ?? 255;
