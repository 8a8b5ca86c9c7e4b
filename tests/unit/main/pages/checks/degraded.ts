import sharp from 'sharp';
import type { GreyImage } from '../../../../../main/pages/grey-image.ts';
import { greyFrom, randomFrom, rawOf } from './specimens.ts';

/** What goes wrong with a page, each by a strength whose 0 changes nothing. */
type Degrade = (page: GreyImage, strength: number) => GreyImage | Promise<GreyImage>;

function mapped(page: GreyImage, level: (from: number, x: number, y: number) => number): GreyImage {
  const data = new Uint8Array(page.data.length);
  for (let y = 0, at = 0; y < page.height; y++)
    for (let x = 0; x < page.width; x++, at++)
      data[at] = Math.max(0, Math.min(255, Math.round(level(page.data[at] as number, x, y))));
  return { ...page, data };
}

/** Out of focus: a Gaussian of so many pixels. */
export const blurredBy: Degrade = (page, sigma) => (sigma < 0.3 ? page : greyFrom(rawOf(page).blur(sigma)));

/** Moved while it was taken, along the lines, by so many pixels. */
export const movedBy: Degrade = (page, px) =>
  px < 1
    ? page
    : mapped(page, (_, x, y) => {
        let sum = 0;
        for (let i = 0; i < px; i++) sum += page.data[y * page.width + Math.min(page.width - 1, x + i)] as number;
        return sum / px;
      });

/** Too little light: so much of it is missing, from 0 to 1. */
export const darkenedBy: Degrade = (page, share) => mapped(page, (level) => level * (1 - share));

/** A shadow that deepens to the right. */
export const shadowedBy: Degrade = (page, share) => mapped(page, (level, x) => level * (1 - (share * x) / page.width));

/** Ink that pales towards its paper, from 0 to 1. */
export const fadedBy: Degrade = (page, share) => mapped(page, (level) => level + (246 - level) * share);

/** A lamp's shine in the middle, so wide by the page's width, soft at its rim; the paper around is grey, as a camera takes it. */
export const shoneOnBy: Degrade = (page, share) =>
  mapped(page, (level, x, y) => {
    const radius = (share * page.width) / 2;
    const away = Math.hypot(x - page.width / 2, (y - page.height / 2) * 1.4);
    const shine = radius === 0 ? 0 : Math.max(0, Math.min(1, (1.4 * radius - away) / (0.4 * radius)));
    return level * 0.8 * (1 - shine) + 255 * shine;
  });

/** So much of the width is lost at the left, with what was printed there. */
export const cutBy: Degrade = (page, share) => {
  const left = Math.round(share * page.width);
  return greyFrom(rawOf(page).extract({ left, top: 0, width: page.width - left, height: page.height }));
};

/** The upper right corner is turned over: a flap of so much of the width, its back grey, a shadow along its edge. */
export const foldedBy: Degrade = (page, share) =>
  mapped(page, (level, x, y) => {
    const inside = share * page.width - (page.width - 1 - x) - y;
    if (inside > 0) return inside > 0.7 * share * page.width ? 120 : 222;
    return inside > -0.012 * page.width && share > 0 ? level - 45 * (1 + inside / (0.012 * page.width)) : level;
  });

/** Taken off a screen: dots every 4 pixels that stand out by so many levels, and the waves they make with the sensor's. */
export const onScreenBy: Degrade = (page, levels) =>
  mapped(page, (level, x, y) => {
    const dots = Math.sin((2 * Math.PI * x) / 4.3) + Math.sin((2 * Math.PI * y) / 4.3);
    const waves = Math.sin((2 * Math.PI * (x + 0.6 * y)) / 90);
    return level * 0.85 + (levels * (dots + waves)) / 2;
  });

/** Grain of so many levels (standard deviation), even from -2 to 2 of it. */
export const grainyBy: Degrade = (page, levels) => {
  const random = randomFrom(7);
  return mapped(page, (level) => level + (random() + random() + random() - 1.5) * 2 * levels);
};

/** Stored as a JPEG of so little quality below 100. */
export const squeezedBy: Degrade = async (page, lost) =>
  lost === 0
    ? page
    : greyFrom(
        sharp(
          await rawOf(page)
            .jpeg({ quality: 100 - lost })
            .toBuffer(),
        ),
      );

/** Two pages in one picture, so much of a page's width between them. */
export function besideEachOther(first: GreyImage, second: GreyImage, share: number): GreyImage {
  const between = Math.round(share * first.width);
  const width = first.width + between + second.width;
  const data = new Uint8Array(width * first.height).fill(244);
  for (let y = 0; y < first.height; y++) {
    data.set(first.data.subarray(y * first.width, (y + 1) * first.width), y * width);
    data.set(second.data.subarray(y * second.width, (y + 1) * second.width), y * width + first.width + between);
  }
  return { data, width, height: first.height };
}
