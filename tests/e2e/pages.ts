import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { specimenPages } from '../../main/devices/scanners/virtual/specimen-pages.ts';

/** Draws `count` invented A4 pages of 200 dpi into a folder, all different; gives their paths in order. */
export async function drawSpecimens(folder: string, count: number, first = 1): Promise<string[]> {
  const paths: string[] = [];
  for await (const jpeg of specimenPages(count, { first, tmpRoot: folder })) {
    const path = join(folder, `specimen-${first + paths.length}.jpg`);
    writeFileSync(path, jpeg);
    paths.push(path);
  }
  return paths;
}

/** Small grey sheets, each with its own bytes: for counting pages, where what is on them does not matter. */
export async function drawBlanks(folder: string, count: number): Promise<string[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const path = join(folder, `blank-${i}.png`);
      const background = { r: 200, g: i & 0xff, b: i >> 8 };
      await sharp({ create: { width: 42, height: 59, channels: 3, background } })
        .png()
        .toFile(path);
      return path;
    }),
  );
}

/** A PDF of small empty pages. */
export async function blankPdf(pages: number): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  for (let i = 0; i < pages; i++) pdf.addPage([100, 140]);
  return pdf.save();
}

/** One TIFF of several small pages: libvips cuts a tall image into pages of `pageHeight`. */
export async function blankTiff(pages: number): Promise<Uint8Array> {
  const [width, pageHeight] = [40, 56];
  const raw = { width, height: pageHeight * pages, channels: 3, pageHeight } as const;
  const pixels = Buffer.alloc(width * pageHeight * pages * 3, 230);
  return sharp(pixels, { raw }).tiff({ compression: 'none' }).toBuffer();
}

/** The same PDF under an owner password, and under a password to open it unless that is empty. */
export function protectPdf(from: string, to: string, userPassword: string): void {
  const made = spawnSync('qpdf', ['--encrypt', userPassword, 'owner', '256', '--', from, to]);
  if (made.status !== 0) throw new Error(`qpdf: ${String(made.stderr)}`);
}

/** A whole, valid PNG of `side` × `side` black dots, a few hundred kilobytes long. */
export function bombPng(side: number): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc((Math.ceil(side / 8) + 1) * side), { level: 1 });
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** ISO/IEC 15948, 5.3: length, type, data, CRC over type and data. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, crc]);
}
