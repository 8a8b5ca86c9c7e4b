import sharp, { type Sharp } from 'sharp';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { ImageRefusal, ImageSettings, NormalisedImage, PixelSize } from './image-messages.ts';
import type { MediaType } from './media-type.ts';

// One page at a time, nothing kept: the process holds a visitor's paper (promise 5).
sharp.cache(false);
sharp.concurrency(1);

type Decoded<T> = Promise<Result<T, ImageRefusal>>;

/** 'warning' also refuses bytes that libjpeg would patch over with grey: half a page is not a page. */
const open = (bytes: Uint8Array, page: number, settings: ImageSettings): Sharp =>
  sharp(bytes, { failOn: 'warning', limitInputPixels: settings.maxImagePixels, sequentialRead: true, page });

/** Number of pages (a TIFF may hold several), and the bounds, from the headers alone. */
export async function countPages(bytes: Uint8Array, type: MediaType, settings: ImageSettings): Decoded<number> {
  try {
    const { pages, width, height } = await open(bytes, 0, settings).metadata();
    if (Math.max(width, height) > settings.maxImageSidePx)
      return fail({ code: 'too-large', detail: `${width} × ${height}` });
    if (type === 'image/png' && !endsWithIend(bytes)) return fail({ code: 'truncated', detail: 'no IEND chunk' });
    return ok(type === 'image/tiff' ? (pages ?? 1) : 1);
  } catch (error) {
    return fail(refusal(error, type));
  }
}

/** Decodes every pixel of one page and gives its upright size; nothing is kept. */
export async function measure(bytes: Uint8Array, type: MediaType, page: number, s: ImageSettings): Decoded<PixelSize> {
  try {
    const size = await uprightSize(bytes, page, s);
    // A small output is enough: the decoder still has to read the whole page.
    await open(bytes, page, s).resize(64, 64, { fit: 'inside' }).raw().toBuffer();
    return ok(size);
  } catch (error) {
    return fail(refusal(error, type));
  }
}

/**
 * One page as it is stored: upright, white behind transparency, sRGB or grey of 8 bits, inside the settings' frame
 * (never enlarged), baseline JPEG 4:2:0 without metadata. The same bytes and library version give the same bytes.
 */
export async function normalise(
  bytes: Uint8Array,
  type: MediaType,
  page: number,
  settings: ImageSettings,
): Decoded<NormalisedImage> {
  try {
    const received = await uprightSize(bytes, page, settings);
    const landscape = received.widthPx > received.heightPx;
    const [width, height] = landscape
      ? [settings.pageLongPx, settings.pageShortPx]
      : [settings.pageShortPx, settings.pageLongPx];
    const kept = keptDetail(received, settings);
    if (kept < settings.minKeptDetail)
      return fail({ code: 'too-long', detail: `${received.widthPx} × ${received.heightPx} pixels` });
    const { space } = await open(bytes, page, settings).metadata();
    const grey = space === 'b-w' || space === 'grey16';
    const { data, info } = await open(bytes, page, settings)
      .autoOrient()
      .flatten({ background: '#ffffff' })
      .resize(width, height, { fit: 'inside', withoutEnlargement: true })
      .toColourspace(grey ? 'b-w' : 'srgb')
      .jpeg({ quality: settings.jpegQuality, chromaSubsampling: '4:2:0', progressive: false })
      .toBuffer({ resolveWithObject: true });
    return ok({ jpeg: data, widthPx: info.width, heightPx: info.height, received, checks: [] });
  } catch (error) {
    return fail(refusal(error, type));
  }
}

/** How much of its short side's detail a page keeps in the frame, where fitting the short side alone would keep 1. */
function keptDetail({ widthPx, heightPx }: PixelSize, { pageShortPx, pageLongPx }: ImageSettings): number {
  const [short, long] = [Math.min(widthPx, heightPx), Math.max(widthPx, heightPx)];
  const byShortSide = Math.min(1, pageShortPx / short);
  return Math.min(byShortSide, pageLongPx / long) / byShortSide;
}

async function uprightSize(bytes: Uint8Array, page: number, settings: ImageSettings): Promise<PixelSize> {
  const { autoOrient } = await open(bytes, page, settings).metadata();
  return { widthPx: autoOrient.width, heightPx: autoOrient.height };
}

/** A PNG's last chunk (ISO/IEC 15948, 11.2.5); libpng does not miss it when all pixels were read. */
function endsWithIend(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(-1024)).includes('IEND');
}

/** libvips gives only sentences; these are the ones measured for files cut, broken and blown up. */
function refusal(error: unknown, type: MediaType): ImageRefusal {
  const detail = error instanceof Error ? error.message : String(error);
  if (/exceeds pixel limit|too large|dimensions|(out of|insufficient) memory/i.test(detail))
    return { code: 'too-large', detail };
  if (/premature end of JPEG|read error|not enough data|read past end|truncated/i.test(detail))
    return { code: 'truncated', detail };
  // A TIFF keeps its directory at the end: without it libtiff does not even know the format.
  if (type === 'image/tiff' && /unsupported image format/i.test(detail)) return { code: 'truncated', detail };
  return { code: 'damaged', detail };
}
