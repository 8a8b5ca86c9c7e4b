import sharp, { type Sharp } from 'sharp';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { ImageRefusal, ImageSettings, PixelSize } from './image-messages.ts';
import type { MediaType } from './media-type.ts';

// One page at a time, nothing kept: the process holds a visitor's paper (promise 5).
sharp.cache(false);
sharp.concurrency(1);

type Decoded<T> = Promise<Result<T, ImageRefusal>>;

/** 'warning' also refuses bytes that libjpeg would patch over with grey: half a page is not a page. */
export const openImage = (bytes: Uint8Array, page: number, settings: ImageSettings): Sharp =>
  sharp(bytes, { failOn: 'warning', limitInputPixels: settings.maxImagePixels, sequentialRead: true, page });

/** Number of pages (a TIFF may hold several), and the bounds, from the headers alone. */
export async function countPages(bytes: Uint8Array, type: MediaType, settings: ImageSettings): Decoded<number> {
  try {
    const { pages, width, height } = await openImage(bytes, 0, settings).metadata();
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
    await openImage(bytes, page, s).resize(64, 64, { fit: 'inside' }).raw().toBuffer();
    return ok(size);
  } catch (error) {
    return fail(refusal(error, type));
  }
}

/** How much of its short side's detail a page keeps in the frame, where fitting the short side alone would keep 1. */
export function keptDetail({ widthPx, heightPx }: PixelSize, { pageShortPx, pageLongPx }: ImageSettings): number {
  const [short, long] = [Math.min(widthPx, heightPx), Math.max(widthPx, heightPx)];
  const byShortSide = Math.min(1, pageShortPx / short);
  return Math.min(byShortSide, pageLongPx / long) / byShortSide;
}

export async function uprightSize(bytes: Uint8Array, page: number, settings: ImageSettings): Promise<PixelSize> {
  const { autoOrient } = await openImage(bytes, page, settings).metadata();
  return { widthPx: autoOrient.width, heightPx: autoOrient.height };
}

/** A PNG's last chunk (ISO/IEC 15948, 11.2.5); libpng does not miss it when all pixels were read. */
function endsWithIend(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.subarray(-1024)).includes('IEND');
}

/** libvips gives only sentences; these are the ones measured for files cut, broken and blown up. */
export function refusal(error: unknown, type: MediaType): ImageRefusal {
  const detail = error instanceof Error ? error.message : String(error);
  if (/exceeds pixel limit|too large|dimensions|(out of|insufficient) memory/i.test(detail))
    return { code: 'too-large', detail };
  if (/premature end of JPEG|read error|not enough data|read past end|truncated/i.test(detail))
    return { code: 'truncated', detail };
  // A TIFF keeps its directory at the end: without it libtiff does not even know the format.
  if (type === 'image/tiff' && /unsupported image format/i.test(detail)) return { code: 'truncated', detail };
  return { code: 'damaged', detail };
}
