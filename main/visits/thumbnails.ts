import sharp from 'sharp';
import { type Fault, ok, type Result } from '../../shared/result.ts';
import type { StoredPages } from './stored-pages.ts';

/** Enough to recognise a page, too small to read it. */
const thumbnailPx = 150;

/** One small JPEG a page, for the A4 receipt; a page is let go as soon as its picture is drawn. */
export async function thumbnailsOf(pages: StoredPages): Promise<Result<readonly Uint8Array[], Fault>> {
  const thumbnails: Uint8Array[] = [];
  for await (const page of pages) {
    if (!page.ok) return page;
    thumbnails.push(await thumbnailOf(page.value));
  }
  return ok(thumbnails);
}

const thumbnailOf = (jpeg: Uint8Array): Promise<Uint8Array> =>
  sharp(jpeg)
    .resize({ width: thumbnailPx, height: thumbnailPx * 2, fit: 'inside' })
    .jpeg({ quality: 60 })
    .toBuffer();
