import sharp, { type Sharp } from 'sharp';
import type { GreyImage } from '../../../../../main/pages/grey-image.ts';
import { type Filled, filledOnce, goodPages, severalPages, svgOf } from './specimen-pages.ts';

export type Specimen = keyof typeof goodPages | keyof typeof severalPages;
export const goodSpecimens = Object.keys(goodPages) as (keyof typeof goodPages)[];
export const severalSpecimens = Object.keys(severalPages) as (keyof typeof severalPages)[];

/** A desk scanner's paper is not 255, its ink not 0, and its noise is of some levels. */
const [paperLevel, inkLevel, noiseLevels] = [246, 20, 5];

/** Numbers from 0 to 1 that a seed repeats (Numerical Recipes' generator). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export const rawOf = ({ data, width, height }: GreyImage) => sharp(data, { raw: { width, height, channels: 1 } });

export async function greyFrom(picture: Sharp): Promise<GreyImage> {
  const { data, info } = await picture
    .toColourspace('b-w')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8Array(data.buffer, data.byteOffset, data.length), width: info.width, height: info.height };
}

/** A4 at so many dots an inch, drawn without a scanner between. */
export function drawn(name: Specimen, dpi: number, filled: Partial<Filled> = {}): Promise<GreyImage> {
  const build: (filled: Filled) => string = { ...goodPages, ...severalPages }[name];
  const svg = svgOf(build({ ...filledOnce, ...filled }), Math.round(8.27 * dpi), Math.round(11.69 * dpi));
  return greyFrom(sharp(Buffer.from(svg)).flatten({ background: '#fff' }));
}

/** The page as a scanner gives it: its tone, its noise, its lens, and JPEG. */
export async function scanned(page: GreyImage, seed = 1): Promise<GreyImage> {
  const data = new Uint8Array(page.data.length);
  const random = randomFrom(seed);
  for (let at = 0; at < data.length; at++) {
    const noise = (random() + random() - 1) * noiseLevels;
    const level = inkLevel + ((page.data[at] as number) * (paperLevel - inkLevel)) / 255 + noise;
    data[at] = Math.max(0, Math.min(255, Math.round(level)));
  }
  return greyFrom(
    sharp(
      await rawOf({ ...page, data })
        .blur(0.6)
        .jpeg({ quality: 85 })
        .toBuffer(),
    ),
  );
}

export const specimen = async (name: Specimen, dpi = 200, filled: Partial<Filled> = {}): Promise<GreyImage> =>
  scanned(await drawn(name, dpi, filled));
