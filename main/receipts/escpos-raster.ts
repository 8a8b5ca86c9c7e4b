import { type Bitmap, bitmapFrom, hasInk } from './raster.ts';

/** Rows of one GS v 0 command: 9 kB at 576 dots, so that a small receive buffer never holds half a receipt as one command. */
export const FRAGMENT_ROWS = 128;

/**
 * Places a picture on the paper's width and cuts it into fragments that a printer takes one by one: white added on the left for
 * its alignment (not every printer aligns rasters), width a multiple of 8, no byte pair that a printer would obey as a real-time command.
 */
export function placeOnPaper(picture: Bitmap, dotsPerLine: number, align: 'left' | 'center'): Bitmap[] {
  const width = Math.min(picture.width, dotsPerLine);
  const left = align === 'center' ? Math.floor((dotsPerLine - width) / 2) : 0;
  const padded = Math.ceil((left + width) / 8) * 8;
  const fragments: Bitmap[] = [];
  for (let top = 0; top < picture.height; top += FRAGMENT_ROWS) {
    const rows = Math.min(FRAGMENT_ROWS, picture.height - top);
    const fragment = bitmapFrom(padded, rows, (x, y) => x - left < width && hasInk(picture, x - left, y + top));
    disarm(fragment.data);
    fragments.push(fragment);
  }
  return fragments;
}

/**
 * Bytes 10 04, 10 05 and 10 14 are obeyed at once even inside a raster (DLE EOT, DLE ENQ, DLE DC4). The 0x10 of such a pair
 * is one lonely dot: it is made two dots wide, which nobody sees and which starts no pair. A QR of 3 dots a module has no such byte.
 */
function disarm(data: Uint8Array): void {
  for (let i = 0; i + 1 < data.length; i++) {
    const next = data[i + 1];
    if (data[i] === 0x10 && (next === 0x04 || next === 0x05 || next === 0x14)) data[i] = 0x18;
  }
}
