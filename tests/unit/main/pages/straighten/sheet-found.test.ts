import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../../../../main/pages/grey-image.ts';
import type { PageFacts } from '../../../../../main/pages/page-facts.ts';
import type { Point } from '../../../../../main/pages/page-geometry.ts';
import { findSheet } from '../../../../../main/pages/straighten/find-sheet.ts';
import { sampleBytes } from '../samples.ts';
import { drawn, estimatedSkews, examined, paintLetter, pdfOf } from './examined.ts';

const letter = pdfOf((pdf) => paintLetter(pdf)).then((pdf) => drawn(pdf, 1, 100));
const camera: PageFacts = { source: 'camera', dpi: null, imagePpi: null };

/** A letter turned on a bed of this colour, which shows all around it. */
async function onBed(bed: string, degrees: number): Promise<Buffer> {
  const turned = await sharp(await letter)
    .rotate(degrees, { background: bed })
    .png()
    .toBuffer();
  return sharp(turned).extend({ top: 70, bottom: 90, left: 50, right: 80, background: bed }).png().toBuffer();
}

async function greyOf(picture: Uint8Array): Promise<GreyImage> {
  const bytes = await sharp(picture)
    .flatten({ background: '#fff' })
    .resize(900, 1150, { fit: 'inside' })
    .png()
    .toBuffer();
  const { data, info } = await sharp(bytes).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

const [photoWidth, photoHeight] = [1300, 1500];
const focalPx = 1500;
const turned = (degrees: number) => [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)] as const;
const [[cosX, sinX], [cosZ, sinZ]] = [turned(24), turned(4)];
/** The sheet's axes and middle (mm) before a camera that looks along z: turned by 4°, then its foot brought nearer by 24°. */
const across = [cosZ, sinZ * cosX, -sinZ * sinX] as const;
const down = [-sinZ, cosZ * cosX, -cosZ * sinX] as const;
const middle = [8, -6, 470] as const;

/** Where a point of the sheet, in mm from its middle, is seen. */
function seen(u: number, v: number): Point {
  const [x, y, z] = [0, 1, 2].map((k) => (middle[k] ?? 0) + u * (across[k] ?? 0) + v * (down[k] ?? 0)) as [
    number,
    number,
    number,
  ];
  return { x: photoWidth / 2 + (focalPx * x) / z, y: photoHeight / 2 + (focalPx * y) / z };
}
const seenAt: readonly Point[] = [seen(-105, -148.5), seen(105, -148.5), seen(105, 148.5), seen(-105, 148.5)];

/** Where on the sheet (0 to 1 in both directions) a point of the photo lies: its ray meets the sheet's plane. */
function onSheet(x: number, y: number): { u: number; v: number } {
  const ray = [(x - photoWidth / 2) / focalPx, (y - photoHeight / 2) / focalPx, 1];
  const normal = [0, -sinX, -cosX];
  const dot = (p: readonly number[], q: readonly number[]): number =>
    p.reduce((sum, value, k) => sum + value * (q[k] ?? 0), 0);
  const far = dot(middle, normal) / dot(ray, normal);
  const fromMiddle = ray.map((value, k) => far * value - (middle[k] ?? 0));
  return { u: dot(fromMiddle, across) / 210 + 0.5, v: dot(fromMiddle, down) / 297 + 0.5 };
}

/** A photo of the letter on a wooden table, its corners at `seenAt`; `cover` hides a part of it under a hand. */
async function photo(cover: { readonly at: Point; readonly radius: number } | null = null): Promise<Buffer> {
  const { data, info } = await sharp(await letter)
    .removeAlpha()
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const out = new Uint8Array(photoWidth * photoHeight);
  for (let y = 0; y < photoHeight; y++)
    for (let x = 0; x < photoWidth; x++) {
      const { u, v } = onSheet(x + 0.5, y + 0.5);
      const isOn = u >= 0 && u < 1 && v >= 0 && v < 1;
      const wood = 70 + 18 * Math.sin(y / 9 + 3 * Math.sin(x / 140)) + 6 * Math.sin(x * 1.7 + y);
      const isHand = cover !== null && Math.hypot(x - cover.at.x, y - cover.at.y) < cover.radius;
      const paper = data[Math.floor(v * info.height) * info.width + Math.floor(u * info.width)] ?? 255;
      out[y * photoWidth + x] = isHand ? 110 : isOn ? paper * 0.88 : wood;
    }
  return sharp(out, { raw: { width: photoWidth, height: photoHeight, channels: 1 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}

const farthest = (found: readonly Point[], corners: readonly Point[]): number =>
  Math.max(...found.map(({ x, y }, index) => Math.hypot(x - (corners[index]?.x ?? 0), y - (corners[index]?.y ?? 0))));

describe('a sheet that lies in a larger picture', () => {
  it.each([
    ['#181818', 0],
    ['#181818', 6],
    ['#8a8a8a', -15],
    ['#b4b4b4', 3],
  ])('on a bed of %s, turned by %i: it is cut out along its edges', async (bed, degrees) => {
    const page = await examined(await onBed(bed, degrees));
    expect(page.geometry.sheet).not.toBeNull();
    const [short, long] = [page.widthPx, page.heightPx];
    expect(long / short).toBeCloseTo(Math.SQRT2, 1);
    // The letter is drawn at 100 dpi: 827 × 1169.
    expect(short).toBeGreaterThan(824);
    expect(short).toBeLessThan(840);
    expect(Math.abs((await estimatedSkews([page.jpeg]))[0] ?? 9)).toBeLessThan(0.1);
  });

  it('in a photo taken at an angle: its corners are found, and it comes out as a rectangle of its own shape', async () => {
    const page = await examined(await photo(), camera);
    expect(farthest(page.geometry.sheet ?? [], seenAt)).toBeLessThan(4);
    expect(page.heightPx / page.widthPx).toBeCloseTo(Math.SQRT2, 1);
    const half = { left: 0, width: page.widthPx, height: page.heightPx >> 1 };
    const halves = await Promise.all(
      [0, page.heightPx - half.height].map((top) =>
        sharp(page.jpeg)
          .extract({ ...half, top })
          .png()
          .toBuffer(),
      ),
    );
    for (const left of await estimatedSkews(halves)) expect(Math.abs(left)).toBeLessThan(0.3);
  });

  it('a finger on one of its sides is not an edge', async () => {
    const [top, foot] = [seenAt[0] as Point, seenAt[3] as Point];
    const hand = { at: { x: (top.x + foot.x) / 2 - 20, y: (top.y + foot.y) / 2 }, radius: 60 };
    const page = await examined(await photo(hand), camera);
    expect(farthest(page.geometry.sheet ?? [], seenAt)).toBeLessThan(5);
  });
});

describe('a sheet of which nobody can be sure is left in its picture', () => {
  it('a corner under a hand', async () => {
    const page = await examined(await photo({ at: seenAt[2] as Point, radius: 200 }), camera);
    expect(page.geometry.sheet).toBeNull();
  });

  it.each(['#ffffff', '#e6e6e6'])('white paper on a lid of %s', async (bed) => {
    expect(findSheet(await greyOf(await onBed(bed, 4)))).toBeNull();
  });

  it('an angled sheet on the glass of a scanner', async () => {
    const page = await examined(await photo(), { source: 'scanner', dpi: 300, imagePpi: null });
    expect(page.geometry.sheet).toBeNull();
  });

  it('a page with a dark band at its foot and a dark picture at its side', async () => {
    const band = {
      input: { create: { width: 827, height: 150, channels: 3 as const, background: '#203050' } },
      left: 0,
      top: 1019,
    };
    const picture = {
      input: { create: { width: 300, height: 1169, channels: 3 as const, background: '#402010' } },
      left: 0,
      top: 0,
    };
    const words = {
      input: await sharp(await letter)
        .extract({ left: 150, top: 270, width: 280, height: 120 })
        .negate({ alpha: false })
        .png()
        .toBuffer(),
      left: 10,
      top: 500,
    };
    expect(
      findSheet(
        await greyOf(
          await sharp(await letter)
            .composite([band])
            .png()
            .toBuffer(),
        ),
      ),
    ).toBeNull();
    expect(
      findSheet(
        await greyOf(
          await sharp(await letter)
            .composite([band, picture, words])
            .png()
            .toBuffer(),
        ),
      ),
    ).toBeNull();
  });

  it('two sheets side by side', async () => {
    const one = await sharp(await onBed('#181818', 0))
      .resize(480)
      .png()
      .toBuffer();
    const { width = 0, height = 0 } = await sharp(one).metadata();
    const two = sharp({ create: { width: 2 * width, height, channels: 3, background: '#181818' } }).composite([
      { input: one, left: 0, top: 0 },
      { input: one, left: width, top: 0 },
    ]);
    expect(findSheet(await greyOf(await two.png().toBuffer()))).toBeNull();
  });

  it.each([
    'dewarp-boston_cooking_a.jpg',
    'lept-1555.003.jpg',
    'lept-amoris.2.150.jpg',
    'lept-boismort.1.tif',
    'lept-lyra.005.jpg',
    's2p-credit-card-2.png',
    'unpaper-imgsrc001.png',
    'naps2-skewed.jpg',
  ])('%s: bound, cut, fingered, banded', async (file) => {
    expect(findSheet(await greyOf(sampleBytes(file)))).toBeNull();
  });
});
