import sharp from 'sharp';
import { fail, ok, type Result } from '../../shared/result.ts';
import { keptDetail, openImage, refusal, uprightSize } from './decode-image.ts';
import type { GreyImage } from './grey-image.ts';
import type { ImageRefusal, ImageSettings, NormalisedImage } from './image-messages.ts';
import type { MediaType } from './media-type.ts';
import type { PageFacts } from './page-facts.ts';
import type { PageGeometry } from './page-geometry.ts';
import { findSkew } from './straighten/find-skew.ts';
import { greyOf, reduceGrey, reduction } from './straighten/page-grey.ts';
import type { RawPage } from './straighten/raw-page.ts';
import { correctedSkew, straighten } from './straighten/straighten.ts';
import { toneOf } from './straighten/tone.ts';

/** Skew is looked for on a picture of about so many pixels: 0.05° is one of them over its length. */
const skewSidePx = 1150;

/** A page as it is stored, with what was seen of it. */
export interface ExaminedPage extends NormalisedImage {
  /** Of the whole page as received: it never leaves the child. */
  readonly grey: GreyImage;
}

/**
 * One page as it is stored: upright, level, white behind transparency, sRGB or grey of 8 bits, inside the settings' frame (never
 * enlarged), baseline JPEG 4:2:0 without metadata; and where it lay. Decoded once, resampled once, encoded once. The same bytes
 * and library version give the same bytes.
 */
export async function examine(
  bytes: Uint8Array,
  type: MediaType,
  page: number,
  settings: ImageSettings,
  facts: PageFacts,
): Promise<Result<ExaminedPage, ImageRefusal>> {
  try {
    const received = await uprightSize(bytes, page, settings);
    if (keptDetail(received, settings) < settings.minKeptDetail)
      return fail({ code: 'too-long', detail: `${received.widthPx} × ${received.heightPx} pixels` });
    const raw = await decode(bytes, page, settings);
    const grey = greyOf(raw);
    const factor = reduction(grey.width, grey.height, skewSidePx);
    const small = reduceGrey(grey, factor);
    const geometry = readGeometry(small, facts);
    const tone = toneOf(raw);
    // The checks of the page go here: `grey`, `facts` and `geometry` are all they need.
    const straight = await straighten({ raw, small, factor, tone, geometry }, settings);
    const skewAfter = correctedSkew(geometry) === 0 ? geometry.skewDegrees : skewOf(straight);
    const { width, height, channels } = straight;
    const jpeg = await sharp(straight.data, { raw: { width, height, channels } })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .jpeg({ quality: settings.jpegQuality, chromaSubsampling: '4:2:0', progressive: false })
      .toBuffer();
    return ok({
      jpeg,
      widthPx: width,
      heightPx: height,
      received,
      geometry,
      skewBefore: geometry.skewDegrees,
      skewAfter,
      grey,
    });
  } catch (error) {
    return fail(refusal(error, type));
  }
}

async function decode(bytes: Uint8Array, page: number, settings: ImageSettings): Promise<RawPage> {
  const { space } = await openImage(bytes, page, settings).metadata();
  const isGrey = space === 'b-w' || space === 'grey16';
  const { data, info } = await openImage(bytes, page, settings)
    .autoOrient()
    .flatten({ background: '#ffffff' })
    .toColourspace(isGrey ? 'b-w' : 'srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const channels = info.channels === 1 ? 1 : 3;
  return {
    data: new Uint8Array(data.buffer, data.byteOffset, data.length),
    width: info.width,
    height: info.height,
    channels,
  };
}

function readGeometry(small: GreyImage, _facts: PageFacts): PageGeometry {
  const skew = findSkew(small);
  return { turn: 0, turnConfidence: null, skewDegrees: skew?.degrees ?? null, sheet: null };
}

function skewOf(page: RawPage): number | null {
  const grey = greyOf(page);
  return findSkew(reduceGrey(grey, reduction(grey.width, grey.height, skewSidePx)))?.degrees ?? null;
}
