import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { drawn, examined, paintLetter, pdfOf } from './examined.ts';

/** One mark for each corner, 4 mm from the sheet's edges, each in a colour of its own. */
const marks = [
  {
    name: 'top left',
    colour: '#e00000',
    left: 12,
    top: 12,
    is: (r: number, g: number, b: number) => r > 150 && g < 90 && b < 90,
  },
  {
    name: 'top right',
    colour: '#00a000',
    left: 569,
    top: 12,
    is: (r: number, g: number, b: number) => g > 110 && r < 90 && b < 90,
  },
  {
    name: 'bottom left',
    colour: '#0000e0',
    left: 12,
    top: 816,
    is: (r: number, g: number, b: number) => b > 150 && r < 90 && g < 90,
  },
  {
    name: 'bottom right',
    colour: '#d000d0',
    left: 569,
    top: 816,
    is: (r: number, g: number, b: number) => r > 140 && b > 140 && g < 90,
  },
];
const markPt = 14;

const marked = pdfOf((pdf) => {
  for (const { colour, left, top } of marks) pdf.rect(left, top, markPt, markPt).fill(colour);
  pdf.fillColor('#000');
  paintLetter(pdf);
});

/** How many pixels of each mark there are. */
async function markAreas(picture: Uint8Array): Promise<number[]> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const areas = marks.map(() => 0);
  for (let at = 0; at < info.width * info.height * 3; at += 3) {
    const which = marks.findIndex(({ is }) => is(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0));
    if (which >= 0) areas[which] = (areas[which] ?? 0) + 1;
  }
  return areas;
}

describe('nothing of a page is lost when it is straightened', () => {
  it.each([
    [-17, '#ffffff'],
    [4, '#ffffff'],
    [11, '#ffffff'],
    [-6, '#202020'],
    [3, '#b0b0b0'],
    [19, '#e8e8e8'],
  ])(
    'marks in the four corners are still there: turned by %i on a bed of %s',
    async (degrees, bed) => {
      const page = drawn(await marked);
      const lying = await sharp(await sharp(page).rotate(degrees, { background: bed }).png().toBuffer())
        .extend({ top: 60, bottom: 60, left: 60, right: 60, background: bed })
        .jpeg({ quality: 92 })
        .toBuffer();
      const { jpeg, skewAfter } = await examined(lying);
      expect(Math.abs(skewAfter ?? 9)).toBeLessThan(0.3);
      const areas = await markAreas(jpeg);
      // All there, and of one size: none is cut.
      expect(Math.min(...areas)).toBeGreaterThan(0.9 * Math.max(...areas));
      expect(Math.min(...areas)).toBeGreaterThan(250);
    },
    20_000,
  );

  it('a page that is cut to the sheet’s own size by the scanner keeps all that the scanner saw', async () => {
    const page = drawn(await marked);
    const { width = 0, height = 0 } = await sharp(page).metadata();
    const turned = await sharp(page).rotate(2, { background: '#fff' }).png().toBuffer();
    const { width: w = 0, height: h = 0 } = await sharp(turned).metadata();
    const seen = sharp(turned).extract({ left: (w - width) >> 1, top: (h - height) >> 1, width, height });
    const scan = await seen.png().toBuffer();
    const [before, after] = [await markAreas(scan), await markAreas((await examined(scan)).jpeg)];
    const scale = ((await examined(scan)).widthPx / width) ** 2;
    for (const [index, area] of before.entries())
      expect((after[index] ?? 0) / area).toBeGreaterThan(0.75 * Math.min(1, scale));
  }, 20_000);
});
