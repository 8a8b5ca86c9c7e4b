import sharp from 'sharp';
import { fail, ok, type Result } from '../../shared/result.ts';
import { giveBack } from '../give-back.ts';
import { checkPage } from './checks/check-page.ts';
import { fingerprint } from './checks/fingerprint.ts';
import { keptDetail, openImage, refusal, uprightSize } from './decode-image.ts';
import type { GreyImage } from './grey-image.ts';
import type { ImageRefusal, ImageSettings, NormalisedImage, StoredImage } from './image-messages.ts';
import type { MediaType } from './media-type.ts';
import type { PageFacts } from './page-facts.ts';
import type { PageGeometry, Point } from './page-geometry.ts';
import { findSheet, type Sheet } from './straighten/find-sheet.ts';
import { findSkew, leastSkewConfidence } from './straighten/find-skew.ts';
import type { TurnFinder } from './straighten/find-turn.ts';
import { greyOf, reduceGrey, reduction } from './straighten/page-grey.ts';
import { isFlat, sheetSkew } from './straighten/perspective.ts';
import { quarterTurn } from './straighten/quarter-turn.ts';
import type { RawPage } from './straighten/raw-page.ts';
import { correctedTurn, isResampled, type Lying, leastTurnConfidence, straighten } from './straighten/straighten.ts';
import { toneOf } from './straighten/tone.ts';

/** Skew is looked for on a picture of about so many pixels: 0.05° is one of them over its length. */
const skewSidePx = 1150;

/**
 * One page as it is stored: upright, level, white behind transparency, sRGB or grey of 8 bits, inside the settings' frame (never
 * enlarged), baseline JPEG 4:2:0 without metadata; and where it lay. Decoded once, resampled once, encoded once. The same bytes
 * and library version give the same bytes. `turns` null: nobody asks which way up it is.
 */
export async function examine(
  bytes: Uint8Array,
  type: MediaType,
  page: number,
  settings: ImageSettings,
  facts: PageFacts,
  turns: TurnFinder | null,
): Promise<Result<NormalisedImage, ImageRefusal>> {
  try {
    const received = await uprightSize(bytes, page, settings);
    if (keptDetail(received, settings) < settings.minKeptDetail)
      return fail({ code: 'too-long', detail: `${received.widthPx} × ${received.heightPx} pixels` });
    const raw = await decode(bytes, page, settings);
    const grey = greyOf(raw);
    const factor = reduction(grey.width, grey.height, skewSidePx);
    const small = reduceGrey(grey, factor);
    const lying = lyingOf(small, factor, facts);
    const level = await straighten({ raw, small, factor, tone: toneOf(raw), lying }, settings);
    if (raw.data !== grey.data) giveBack(raw.data);
    const levelGrey = greyOf(level);
    const geometry: PageGeometry = { ...lying, ...(await turnOf(levelGrey, lying, turns)) };
    // libvips encodes in a thread of its own, beside the checks.
    const encoding = encode(quarterTurn(level, correctedTurn(geometry)), settings);
    const checks = checkPage(grey, facts, geometry);
    giveBack(grey.data);
    const skewBefore = geometry.skewDegrees;
    const skewAfter = isResampled(geometry) ? skewOf(levelGrey) : skewBefore;
    // Of the level page: two scans of a sheet never lie the same.
    const print = fingerprint(levelGrey);
    const stored = await encoding;
    return ok({ ...stored, received, geometry, skewBefore, skewAfter, checks, fingerprint: print });
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
  const { width, height, channels } = info;
  if (channels !== 1 && channels !== 3) throw new Error(`a page of ${channels} channels`);
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.length), width, height, channels };
}

type Encoded = StoredImage & Pick<NormalisedImage, 'reduced'>;

async function encode({ data, width, height, channels }: RawPage, settings: ImageSettings): Promise<Encoded> {
  const at = (quality: number): Promise<Uint8Array> =>
    sharp(data, { raw: { width, height, channels } })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .jpeg({ quality, chromaSubsampling: '4:2:0', progressive: false })
      .toBuffer();
  const jpeg = await at(settings.jpegQuality);
  // From the same pixels: a JPEG of a JPEG is larger and worse (docs/packing.md).
  const reduced = settings.reducedQuality === null ? null : await at(settings.reducedQuality);
  return { jpeg, reduced, widthPx: width, heightPx: height };
}

function lyingOf(small: GreyImage, factor: number, { source }: PageFacts): Lying {
  const skew = findSkew(small);
  const isSure = skew !== null && skew.confidence >= leastSkewConfidence;
  const sheet = source === 'pdf' ? null : inFullPixels(findSheet(small), factor);
  // What a scanner sees lies flat on its glass: a sheet with other corners is none.
  const seen = sheet !== null && source === 'scanner' && !isFlat(sheet) ? null : sheet;
  return { skewDegrees: isSure ? skew.degrees : seen === null ? null : sheetSkew(seen), sheet: seen };
}

function inFullPixels(sheet: Sheet | null, factor: number): Sheet | null {
  if (sheet === null) return null;
  const [a, b, c, d] = sheet;
  const full = ({ x, y }: Point): Point => ({ x: x * factor, y: y * factor });
  return [full(a), full(b), full(c), full(d)];
}

/** Which way up the level page is. Where no line has a direction there are no letters to tell it by either. */
async function turnOf(
  level: GreyImage,
  { skewDegrees }: Lying,
  turns: TurnFinder | null,
): Promise<Pick<PageGeometry, 'turn' | 'turnConfidence'>> {
  const turn = skewDegrees === null || turns === null ? null : await turns.find(level);
  if (turn === null || turn.confidence < leastTurnConfidence) return { turn: 0, turnConfidence: null };
  return { turn: turn.degrees, turnConfidence: turn.confidence };
}

function skewOf(grey: GreyImage): number | null {
  return findSkew(reduceGrey(grey, reduction(grey.width, grey.height, skewSidePx)))?.degrees ?? null;
}
