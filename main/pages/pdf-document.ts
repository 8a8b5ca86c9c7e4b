import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { ImageRefusal } from './image-messages.ts';
import { type PageLimits, pageDpi } from './limits.ts';
import { type BoundedEnd, runBounded } from './run-bounded.ts';

/** A PDF that may be drawn: its pages are counted, their images are of bearable size, nothing is protected. */
export interface PdfDocument {
  readonly pages: number;
  /** Draws one page (index from 0) at 200 dpi, scaled down to the page frame, into a TIFF beside the PDF. */
  draw(index: number): Promise<Result<string, ImageRefusal>>;
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
  const info = await said(run('pdfinfo', ['-f', '1', '-l', last, file], limits.pdfInfoTimeoutMs), file);
  if (!info.ok) return info;
  if (/^Encrypted:\s+yes/m.test(info.value)) return fail({ code: 'encrypted', detail: '' });
  const pages = Number(/^Pages:\s+(\d+)$/m.exec(info.value)?.[1] ?? 0);
  if (pages === 0) return fail({ code: 'damaged', detail: 'no pages' });
  if (pages > limits.maxPagesPerFile) return fail({ code: 'too-many-pages', detail: `${pages} pages` });

  const images = await said(run('pdfimages', ['-list', file], limits.pdfInfoTimeoutMs), file);
  if (!images.ok) return images;
  for (const [width, height] of imageSizes(images.value))
    if (width * height > limits.maxImagePixels || Math.max(width, height) > limits.maxImageSidePx)
      return fail({ code: 'too-large', detail: `an image of ${width} × ${height} pixels` });

  return ok({
    pages,
    async draw(index) {
      const size = pageSize(info.value, index, limits);
      if (size === null) return fail({ code: 'damaged', detail: 'the page has no size' });
      const page = String(index + 1);
      const root = join(folder, `drawn-${page}`);
      const how = ['-singlefile', '-cropbox', '-tiff', '-tiffcompression', 'none', '-f', page, '-l', page];
      const scale = ['-scale-to-x', String(size.widthPx), '-scale-to-y', String(size.heightPx)];
      const drawn = await said(run('pdftoppm', [...how, ...scale, file, root], limits.pdfPageTimeoutMs), file);
      if (drawn.ok) return ok(`${root}.tif`);
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
  if (ended.code !== 0 || /Syntax Error|Internal Error|I\/O Error/i.test(complaint))
    return fail({ code: (await endsAsPdf(file)) ? 'damaged' : 'truncated', detail: complaint });
  return ok(ended.stdout);
}

/** ISO 32000-1, 7.5.5: the last line of a whole file is `%%EOF`; old writers add some bytes after it. */
async function endsAsPdf(file: string): Promise<boolean> {
  return (await readFile(file)).subarray(-1024).includes('%%EOF');
}

/** Pixel size at which a page is drawn: 200 dpi of its size in points, turned, scaled down into the page frame. */
function pageSize(info: string, index: number, limits: PageLimits) {
  const line = new RegExp(`^Page\\s+${index + 1} size:\\s+([\\d.]+) x ([\\d.]+) pts`, 'm').exec(info);
  const rotation = Number(new RegExp(`^Page\\s+${index + 1} rot:\\s+(\\d+)`, 'm').exec(info)?.[1] ?? 0);
  const sides = [Number(line?.[1] ?? 0), Number(line?.[2] ?? 0)].map((points) => (points / 72) * pageDpi);
  const [width = 0, height = 0] = rotation % 180 === 90 ? sides.reverse() : sides;
  if (!(width >= 1 && height >= 1)) return null;
  const frame = width > height ? [limits.pageLongPx, limits.pageShortPx] : [limits.pageShortPx, limits.pageLongPx];
  const scale = Math.min(1, (frame[0] ?? 1) / width, (frame[1] ?? 1) / height);
  return { widthPx: Math.max(1, Math.round(width * scale)), heightPx: Math.max(1, Math.round(height * scale)) };
}

/** Width and height columns of `pdfimages -list`. */
function imageSizes(listing: string): [number, number][] {
  const rows = listing.split('\n').slice(2);
  return rows.flatMap((row) => {
    const size = /^\s*\d+\s+\d+\s+\w+\s+(\d+)\s+(\d+)\s/.exec(row);
    return size ? [[Number(size[1]), Number(size[2])] as [number, number]] : [];
  });
}
