import sharp from 'sharp';
import type { GreyImage } from '../grey-image.ts';
import type { PageGeometry } from '../page-geometry.ts';
import { contentWindow } from './page-content.ts';
import { greyOf } from './page-grey.ts';
import type { RawPage } from './raw-page.ts';
import { resample } from './resample.ts';
import { type FrameLimits, frameOf, type TargetFrame, unitedWindow, windowOf } from './target-frame.ts';
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

/** A page with what was found on it. `small` is its grey, reduced by a whole `factor`. */
export interface ReadPage {
  readonly raw: RawPage;
  readonly small: GreyImage;
  readonly factor: number;
  readonly tone: Tone;
  readonly lying: Pick<PageGeometry, 'skewDegrees' | 'sheet'>;
}

/** The page level and inside the frame, made from its own pixels in one pass; nothing that lies on it is cut off. */
export async function straighten(page: ReadPage, limits: FrameLimits): Promise<RawPage> {
  const frame = targetFrame(page, limits);
  const { raw, lying, tone } = page;
  const isLevel = correctedSkew(lying) === 0;
  const straight = isLevel ? await fitted(raw, frame) : resample(raw, { ...frame, background: tone.paper });
  stretch(straight, tone);
  return straight;
}

function targetFrame({ raw, small, factor, tone, lying }: ReadPage, limits: FrameLimits): TargetFrame {
  const skew = correctedSkew(lying);
  const picture = { width: raw.width, height: raw.height, skew };
  const whole = windowOf(raw.width, raw.height);
  const content = skew === 0 ? null : contentWindow(small, factor, paperGrey(tone), skew);
  return frameOf(content === null ? whole : unitedWindow(whole, content), picture, limits);
}

/** A page that lies level is only made smaller, by libvips. */
async function fitted(raw: RawPage, frame: TargetFrame): Promise<RawPage> {
  const { width, height, channels } = raw;
  if (frame.width === width && frame.height === height) return { ...raw, data: raw.data.slice() };
  const { data, info } = await sharp(raw.data, { raw: { width, height, channels } })
    .resize(frame.width, frame.height, { fit: 'fill' })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels };
}

const paperGrey = ({ paper }: Tone): number =>
  greyOf({ data: Uint8Array.from(paper), width: 1, height: 1, channels: paper.length === 1 ? 1 : 3 }).data[0] ?? 255;
