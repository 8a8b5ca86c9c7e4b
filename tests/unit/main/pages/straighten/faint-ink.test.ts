import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { examined } from './examined.ts';

type Colour = readonly [r: number, g: number, b: number];
const side = 80;

/** Paper with a row of patches of these inks on it, and black print below where `hasPrint`. */
async function sheet(paper: Colour, inks: readonly Colour[], hasPrint: boolean): Promise<Buffer> {
  const [width, height] = [800, 1100];
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at += 3) data.set(paper, at);
  const patch = (left: number, top: number, w: number, h: number, colour: Colour): void => {
    for (let y = top; y < top + h; y++) for (let x = left; x < left + w; x++) data.set(colour, (y * width + x) * 3);
  };
  for (const [index, ink] of inks.entries()) patch(100 + 150 * index, 200, side, side, ink);
  for (let line = 0; hasPrint && line < 20; line++)
    for (let letter = 0; letter < 40; letter++) patch(100 + letter * 15, 500 + line * 24, 8, 11, [35, 35, 40]);
  return sharp(data, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

/** Mean colour of the middle of a square in the stored page, which has the size of what came. */
async function colourAt(jpeg: Uint8Array, left: number, top: number): Promise<Colour> {
  const inside = sharp(jpeg).extract({ left: left + 20, top: top + 20, width: side - 40, height: side - 40 });
  const { channels } = await sharp(await inside.png().toBuffer()).stats();
  return [channels[0]?.mean ?? 0, channels[1]?.mean ?? 0, channels[2]?.mean ?? 0];
}

const contrast = (paper: Colour, ink: Colour): number =>
  Math.max(...paper.map((level, k) => Math.abs(level - (ink[k] ?? 0))));

describe('gentle contrast', () => {
  it.each<[string, Colour, readonly Colour[], boolean]>([
    [
      'white paper',
      [246, 246, 244],
      [
        [221, 221, 220],
        [236, 222, 240],
        [228, 238, 250],
        [250, 240, 225],
      ],
      true,
    ],
    [
      'grey recycled paper',
      [205, 203, 196],
      [
        [185, 183, 177],
        [196, 186, 196],
        [190, 200, 215],
        [212, 196, 180],
      ],
      true,
    ],
    [
      'a pale blue form with white boxes',
      [214, 228, 240],
      [
        [252, 252, 252],
        [193, 206, 217],
        [224, 238, 250],
        [205, 214, 236],
      ],
      true,
    ],
    [
      'pencil alone',
      [240, 240, 236],
      [
        [216, 216, 213],
        [226, 226, 224],
        [232, 232, 229],
        [222, 222, 219],
      ],
      false,
    ],
    [
      'a dark photo of a page',
      [140, 136, 128],
      [
        [126, 122, 115],
        [132, 124, 130],
        [128, 134, 138],
        [145, 130, 120],
      ],
      true,
    ],
  ])('%s: faint ink keeps at least its contrast', async (_, paper, inks, hasPrint) => {
    const { jpeg } = await examined(await sheet(paper, inks, hasPrint));
    const storedPaper = await colourAt(jpeg, 100, 60);
    for (const [index, ink] of inks.entries()) {
      const stored = await colourAt(jpeg, 100 + 150 * index, 200);
      // What JPEG rounds away is no loss of contrast.
      expect(contrast(storedPaper, stored), String(ink)).toBeGreaterThan(contrast(paper, ink) - 1.5);
    }
  });

  it('a dull copy gets whiter paper and blacker print, and grey stays grey', async () => {
    const dull = await sheet(
      [205, 205, 205],
      [
        [60, 60, 60],
        [60, 60, 60],
      ],
      true,
    );
    const { jpeg } = await examined(dull);
    const [paper, ink] = [await colourAt(jpeg, 100, 60), await colourAt(jpeg, 100, 200)];
    expect(Math.min(...paper)).toBeGreaterThan(215);
    expect(Math.max(...ink)).toBeLessThan(50);
    expect(Math.max(...paper) - Math.min(...paper)).toBeLessThan(3);
  });

  it('clean paper and black print stay as they came', async () => {
    const { jpeg } = await examined(
      await sheet(
        [255, 255, 255],
        [
          [0, 0, 0],
          [128, 128, 128],
        ],
        false,
      ),
    );
    expect(Math.min(...(await colourAt(jpeg, 100, 60)))).toBeGreaterThan(253);
    expect((await colourAt(jpeg, 250, 200))[0]).toBeCloseTo(128, -0.5);
  });
});
