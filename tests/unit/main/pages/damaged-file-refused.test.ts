import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { PageFaultCode } from '../../../../main/pages/page-fault.ts';
import { blankPdf, encryptedPdf, sample, sampleBytes, takeAll, tmpfsFolder, writeIn } from './samples.ts';

const folder = tmpfsFolder();

/** A bilevel PNG of 35000 × 35000 pixels in 150 kB (ISO/IEC 15948). */
function bomb(): Buffer {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const framed = Buffer.alloc(body.length + 8);
    framed.writeUInt32BE(data.length, 0);
    body.copy(framed, 4);
    framed.writeUInt32BE(crc32(body), body.length + 4);
    return framed;
  };
  const header = Buffer.from([0, 0, 0x88, 0xb8, 0, 0, 0x88, 0xb8, 1, 0, 0, 0, 0]);
  const pixels = deflateSync(Buffer.alloc(35_000 * 4376));
  const magic = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([magic, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', new Uint8Array())]);
}

describe('a file that is not whole is refused with its code, and nothing crashes', () => {
  const named: [string, PageFaultCode][] = [
    ['derived-truncated.jpg', 'truncated'],
    ['derived-truncated.tif', 'truncated'],
    ['derived-truncated.pdf', 'truncated'],
    ['ocrmypdf-invalid.pdf', 'damaged'],
    ['ocrmypdf-hugemono.pdf', 'too-large'],
    ['no-such-file.jpg', 'not-found'],
    ['.', 'not-found'],
    ['SOURCES.md', 'unknown-format'],
  ];
  it.each(named)('%s is %s', async (name, code) => {
    const { pages, fault } = await takeAll([sample(name)]);
    expect(pages).toEqual([]);
    expect(fault?.code).toBe(code);
    expect(fault?.message).toMatch(/^[A-Z].*\./);
  });

  it('an empty file, a picture bomb, a PNG without its end, a TIFF without its last strips', async () => {
    const png = sampleBytes('ocrmypdf-linn.png');
    const tiff = await sharp(png).tiff({ compression: 'none' }).toBuffer();
    const made: [string, Uint8Array, PageFaultCode][] = [
      ['empty.jpg', new Uint8Array(), 'empty-file'],
      ['bomb.png', bomb(), 'too-large'],
      ['no-end.png', png.subarray(0, -12), 'truncated'],
      ['half.png', png.subarray(0, png.length >> 1), 'truncated'],
      ['header.tif', tiff.subarray(0, 200), 'truncated'],
      ['cut.tif', tiff.subarray(0, -5_000_000), 'truncated'],
      ['no-end-marker.jpg', sampleBytes('lept-1555.003.jpg').subarray(0, -2), 'truncated'],
    ];
    for (const [name, bytes, code] of made) {
      const { pages, fault } = await takeAll([writeIn(folder, name, bytes)]);
      expect([name, pages.length, fault?.code]).toEqual([name, 0, code]);
    }
  });

  it('a JPEG whose middle is overwritten is not patched over with grey', async () => {
    const bytes = Buffer.from(sampleBytes('lept-1555.003.jpg'));
    bytes.fill(0x55, 90_000, 90_400);
    bytes.set([0x55, 0x77], 100_000);
    const { pages, fault } = await takeAll([writeIn(folder, 'middle.jpg', bytes)]);
    expect(pages).toEqual([]);
    expect(fault?.code).toBe('damaged');
  });

  it('a protected PDF, with or without a password to open it', async () => {
    const plain = await blankPdf(1);
    for (const password of ['secret', '']) {
      const { fault } = await takeAll([writeIn(folder, 'locked.pdf', encryptedPdf(plain, password))]);
      expect(fault?.code).toBe('encrypted');
    }
  });

  it('501 pages are counted before any is drawn', async () => {
    const { pages, fault } = await takeAll([writeIn(folder, 'many.pdf', await blankPdf(501))]);
    expect([pages.length, fault?.code]).toEqual([0, 'too-many-pages']);
  });

  it('a PDF whose image has too many pixels is weighed before it is drawn', async () => {
    // 900 × 900 in the file; the page it is drawn on has 600 × 600, which would pass.
    const { pages, fault } = await takeAll([sample('ocrmypdf-francais.pdf')], { maxImagePixels: 500_000 });
    expect([pages.length, fault?.code]).toEqual([0, 'too-large']);
  });

  it('more bytes than a sheet can need', async () => {
    const { fault } = await takeAll([sample('ocrmypdf-linn.png')], { maxFileBytes: 10_000 });
    expect(fault?.code).toBe('too-large');
  });

  it('a named pipe does not hold the visit', async () => {
    const pipe = join(folder, 'pipe.jpg');
    execFileSync('mkfifo', [pipe]);
    expect((await takeAll([pipe])).fault?.code).toBe('not-found');
  });

  it('the pages before the bad file are kept apart from it, and the files after it are not touched', async () => {
    const files = ['lept-form1.tif', 'derived-truncated.jpg', 'lept-rgb16.tif'].map(sample);
    const { pages, fault } = await takeAll(files);
    expect(pages.map(({ source }) => source.file)).toEqual([sample('lept-form1.tif')]);
    expect(fault?.file).toBe(sample('derived-truncated.jpg'));
  });

  it('a PDF is not drawn on a disk', async () => {
    const disk = mkdtempSync(join(tmpdir(), 'recepisse-disk-'));
    const { fault } = await takeAll([sample('ocrmypdf-francais.pdf')], {}, disk);
    expect(fault?.code).toBe('no-tmpfs');
    expect(readdirSync(disk)).toEqual([]);
    rmSync(disk, { recursive: true });
  });

  it('drawing that takes too long, or too much memory, is stopped', async () => {
    const late = await takeAll([sample('ocrmypdf-francais.pdf')], { pdfPageTimeoutMs: 1 }, folder);
    expect(late.fault?.code).toBe('timeout');
    // Out of memory, pdftoppm leaves the image out of the page and exits 0: only its words tell.
    const small = await takeAll([sample('ocrmypdf-cardinal.pdf')], { pdfMemoryBytes: 30_000_000 }, folder);
    expect([small.pages.length, small.fault?.code]).toEqual([0, 'too-large']);
    expect(readdirSync(folder).filter((name) => name.startsWith('pdf-'))).toEqual([]);
  });

  it('a machine without pdftoppm says so', async () => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    const { fault } = await takeAll([sample('ocrmypdf-francais.pdf')]).finally(() => {
      process.env.PATH = path;
    });
    expect(fault?.code).toBe('no-renderer');
  });
});
