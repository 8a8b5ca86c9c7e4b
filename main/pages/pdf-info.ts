import { fail, ok, type Result } from '../../shared/result.ts';
import type { ImageRefusal, PixelSize } from './image-messages.ts';
import { type PageLimits, pageDpi } from './limits.ts';

/** What `pdfinfo` says of each page: width and height in points, upright. */
export type PdfInfo = readonly (readonly [width: number, height: number])[];

/**
 * Reads what `pdfinfo -f 1 -l …` printed. Texts of the document stand in it raw, before (Title) and after (GTS_PDFA1Version)
 * the tool's own lines, with line ends of their own. The tool's lines are always there, once: a line that is there
 * twice was forged, and a document that forges its number of pages is `damaged`.
 */
export function readPdfInfo(printed: string, limits: PageLimits): Result<PdfInfo, ImageRefusal> {
  const lines = printed.split('\n');
  const encrypted = only(lines, /^Encrypted:\s+(yes|no)/);
  const counted = only(lines, /^Pages:\s+(\d+)/);
  if (encrypted === null || counted === null) return ambiguous;
  if (encrypted === 'yes') return fail({ code: 'encrypted', detail: '' });
  const pages = Number(counted);
  if (pages === 0) return fail({ code: 'damaged', detail: 'no pages' });
  if (pages > limits.maxPagesPerFile) return fail({ code: 'too-many-pages', detail: `${pages} pages` });

  const points = byPage(lines, /^Page\s+(\d+) size:\s+([\d.]+) x ([\d.]+) pts/);
  const turns = byPage(lines, /^Page\s+(\d+) rot:\s+(\d+)/);
  if (points?.size !== pages || turns?.size !== pages) return ambiguous;
  return ok(
    Array.from({ length: pages }, (_, index) => {
      const [width = 0, height = 0] = points.get(index + 1) ?? [];
      return (turns.get(index + 1)?.[0] ?? 0) % 180 === 90 ? [height, width] : [width, height];
    }),
  );
}

/** Pixel size at which each page is drawn: 200 dpi of its size in points, scaled down into the page frame. */
export function drawnSizes(info: PdfInfo, limits: PageLimits): Result<readonly PixelSize[], ImageRefusal> {
  const sizes: PixelSize[] = [];
  for (const [index, points] of info.entries()) {
    const drawn = drawnSize(points, limits);
    if (!drawn.ok) return fail({ ...drawn.fault, detail: `page ${index + 1}: ${drawn.fault.detail}` });
    sizes.push(drawn.value);
  }
  return ok(sizes);
}

const ambiguous = fail<ImageRefusal>({ code: 'damaged', detail: 'its pages cannot be counted without doubt' });

/** What the one line of this form says; null when there is none, or a second one. */
function only(lines: readonly string[], form: RegExp): string | null {
  const [line, second] = lines.filter((candidate) => form.test(candidate));
  return line === undefined || second !== undefined ? null : (form.exec(line)?.[1] ?? null);
}

/** The numbers of each page's line, by page from 1; null when a page has two. */
function byPage(lines: readonly string[], form: RegExp): Map<number, readonly number[]> | null {
  const found = new Map<number, readonly number[]>();
  for (const line of lines) {
    const [page, ...values] = form.exec(line)?.slice(1).map(Number) ?? [];
    if (page === undefined) continue;
    if (found.has(page)) return null;
    found.set(page, values);
  }
  return found;
}

function drawnSize(points: PdfInfo[number], limits: PageLimits): Result<PixelSize, ImageRefusal> {
  const [width = 0, height = 0] = points.map((side) => (side / 72) * pageDpi);
  if (!(width >= 1 && height >= 1)) return fail({ code: 'damaged', detail: 'it has no size' });
  const frame = width > height ? [limits.pageLongPx, limits.pageShortPx] : [limits.pageShortPx, limits.pageLongPx];
  const scale = Math.min(1, (frame[0] ?? 1) / width, (frame[1] ?? 1) / height);
  // Points are real: what is left of 200 dpi is what can be read of the print.
  if (scale < limits.minKeptDetail)
    return fail({ code: 'too-long', detail: `${Math.round(scale * pageDpi)} dpi would be left` });
  return ok({ widthPx: Math.max(1, Math.round(width * scale)), heightPx: Math.max(1, Math.round(height * scale)) });
}
