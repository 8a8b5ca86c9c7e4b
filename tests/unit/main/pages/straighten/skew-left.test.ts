import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sampleBytes } from '../samples.ts';
import { drawn, estimatedSkews, examined, paintLetter, pdfOf } from './examined.ts';

const isWhole = process.env.RECEPISSE_TESTS === 'all';

/** The pages that a careful person calls good (verdicts.json) and that have one direction; of a PDF, the page. */
const goodPages: readonly (readonly [file: string, page: number])[] = [
  ['lept-boismort.1.tif', 1],
  ['naps2-notblank.jpg', 1],
  ['naps2-patcht.jpg', 1],
  ['ocrmypdf-cardinal.pdf', 1],
  ['ocrmypdf-francais.pdf', 1],
  ['ocrmypdf-linn.png', 1],
  ['ocrmypdf-skew.pdf', 1],
  ['paperless-barcode-fax-image.pdf', 1],
  ['paperless-barcode-fax-image.pdf', 2],
  ['paperless-barcode-fax-image.pdf', 3],
  ['paperless-rotated.pdf', 4],
  ['tess-eurotext.tif', 1],
  ['unpaper-imgsrc001.png', 1],
];

/** mulberry32: the same sample each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

async function turnedBy(file: string, page: number, degrees: number): Promise<Buffer> {
  const bytes = file.endsWith('.pdf') ? drawn(sampleBytes(file), page) : sampleBytes(file);
  const level = await sharp(bytes).flatten({ background: '#fff' }).png({ compressionLevel: 1 }).toBuffer();
  return sharp(level).rotate(degrees, { background: '#fff' }).jpeg({ quality: 92 }).toBuffer();
}

const quantile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

describe('skew left on the page that is stored, by an estimator of its own', () => {
  it('the estimator knows the angle of drawn pages to 0.05°', async () => {
    const angles = isWhole ? [-20, -7.5, -1.2, -0.25, 0, 0.2, 0.7, 3.3, 12, 20] : [-7.5, 0.2, 12];
    const pages = await Promise.all(angles.map(async (by) => drawn(await pdfOf((pdf) => paintLetter(pdf, by)))));
    const errors = (await estimatedSkews(pages)).map((found, index) => Math.abs(found - (angles[index] ?? 0)));
    expect(Math.max(...errors)).toBeLessThan(0.05);
  }, 60_000);

  it('good pages turned from −20° to 20° come out level: median ≤ 0.1°, 19 of 20 within 0.3°', async () => {
    const random = seeded(20);
    const each = isWhole ? 6 : 1;
    const left: number[] = [];
    for (const [file, page] of goodPages) {
      const stored: Uint8Array[] = [];
      for (let i = 0; i < each; i++) {
        const degrees = -20 + 40 * random();
        stored.push((await examined(await turnedBy(file, page, degrees))).jpeg);
      }
      left.push(...(await estimatedSkews(stored)).map(Math.abs));
    }
    expect(quantile(left, 0.5), String(left)).toBeLessThanOrEqual(0.1);
    expect(quantile(left, 0.95), String(left)).toBeLessThanOrEqual(0.3);
  }, 300_000);

  it('what is said of the page agrees: its skew before, and nearly none after', async () => {
    const page = await examined(drawn(await pdfOf((pdf) => paintLetter(pdf, 6))));
    expect(page.skewBefore).toBeCloseTo(6, 1);
    expect(page.geometry.skewDegrees).toBe(page.skewBefore);
    expect(Math.abs(page.skewAfter ?? 9)).toBeLessThan(0.1);
  });

  it('a page that lies level but for what nobody sees keeps its pixels', async () => {
    const page = await examined(drawn(await pdfOf((pdf) => paintLetter(pdf, 0.2))));
    expect(page.skewBefore).toBeCloseTo(0.2, 1);
    expect(page.skewAfter).toBe(page.skewBefore);
  });

  it.each([
    ['an empty page', 'ocrmypdf-blank.pdf'],
    ['a photo of bent lines', 'dewarp-boston_cooking_a.jpg'],
    ['two words by brush', 'unpaper-imgsrc004.png'],
  ])(
    '%s has no direction, and is left as it lies',
    async (_, file) => {
      const bytes = sampleBytes(file);
      const page = await examined(file.endsWith('.pdf') ? drawn(bytes) : bytes);
      expect([page.skewBefore, page.skewAfter]).toEqual([null, null]);
    },
    20_000,
  );
});
