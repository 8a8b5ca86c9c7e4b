import sharp from 'sharp';
import { hasInk, rasteriseText } from '../raster.ts';
import type { Weight } from './fonts.ts';

/** A text that the embedded font cannot set, with the place it is for. Sizes in points. */
export interface ForeignText {
  readonly text: string;
  readonly weight: Weight;
  readonly size: number;
  readonly width: number;
}

/** The same text as a picture: PNG bytes, width and height in points. */
export interface TextPicture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export const pictureKey = ({ text, weight, size, width }: ForeignText): string =>
  JSON.stringify([text, weight, size, width]);

/** Enough for a printed page at 600 dots per inch to look set. */
const dotsPerInch = 360;
const pointsPerInch = 72;

/** Sets each text with Pango and HarfBuzz; the same input gives the same bytes. */
async function drawPictures(texts: readonly ForeignText[]): Promise<Map<string, TextPicture>> {
  const dots = (points: number): number => Math.round((points * dotsPerInch) / pointsPerInch);
  const points = (count: number): number => (count * pointsPerInch) / dotsPerInch;
  const pictures = new Map<string, TextPicture>();
  for (const foreign of texts) {
    const bitmap = await rasteriseText(foreign.text, {
      emDots: dots(foreign.size),
      bold: foreign.weight === 'bold',
      align: 'left',
      widthDots: dots(foreign.width),
    });
    const width = Math.max(1, bitmap.width);
    const height = Math.max(1, bitmap.height);
    const grey = new Uint8Array(width * height).fill(255);
    for (let at = 0; at < grey.length; at++) {
      if (hasInk(bitmap, at % width, Math.floor(at / width))) grey[at] = 0;
    }
    const png = await sharp(grey, { raw: { width, height, channels: 1 } })
      .png()
      .toBuffer();
    pictures.set(pictureKey(foreign), { png, width: points(width), height: points(height) });
  }
  return pictures;
}

/** Lays a sheet out, and once more with pictures where it has texts that the font cannot set. */
export async function withPictures<S extends { readonly foreign: ReadonlyMap<string, ForeignText> }>(
  layOut: (pictures: ReadonlyMap<string, TextPicture>) => S,
): Promise<S> {
  const first = layOut(new Map());
  return first.foreign.size === 0 ? first : layOut(await drawPictures([...first.foreign.values()]));
}
