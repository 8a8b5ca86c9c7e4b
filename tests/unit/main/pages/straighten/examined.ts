import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import sharp from 'sharp';
import { examine } from '../../../../../main/pages/examine-page.ts';
import type { NormalisedImage } from '../../../../../main/pages/image-messages.ts';
import { defaultPageLimits } from '../../../../../main/pages/limits.ts';
import { mediaTypeOf } from '../../../../../main/pages/media-type.ts';
import { type PageFacts, unknownFacts } from '../../../../../main/pages/page-facts.ts';

/** The page as the image process examines it, without asking which way up it is. */
export async function examined(bytes: Uint8Array, facts: PageFacts = unknownFacts): Promise<NormalisedImage> {
  const type = mediaTypeOf(bytes);
  if (type === null) throw new Error('no image');
  const page = await examine(bytes, type, 0, defaultPageLimits, facts, null);
  if (!page.ok) throw new Error(`${page.fault.code}: ${page.fault.detail}`);
  return page.value;
}

const estimator = fileURLToPath(new URL('../../../../independent/skew/skew.py', import.meta.url));

/** Degrees clockwise of each picture's lines, by `tests/independent/skew`. */
export async function estimatedSkews(pictures: readonly Uint8Array[]): Promise<number[]> {
  const folder = mkdtempSync('/dev/shm/recepisse-test-');
  try {
    const files = await Promise.all(
      pictures.map(async (picture, index) => {
        const grey = await sharp(picture).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
        const file = join(folder, `${index}.pgm`);
        writeFileSync(file, Buffer.concat([Buffer.from(`P5 ${grey.info.width} ${grey.info.height} 255\n`), grey.data]));
        return file;
      }),
    );
    return execFileSync('python3', [estimator, ...files], { encoding: 'utf8' })
      .trim()
      .split('\n')
      .map(Number);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One A4 page as a PDF, drawn by `paint`. */
export async function pdfOf(paint: (pdf: PDFKit.PDFDocument) => void): Promise<Buffer> {
  const pdf = new PDFDocument({ size: 'A4', margin: 0 });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => pdf.on('end', resolve));
  paint(pdf);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

/** A page of a PDF as poppler draws it, in PNG. */
export function drawn(pdf: Uint8Array, page = 1, dpi = 200): Buffer {
  const folder = mkdtempSync('/dev/shm/recepisse-test-');
  try {
    writeFileSync(join(folder, 'page.pdf'), pdf);
    const which = ['-r', String(dpi), '-png', '-singlefile', '-f', String(page), '-l', String(page)];
    execFileSync('pdftoppm', [...which, join(folder, 'page.pdf'), join(folder, 'page')]);
    return readFileSync(join(folder, 'page.png'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sentence =
  'Le bénéficiaire déclare tout changement de sa situation avant la fin du mois, et joint les pièces qui le prouvent. ';

/** A letter in French on A4, its lines turned clockwise by so many degrees around the middle of the sheet. */
export function paintLetter(pdf: PDFKit.PDFDocument, degrees = 0): void {
  pdf.rotate(degrees, { origin: [297.6, 421] });
  pdf.font('Helvetica').fontSize(11);
  for (const top of [200, 330, 460]) pdf.text(sentence.repeat(4), 110, top, { width: 370 });
}
