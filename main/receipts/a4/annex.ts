import type { ReceiptView } from '../receipt-view.ts';
import { groupsOfFour, type Words } from '../words.ts';
import { contentWidth, ink, page, type Sheet } from './sheet.ts';
import { drawHeading } from './summary.ts';

/** Every document and file with its hash in full, so that paper alone can settle which file is meant. */
export function drawHashes(sheet: Sheet, view: ReceiptView, { say }: Words): void {
  drawHeading(sheet, say('receipt.evidence'));
  sheet.paragraph(say('receipt.evidence.how'), { size: 10, after: 8 });
  const small = { size: 9, color: ink.soft } as const;
  const hash = { size: 8.6 } as const;
  view.documents.forEach((document, i) => {
    sheet.ensure(56 + 30 * Math.min(3, document.files.length));
    sheet.paragraph(`${i + 1}. ${document.label}`, { size: 10.5, weight: 'bold' });
    sheet.paragraph(say('receipt.document.hash'), { ...small, indent: 14 });
    sheet.paragraph(groupsOfFour(document.hash).join(' '), { ...hash, indent: 14 });
    for (const { name, pages, bytes, sha256 } of document.files) {
      const line = say('receipt.document.files', { name, pages: say('receipt.pages', { count: pages }), bytes });
      sheet.paragraph(line, { ...small, indent: 14 });
      sheet.paragraph(groupsOfFour(sha256).join(' '), { ...hash, indent: 14 });
    }
    sheet.skip(6);
  });
  sheet.skip(4);
  sheet.paragraph(say('receipt.attachments'), { size: 9.5 });
}

/** Few pages are shown large, many small: 1,000 pages still fit on a dozen sheets. */
const columnsFor = (count: number): number => (count <= 8 ? 4 : count <= 30 ? 6 : count <= 120 ? 8 : 10);

/** One small picture per page, in filing order, each with its page and document number. */
export function drawThumbnails(
  sheet: Sheet,
  view: ReceiptView,
  thumbnails: readonly Uint8Array[],
  { say }: Words,
): void {
  if (thumbnails.length === 0) return;
  const columns = columnsFor(thumbnails.length);
  const gap = 8;
  const width = (contentWidth - (columns - 1) * gap) / columns;
  const height = width * Math.SQRT2;
  const caption = { size: Math.max(7.5, Math.min(10, width / 8)), align: 'center' } as const;
  const rowHeight = height + 2.6 * caption.size + gap;
  const documentOfPage = view.documents.flatMap(({ pages }, i) => new Array<number>(pages).fill(i + 1));
  drawHeading(sheet, say('receipt.thumbnails'), rowHeight);
  thumbnails.forEach((jpeg, i) => {
    const column = i % columns;
    if (column === 0 && i > 0) sheet.skip(rowHeight);
    if (column === 0) sheet.ensure(rowHeight);
    const x = page.left + column * (width + gap);
    sheet.doc.image(Buffer.from(jpeg), x, sheet.y, { fit: [width, height], align: 'center', valign: 'center' });
    sheet.doc.rect(x, sheet.y, width, height).lineWidth(0.5).strokeColor(ink.line).stroke();
    const pageLine = say('receipt.page', { page: i + 1 });
    sheet.textAt(pageLine, x, sheet.y + height + 1, width, { ...caption, weight: 'bold' });
    const document = documentOfPage[i];
    if (document !== undefined) {
      const line = say('receipt.thumbnail', { document });
      sheet.textAt(line, x, sheet.y + height + 1 + 1.3 * caption.size, width, { ...caption, color: ink.soft });
    }
  });
  sheet.skip(rowHeight);
}
