import { createRequire } from 'node:module';
import sharp from 'sharp';

/** A picture of ink and paper: rows of `ceil(width / 8)` bytes, most significant bit left, 1 is black. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface RasterStyle {
  /** Height of the letters' em in dots. */
  readonly emDots: number;
  readonly bold: boolean;
  readonly align: 'left' | 'center';
  /** Lines are broken at this width in dots. */
  readonly widthDots: number;
}

const require = createRequire(import.meta.url);
const FONTS = {
  regular: {
    name: 'Noto Sans',
    file: require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  },
  bold: {
    name: 'Noto Sans Bold',
    file: require.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
  },
};

/** At 72 dots per inch one point is one dot, so a font size is a number of dots. */
const POINT_IS_DOT = 72;
/** Grey above this is ink: thin strokes of small letters survive the cut to one bit. */
const INK_FROM = 110;

/**
 * Sets text of any script in black and white (shaped and broken by Pango and HarfBuzz, with the font that ships).
 * Letters outside Noto Sans (Latin, Greek, Cyrillic, Devanagari) come from the machine's fonts, else Pango draws a box with the code.
 * The picture is cropped to its ink. Text without ink gives a picture of height 0.
 */
export async function rasteriseText(text: string, style: RasterStyle): Promise<Bitmap> {
  if (text.trim() === '') return { width: 0, height: 0, data: new Uint8Array() };
  const font = style.bold ? FONTS.bold : FONTS.regular;
  const { data, info } = await sharp({
    text: {
      text: escapeMarkup(text),
      font: `${font.name} ${style.emDots}`,
      fontfile: font.file,
      dpi: POINT_IS_DOT,
      width: style.widthDots,
      wrap: 'word-char',
      align: style.align === 'center' ? 'centre' : 'left',
    },
  })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return packGrey(data, info.width, info.height, info.channels);
}

/** Pango reads its input as markup: a name with `<` or `&` must stay a name. */
const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function packGrey(grey: Uint8Array, width: number, height: number, channels: number): Bitmap {
  return bitmapFrom(width, height, (x, y) => (grey[(y * width + x) * channels] ?? 0) >= INK_FROM);
}

/** Builds a bitmap from a question asked of every dot: is there ink? */
export function bitmapFrom(width: number, height: number, ink: (x: number, y: number) => boolean): Bitmap {
  const stride = Math.ceil(width / 8);
  const data = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ink(x, y)) data[y * stride + (x >> 3)] = (data[y * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { width, height, data };
}

/** Whether the dot at column x, row y is black; outside the picture is paper. */
export function hasInk(bitmap: Bitmap, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= bitmap.width || y >= bitmap.height) return false;
  const byte = bitmap.data[y * Math.ceil(bitmap.width / 8) + (x >> 3)] ?? 0;
  return (byte & (0x80 >> (x & 7))) !== 0;
}
