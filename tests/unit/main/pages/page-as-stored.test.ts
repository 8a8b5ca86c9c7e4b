import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sample, sampleBytes, takeAll, tmpfsFolder, writeIn } from './samples.ts';

const folder = tmpfsFolder();
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const pixel = async (jpeg: Uint8Array, left: number, top: number) => [
  ...(await sharp(jpeg).extract({ left, top, width: 1, height: 1 }).raw().toBuffer()),
];

async function one(file: string) {
  const { pages, fault } = await takeAll([file]);
  const [page] = pages;
  if (page === undefined || pages.length !== 1) throw new Error(`one page expected, got ${fault?.message}`);
  return page;
}

describe('a page as it is stored', () => {
  it('is a baseline 4:2:0 JPEG without metadata, whose hash and size are those said', async () => {
    const { image, original } = await one(sample('ocrmypdf-linn.png'));
    const facts = await sharp(image.jpeg).metadata();
    expect([facts.width, facts.height]).toEqual([image.widthPx, image.heightPx]);
    expect([facts.format, facts.chromaSubsampling, facts.isProgressive]).toEqual(['jpeg', '4:2:0', false]);
    expect([facts.exif, facts.icc, facts.xmp, facts.iptc]).toEqual([undefined, undefined, undefined, undefined]);
    expect(image.sha256).toBe(sha256(image.jpeg));
    expect(original.sha256).toBe(sha256(sampleBytes('ocrmypdf-linn.png')));
    expect(original.bytes && sha256(original.bytes)).toBe(original.sha256);
  });

  it('keeps nothing of the camera: position and name in EXIF are gone', async () => {
    const photo = await sharp(sample('lept-1555.003.jpg'))
      .withExif({ IFD0: { Artist: 'Aminata' }, IFD3: { GPSLatitude: '48/1 0/1 0/1' } })
      .jpeg()
      .toBuffer();
    expect(photo.includes('Aminata')).toBe(true);
    const { image } = await one(writeIn(folder, 'photo.jpg', photo));
    expect(Buffer.from(image.jpeg).includes('Aminata')).toBe(false);
    expect(Buffer.from(image.jpeg).includes('Exif')).toBe(false);
  });

  it.each([1, 3, 6, 8])('a photo turned by EXIF %i stands upright', async (orientation) => {
    // Red above, white below, as seen by the camera's owner.
    const upright = sharp({ create: { width: 400, height: 600, channels: 3, background: '#fff' } }).composite([
      { input: { create: { width: 400, height: 200, channels: 3, background: '#f00' } }, left: 0, top: 0 },
    ]);
    const turn = { 1: 0, 3: 180, 6: 270, 8: 90 }[orientation] ?? 0;
    const stored = await sharp(await upright.png().toBuffer())
      .rotate(turn)
      .withMetadata({ orientation })
      .jpeg()
      .toBuffer();
    const page = await one(writeIn(folder, `turned-${orientation}.jpg`, stored));
    expect([page.image.widthPx, page.image.heightPx]).toEqual([400, 600]);
    expect(page.received).toEqual({ widthPx: 400, heightPx: 600 });
    const [red, green] = await pixel(page.image.jpeg, 200, 20);
    expect([(red ?? 0) > 200, (green ?? 255) < 60]).toEqual([true, true]);
  });

  it('transparent parts become white, not black', async () => {
    const clear = await sharp({ create: { width: 300, height: 300, channels: 4, background: '#00000000' } })
      .png()
      .toBuffer();
    const { image } = await one(writeIn(folder, 'clear.png', clear));
    expect(await pixel(image.jpeg, 150, 150)).toEqual([255, 255, 255]);
  });

  it.each([
    ['ocrmypdf-baiona_cmyk.jpg', 'srgb', [640, 682]],
    ['ocrmypdf-baiona_alpha.png', 'srgb', [640, 682]],
    ['lept-rgb16.tif', 'srgb', [129, 90]],
    ['lept-boismort.1.tif', 'b-w', [1654, 2274]],
    ['lept-form1.tif', 'b-w', [390, 516]],
    ['ocrmypdf-linn.png', 'srgb', [1654, 2140]],
  ])('%s is stored as %s of %j pixels', async (name, space, size) => {
    const { image } = await one(sample(name));
    const facts = await sharp(image.jpeg).metadata();
    expect([facts.space, facts.depth, [image.widthPx, image.heightPx]]).toEqual([space, 'uchar', size]);
  });

  it('a wide page fits the turned frame and a small one is not enlarged', async () => {
    const wide = await sharp({ create: { width: 5000, height: 2000, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    const { image } = await one(writeIn(folder, 'wide.jpg', wide));
    expect([image.widthPx, image.heightPx]).toEqual([2339, 936]);
  });

  it('the same bytes give the same page', async () => {
    const files = ['ocrmypdf-linn.png', 'ocrmypdf-cardinal.pdf', 'lept-boismort.1.tif'].map(sample);
    const hashes = async () => (await takeAll(files)).pages.map(({ image }) => image.sha256);
    const first = await hashes();
    expect(first).toHaveLength(6);
    expect(await hashes()).toEqual(first);
  });
});

describe('a file of several pages', () => {
  it('a PDF: each page by hash and index, its bytes handed over once, turned pages made upright', async () => {
    const { pages } = await takeAll([sample('ocrmypdf-cardinal.pdf')]);
    const hash = sha256(sampleBytes('ocrmypdf-cardinal.pdf'));
    expect(pages.map(({ original }) => original.sha256)).toEqual([0, 1, 2, 3].map((index) => `${hash}#${index}`));
    expect(pages.map(({ original }) => original.bytes !== null)).toEqual([true, false, false, false]);
    expect(pages.map(({ image }) => image.widthPx > image.heightPx)).toEqual([false, false, false, false]);
    expect(pages.map(({ geometry }) => geometry.turn)).toEqual([0, 270, 180, 90]);
    // The same sheet drawn lying and upside down: turned back, they are one page to the byte.
    expect(new Set(pages.slice(1).map(({ image }) => image.sha256)).size).toBe(1);
  });

  it('a PDF whose resolution is not square keeps its circle round', async () => {
    const { image } = await one(sample('ocrmypdf-aspect.pdf'));
    expect(image.widthPx / image.heightPx).toBeCloseTo(1.25, 2);
  });

  it('a TIFF of two pages, and too many of them', async () => {
    const tiff = tiffOf([40, 90]);
    const { pages } = await takeAll([writeIn(folder, 'two.tif', tiff)]);
    expect(pages.map(({ image }) => image.heightPx)).toEqual([40, 90]);
    expect(pages.map(({ original }) => original.sha256)).toEqual([`${sha256(tiff)}#0`, `${sha256(tiff)}#1`]);
    const many = await takeAll([writeIn(folder, 'two.tif', tiff)], { maxPagesPerFile: 1 });
    expect([many.pages.length, many.fault?.code]).toEqual([0, 'too-many-pages']);
  });
});

/** A grey TIFF (TIFF 6.0, little-endian) of white pages, 50 pixels wide, of these heights. */
function tiffOf(heights: readonly number[]): Buffer {
  const width = 50;
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])];
  let at = 8;
  heights.forEach((height, index) => {
    const tags = [
      [256, width],
      [257, height],
      [258, 8],
      [259, 1],
      [262, 1],
      [273, 0],
      [277, 1],
      [278, height],
      [279, width * height],
    ];
    const size = 2 + tags.length * 12 + 4;
    const directory = Buffer.alloc(size);
    directory.writeUInt16LE(tags.length, 0);
    tags.forEach(([tag = 0, value = 0], row) => {
      directory.writeUInt16LE(tag, 2 + row * 12);
      directory.writeUInt16LE(4, 4 + row * 12);
      directory.writeUInt32LE(1, 6 + row * 12);
      directory.writeUInt32LE(tag === 273 ? at + size : value, 10 + row * 12);
    });
    at += size + width * height;
    if (index + 1 < heights.length) directory.writeUInt32LE(at, size - 4);
    parts.push(directory, Buffer.alloc(width * height, 255));
  });
  return Buffer.concat(parts);
}
