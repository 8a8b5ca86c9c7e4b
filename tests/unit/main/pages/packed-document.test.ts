import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { PDFArray, PDFDocument, PDFName } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { beginFile, type FileToPack, type PackedPage } from '../../../../main/pages/pack-document.ts';
import { pageImages } from '../../../../main/pages/page-images.ts';
import { sample, takeAll, tmpfsFolder, writeIn } from './samples.ts';

const folder = tmpfsFolder();
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const number = 'K7-3F9Q-2XW';
let pages: PackedPage[] = [];
let document: FileToPack & { readonly pages: readonly PackedPage[] };
let pdf: Uint8Array;

beforeAll(async () => {
  const files = ['ocrmypdf-linn.png', 'lept-boismort.1.tif', 'ocrmypdf-cardinal.pdf', 'lept-form1.tif'].map(sample);
  pages = (await takeAll(files)).pages.map(({ image }) => image);
  document = {
    number,
    name: `${number}-identite.pdf`,
    pages,
    firstPage: 3,
    totalPages: 66,
    createdAt: new Date('2026-11-23T10:00:00Z'),
  };
  pdf = await packDocument(document);
});

async function packDocument({ pages, ...file }: typeof document): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const packed = beginFile(file, (piece) => pieces.push(piece));
  for (const page of pages) packed.add(page);
  await packed.end();
  return Buffer.concat(pieces);
}

const command = (name: string, ...args: string[]) => execFileSync(name, args, { encoding: 'utf8' });

describe('a packed document', () => {
  it('is whole for qpdf, is PDF 1.4 and says PDF/A-1b', () => {
    const file = writeIn(folder, 'packed.pdf', pdf);
    expect(command('qpdf', '--check', file)).toContain('No syntax or stream encoding errors found');
    expect(Buffer.from(pdf.subarray(0, 8)).toString()).toBe('%PDF-1.4');
    expect(command('pdfinfo', '-meta', file)).toMatch(/<pdfaid:part>1<.*<pdfaid:conformance>B</s);
    expect(command('pdffonts', file)).toMatch(/NotoSans-Regular.*yes yes yes/);
  });

  it('is the same bytes for the same input, and others for another number or time', async () => {
    expect(sha256(await packDocument(document))).toBe(sha256(pdf));
    expect(sha256(await packDocument({ ...document, number: 'K7-OTHER' }))).not.toBe(sha256(pdf));
    const later = new Date('2026-11-23T10:00:01Z');
    expect(sha256(await packDocument({ ...document, createdAt: later }))).not.toBe(sha256(pdf));
  });

  it('holds each JPEG byte for byte, in order, by our reader and by poppler', async () => {
    const found = await pageImages(pdf);
    expect(found.ok && found.value.map(sha256)).toEqual(pages.map(({ jpeg }) => sha256(jpeg)));
    command('pdfimages', '-all', writeIn(folder, 'packed.pdf', pdf), `${folder}/image`);
    const extracted = pages.map((_, index) => readFileSync(`${folder}/image-${String(index).padStart(3, '0')}.jpg`));
    expect(extracted.map(sha256)).toEqual(pages.map(({ jpeg }) => sha256(jpeg)));
  });

  it('stamps every page with the number and its rank in the whole filing', () => {
    const sheets = command('pdftotext', writeIn(folder, 'packed.pdf', pdf), '-')
      .split('\f')
      .slice(0, -1);
    expect(sheets.map((sheet) => sheet.trim())).toEqual(pages.map((_, index) => `${number} · p. ${index + 3}/66`));
  });

  it('draws the stamp in a content stream of its own', async () => {
    const read = await PDFDocument.load(pdf);
    for (const page of read.getPages()) {
      const contents = page.node.lookup(PDFName.of('Contents'), PDFArray);
      expect(contents.size()).toBe(2);
    }
    const { jpeg } = pages[0] ?? { jpeg: new Uint8Array() };
    const other = await packDocument({ ...document, pages: pages.slice(0, 1), firstPage: 9 });
    const images = await pageImages(other);
    expect(images.ok && images.value.map(sha256)).toEqual([sha256(jpeg)]);
  });

  it('never hides or bends the page: A4 upright or turned, image above the stamp, aspect kept', () => {
    const file = writeIn(folder, 'packed.pdf', pdf);
    const sizes = [
      ...command('pdfinfo', '-f', '1', '-l', '99', file).matchAll(/Page +\d+ size: +([\d.]+) x ([\d.]+)/g),
    ];
    expect(sizes.map(([, width, height]) => [Number(width), Number(height)])).toEqual(
      pages.map((page) => (page.widthPx > page.heightPx ? [841.89, 595.28] : [595.28, 841.89])),
    );
    const rows = command('pdfimages', '-list', file)
      .split('\n')
      .slice(2)
      .filter((row) => row !== '');
    for (const row of rows) {
      const [horizontal, vertical] = row.trim().split(/\s+/).slice(12, 14).map(Number);
      expect(Math.abs((horizontal ?? 0) - (vertical ?? 1))).toBeLessThanOrEqual(1);
    }
  });

  it('shows the whole page: the bottom line of a full sheet stands above the stamp', async () => {
    const sheet = await sharp({ create: { width: 1654, height: 2339, channels: 3, background: '#fff' } })
      .composite([
        { input: { create: { width: 1654, height: 12, channels: 3, background: '#00f' } }, left: 0, top: 2327 },
      ])
      .jpeg()
      .toBuffer();
    const bytes = await packDocument({ ...document, pages: [{ jpeg: sheet, widthPx: 1654, heightPx: 2339 }] });
    command('pdftoppm', '-singlefile', '-png', '-r', '72', writeIn(folder, 'full.pdf', bytes), `${folder}/full`);
    const { data, info } = await sharp(`${folder}/full.png`).raw().toBuffer({ resolveWithObject: true });
    const blue = (y: number) => (data[(y * info.width + 300) * info.channels] ?? 255) < 128;
    const rows = Array.from({ length: info.height }, (_, y) => y).filter(blue);
    expect(rows.length).toBeGreaterThan(2);
    expect(Math.max(...rows)).toBeLessThan(info.height - 18);
  });

  it('is packed from 66 pages without trouble', async () => {
    const many = Array.from({ length: 66 }, (_, index) => pages[index % pages.length] as PackedPage);
    const bytes = await packDocument({ ...document, pages: many, firstPage: 1 });
    const found = await pageImages(bytes);
    expect(found.ok && found.value.length).toBe(66);
  });
});

describe('reading a document that was tampered with', () => {
  it('an image changed by one byte is that page and no other', async () => {
    const copy = Buffer.from(pdf);
    const second = pages[1]?.jpeg ?? new Uint8Array();
    const at = copy.indexOf(Buffer.from(second)) + (second.length >> 1);
    copy[at] = (copy[at] ?? 0) ^ 1;
    const found = await pageImages(copy);
    const same = found.ok
      ? found.value.map((bytes, index) => sha256(bytes) === sha256(pages[index]?.jpeg ?? bytes))
      : [];
    expect(same.indexOf(false)).toBe(1);
    expect(same.filter((equal) => !equal)).toHaveLength(1);
  });

  it('swapped and removed pages show by their images', async () => {
    const order = [6, 0, 2, 3, 5, 4];
    const tampered = await PDFDocument.create();
    for (const page of await tampered.copyPages(await PDFDocument.load(pdf), order)) tampered.addPage(page);
    const found = await pageImages(await tampered.save());
    expect(found.ok && found.value.map(sha256)).toEqual(order.map((index) => sha256(pages[index]?.jpeg ?? pdf)));
  });

  it('damaged files are a fault, never a crash', async () => {
    const text = new TextEncoder().encode('not a PDF');
    for (const bytes of [new Uint8Array(), text, pdf.subarray(0, 10), pdf.subarray(0, pdf.length >> 1)])
      expect(await pageImages(bytes)).toMatchObject({ ok: false, fault: { code: 'damaged' } });
    for (let step = 0; step < 60; step++) {
      const copy = Buffer.from(pdf);
      const at = (step * 7919 * 104_729) % copy.length;
      copy.fill(0x20, at, at + 40);
      await expect(pageImages(copy)).resolves.toHaveProperty('ok');
    }
  });

  it('a PDF that is no packed document is a fault', async () => {
    expect(await pageImages(readFileSync(sample('ocrmypdf-cardinal.pdf')))).toMatchObject({ ok: false });
  });
});
