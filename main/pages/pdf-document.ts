import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { ImageRefusal } from './image-messages.ts';
import type { PageLimits } from './limits.ts';
import type { PageFacts } from './page-facts.ts';
import { imagePpiOf, readPdfImages } from './pdf-images.ts';
import { drawnSizes, readPdfInfo } from './pdf-info.ts';
import { buildPdfReader } from './pdf-reader.ts';
import { type BoundedEnd, runBounded } from './run-bounded.ts';

/** A PDF that may be drawn: its pages are counted, their images are of bearable size, nothing is protected. */
export interface PdfDocument {
  readonly pages: number;
  /** Draws one page (index from 0) at 200 dpi, scaled down to the page frame, into a TIFF beside the PDF. */
  draw(index: number): Promise<Result<DrawnPage, ImageRefusal>>;
}

/** A page drawn into a TIFF: at `facts.dpi`. */
export interface DrawnPage {
  readonly file: string;
  readonly facts: PageFacts;
}

export interface PdfParts {
  readonly limits: PageLimits;
  /** The visit's tmpfs folder: the only place the children may write. */
  readonly folder: string;
}

/** Opens a PDF with poppler's tools in bounded children: pages are counted and images weighed before any drawing. */
export async function openPdf(file: string, parts: PdfParts): Promise<Result<PdfDocument, ImageRefusal>> {
  const { limits, folder } = parts;
  const run = (command: string, args: readonly string[], timeoutMs: number) =>
    runBounded({
      command,
      args,
      timeoutMs,
      memoryBytes: limits.pdfMemoryBytes,
      outputBytes: limits.pdfOutputBytes,
      cwd: folder,
    });

  const last = String(limits.maxPagesPerFile);
  const printed = await said(run('pdfinfo', ['-f', '1', '-l', last, file], limits.pdfInfoTimeoutMs), file);
  if (!printed.ok) return printed;
  const info = readPdfInfo(printed.value, limits);
  if (!info.ok) return info;
  const pages = info.value.length;
  const walked = await countByTree(file, limits);
  if (!walked.ok) return walked;
  if (walked.value !== null && walked.value !== pages)
    return fail({ code: 'damaged', detail: `it says ${pages} pages and holds ${walked.value}` });

  const images = await said(run('pdfimages', ['-list', file], limits.pdfInfoTimeoutMs), file);
  if (!images.ok) return images;
  const listed = readPdfImages(images.value);
  for (const { widthPx, heightPx } of listed)
    if (widthPx * heightPx > limits.maxImagePixels || Math.max(widthPx, heightPx) > limits.maxImageSidePx)
      return fail({ code: 'too-large', detail: `an image of ${widthPx} × ${heightPx} pixels` });

  const sizes = drawnSizes(info.value, limits);
  if (!sizes.ok) return sizes;

  return ok({
    pages,
    async draw(index) {
      const [size, points] = [sizes.value[index], info.value[index]];
      if (size === undefined || points === undefined) return fail({ code: 'damaged', detail: 'there is no such page' });
      const page = String(index + 1);
      const root = join(folder, `drawn-${page}`);
      const how = ['-singlefile', '-cropbox', '-tiff', '-tiffcompression', 'none', '-f', page, '-l', page];
      const scale = ['-scale-to-x', String(size.widthPx), '-scale-to-y', String(size.heightPx)];
      const drawn = await said(run('pdftoppm', [...how, ...scale, file, root], limits.pdfPageTimeoutMs), file);
      const dpi = (size.widthPx / points[0]) * 72;
      const facts: PageFacts = { source: 'pdf', dpi, imagePpi: imagePpiOf(listed, index + 1, points) };
      if (drawn.ok) return ok({ file: `${root}.tif`, facts });
      await rm(`${root}.tif`, { force: true });
      return drawn;
    },
  });
}

const unanswered = { missing: 'no-renderer', timeout: 'timeout', killed: 'too-large' } as const;

/**
 * What a poppler tool printed, if it had nothing to complain about. A "Syntax Error" means that something on a page
 * was left out of the drawing, and a page with a hole is not the visitor's page (promise 3).
 */
async function said(running: Promise<BoundedEnd>, file: string): Promise<Result<string, ImageRefusal>> {
  const ended = await running;
  if (ended.end !== 'exit') return fail({ code: unanswered[ended.end], detail: ended.detail });
  const complaint = ended.stderr.replaceAll(file, 'the PDF');
  if (/Incorrect password|document is encrypted/i.test(complaint)) return fail({ code: 'encrypted', detail: '' });
  if (/out of memory|bogus memory|bad_alloc/i.test(complaint)) return fail({ code: 'too-large', detail: complaint });
  if (ended.cut) return fail({ code: 'damaged', detail: 'more is said of it than of any honest file' });
  if (ended.code !== 0 || /Syntax Error|Internal Error|I\/O Error/i.test(complaint))
    return fail({ code: (await endsAsPdf(file)) ? 'damaged' : 'truncated', detail: complaint });
  return ok(ended.stdout);
}

/** ISO 32000-1, 7.5.5: the last line of a whole file is `%%EOF`; old writers add some bytes after it. */
async function endsAsPdf(file: string): Promise<boolean> {
  return (await readFile(file)).subarray(-1024).includes('%%EOF');
}

/**
 * A second count, by a parser that walks the page tree instead of believing its `Count` (ISO 32000-1, 7.7.3.2), since a page
 * that is not counted is lost without a word. null when it cannot read the file: poppler's count stands alone then.
 */
async function countByTree(file: string, limits: PageLimits): Promise<Result<number | null, ImageRefusal>> {
  const reader = buildPdfReader({ timeoutMs: limits.imageTimeoutMs, memoryBytes: limits.imageMemoryBytes });
  try {
    const counted = await reader.count(file);
    if (counted.ok) return counted;
    return counted.fault.code === 'timeout' ? fail({ code: 'timeout', detail: 'counting its pages' }) : ok(null);
  } finally {
    reader.close();
  }
}
