import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import sharp from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/full';
import { buildPress } from '../../../../../main/devices/scanners/virtual/press.ts';
import { specimenPage, specimenPages } from '../../../../../main/devices/scanners/virtual/specimen-pages.ts';
import {
  type Blemish,
  type PaperName,
  paperNames,
  readSheet,
  type Sheet,
  sheetDrawing,
} from '../../../../../main/devices/scanners/virtual/specimens/sheets.ts';

const press = buildPress(tmpdir());
afterAll(() => press.close());
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function drawn(paper: PaperName | number, blemish: Blemish = 'none', dpi = 150): Promise<Uint8Array> {
  const sheet = await press.draw({ sheet: { paper, blemish }, dpi, format: 'jpeg' });
  if (!sheet.ok) throw new Error(sheet.fault);
  return sheet.value;
}

const grey = async (bytes: Uint8Array) => (await sharp(bytes).greyscale().stats()).channels[0] ?? { mean: 0, stdev: 0 };

describe('invented papers', () => {
  it.each(paperNames)('%s is marked as a specimen', (paper) => {
    const drawing = sheetDrawing({ paper, blemish: 'none' });
    expect(drawing).toContain('SPÉCIMEN');
    expect(drawing).not.toMatch(/France Travail|\bCAF\b|CPAM|République/);
  });

  it('the same sheet gives the same bytes, another sheet others', async () => {
    const [again, other] = [await drawn('decision'), await drawn('decision', 'dark')];
    expect(sha256(await drawn('decision'))).toBe(sha256(again));
    expect(sha256(other)).not.toBe(sha256(again));
  });

  it('letters are drawn with the fonts that ship, not left out or boxed', async () => {
    const flat = { ...(await grey(await drawn('envelope'))) };
    const text = await grey(await drawn(1));
    expect(text.stdev).toBeGreaterThan(20);
    expect(flat.mean).not.toBeCloseTo(text.mean, 1);
  });

  it('a dark one is dark, a blurred one has no sharp edges, a cut one ends in the middle of its words', async () => {
    const good = await drawn('warning-letter');
    expect((await grey(await drawn('warning-letter', 'dark'))).mean).toBeLessThan((await grey(good)).mean * 0.5);
    const edges = async (bytes: Uint8Array) => {
      const filtered = await sharp(bytes)
        .greyscale()
        .convolve({ width: 3, height: 3, kernel: [0, 1, 0, 1, -4, 1, 0, 1, 0], offset: 128, scale: 1 })
        .raw()
        .toBuffer();
      return (
        (await sharp(filtered, { raw: { width: 1240, height: 1754, channels: 1 } }).stats()).channels[0]?.stdev ?? 0
      );
    };
    expect(await edges(await drawn('warning-letter', 'blurred'))).toBeLessThan((await edges(good)) * 0.75);
    expect(sha256(await drawn('pay-slip-1', 'cut-corner'))).not.toBe(sha256(await drawn('pay-slip-1')));
  });

  it('the proof of address carries a 2D-Doc that an ordinary reader reads', async () => {
    const wasm = createRequire(import.meta.url).resolve('zxing-wasm/full/zxing_full.wasm');
    prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(readFileSync(wasm)).buffer } });
    const [code] = await readBarcodes(await drawn('proof-of-address', 'none', 300), { formats: ['DataMatrix'] });
    const text = Buffer.from(code?.bytes ?? []).toString('latin1');
    expect(text).toMatch(/^DC04FR000001/);
    expect(text).toContain('SPECIMEN/AMINATA');
  });

  it('names of sheets', () => {
    expect(readSheet('decision:dark')).toEqual({ paper: 'decision', blemish: 'dark' } satisfies Sheet);
    expect(readSheet('12')).toEqual({ paper: 12, blemish: 'none' } satisfies Sheet);
    for (const name of ['', '0', 'nothing', 'decision:torn', '-1', '99999']) expect(readSheet(name)).toBeNull();
  });
});

describe('numbered pages for long documents', () => {
  it('each differs clearly from every other, not only by noise', async () => {
    const thumbnails: Buffer[] = [];
    for await (const page of specimenPages(8, { dpi: 100 }))
      thumbnails.push(await sharp(page).blur(2).resize(200, 283, { fit: 'fill' }).greyscale().raw().toBuffer());
    thumbnails.forEach((one, index) => {
      for (const other of thumbnails.slice(index + 1)) {
        const far = one.reduce((count, value, at) => count + (Math.abs(value - (other[at] ?? 0)) > 30 ? 1 : 0), 0);
        expect(far).toBeGreaterThan(150);
      }
    });
  });

  it('page i is the same alone as in a row, and is A4 at 200 dpi', async () => {
    const alone = await specimenPage(2);
    const row: string[] = [];
    for await (const page of specimenPages(2)) row.push(sha256(page));
    expect(row[1]).toBe(sha256(alone));
    const { width, height, format } = await sharp(alone).metadata();
    expect([width, height, format]).toEqual([1654, 2339, 'jpeg']);
  });
});
