import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';

/** One page of a document as it will be embedded: a baseline JPEG and its size in pixels. */
export interface PackedPage {
  readonly jpeg: Uint8Array;
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface FileToPack {
  /** Its name with the ending .pdf: unique in the filing, and so is then its identifier. */
  readonly name: string;
  /** Number of the filing, printed in every stamp. */
  readonly number: string;
  /** Rank (from 1) of this file's first page among the whole filing's pages. */
  readonly firstPage: number;
  /** Pages of the whole filing: stamps count over it, so that a missing page shows on any sheet. */
  readonly totalPages: number;
  readonly createdAt: Date;
}

/** A file under way. It keeps no page: what is written is given out. */
export interface PackedFile {
  /** The next page, of the next rank. */
  add(page: PackedPage): void;
  /** Resolves once its last byte was given out. */
  end(): Promise<void>;
}

/** A4 (ISO 216) in PDF points. */
const shortPt = 595.28;
const longPt = 841.89;
/** The stamp has a strip of its own under the page: it never covers what the visitor brought. */
const stripPt = 20;
const stampPt = 8;

const fontFile = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
);
let font: Buffer | null = null;

/**
 * Packs pages as PDF 1.4 (PDF/A-1b): one A4 sheet a page, the JPEG embedded byte for byte (DCTDecode), the
 * stamp « number · p. i/N » in a content stream of its own; `write` gets its bytes in order. The same input gives the same bytes.
 */
export function beginFile(
  { name, number, firstPage, totalPages, createdAt }: FileToPack,
  write: (piece: Uint8Array) => void,
): PackedFile {
  const title = name.replace(/\.pdf$/, '').replaceAll(/[^\w .-]/g, '-');
  const pdf = new PDFDocument({
    pdfVersion: '1.4',
    subset: 'PDF/A-1b',
    autoFirstPage: false,
    margin: 0,
    // The file identifier is a hash of these (pdfkit), hence fixed too.
    info: { Title: title, Producer: 'Recepisse', Creator: 'Recepisse', CreationDate: createdAt },
  });
  pdf.on('data', write);
  let rank = firstPage;
  return {
    add: (page) => drawStampedPage(pdf, page, stampOf(number, rank++, totalPages)),
    end: () =>
      new Promise((resolve, reject) => {
        pdf.on('end', resolve);
        pdf.on('error', reject);
        pdf.end();
      }),
  };
}

/** « number · p. i/N »: counted over the whole filing. */
export const stampOf = (number: string, rank: number, total: number): string => `${number} · p. ${rank}/${total}`;

/** Adds one A4 sheet with this page on it, and its stamp below. */
export function drawStampedPage(pdf: PDFKit.PDFDocument, page: PackedPage, stamp: string): void {
  font ??= readFileSync(fontFile);
  pdf.registerFont('stamp', font);
  const landscape = page.widthPx > page.heightPx;
  pdf.addPage({ size: 'A4', layout: landscape ? 'landscape' : 'portrait', margin: 0 });
  const [widthPt, heightPt] = landscape ? [longPt, shortPt] : [shortPt, longPt];
  const scale = Math.min(widthPt / page.widthPx, (heightPt - stripPt) / page.heightPx);
  const [width, height] = [page.widthPx * scale, page.heightPx * scale];
  const place = { width, height };
  const { buffer, byteOffset, byteLength } = page.jpeg;
  pdf.image(
    Buffer.from(buffer, byteOffset, byteLength),
    (widthPt - width) / 2,
    (heightPt - stripPt - height) / 2,
    place,
  );
  openNextContentStream(pdf);
  pdf.rect(0, heightPt - stripPt, widthPt, stripPt).fill('#ffffff');
  pdf.font('stamp').fontSize(stampPt).fillColor('#000000');
  const left = widthPt - pdf.widthOfString(stamp) - 28;
  pdf.text(stamp, left, heightPt - stripPt + 4, { lineBreak: false });
}

/** Ends the stream that draws the image, so that page hash and stamp never share one (DESIGN section 4, manifest). */
function openNextContentStream(pdf: PDFKit.PDFDocument): void {
  const image: PDFKit.PDFKitReference & { end(chunk?: string): void } = pdf.page.content;
  image.end();
  const stamp = pdf.ref({});
  pdf.page.content = stamp;
  Object.assign(pdf.page.dictionary.data, { Contents: [image, stamp] });
}
