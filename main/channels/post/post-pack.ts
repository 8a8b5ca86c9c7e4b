import type { Locales } from '../../../kiosk-config/schema/locales.ts';
import type { Manifest } from '../../../shared/filing.ts';
import { type Fault, ok, type Result } from '../../../shared/result.ts';
import { drawStampedPage, type PackedPage, stampOf } from '../../pages/pack-document.ts';
import { bytesOf } from '../../receipts/a4/finish.ts';
import { drawBanners } from '../../receipts/a4/frame.ts';
import { type Addressed, drawAddressee, letterTop, mm, sizeOf } from '../../receipts/a4/letter.ts';
import { type TextPicture, withPictures } from '../../receipts/a4/pictures.ts';
import { contentWidth, page, Sheet } from '../../receipts/a4/sheet.ts';
import { drawTable } from '../../receipts/a4/table.ts';
import type { ReceiptView } from '../../receipts/receipt-view.ts';
import { buildWords, type Words } from '../../receipts/words.ts';

export interface PostRequest {
  readonly texts: Locales;
  readonly view: ReceiptView;
  readonly manifest: Manifest;
  /** Who sends: a name, then the lines of an address. */
  readonly sender: readonly string[];
  readonly addressed: Addressed;
  /** Every page of the filing, in order, as the JPEGs in its delivered files; a fault ends them. */
  readonly pages: AsyncIterable<Result<PackedPage, Fault>>;
}

export interface PostPack {
  /** PDF 1.4 (PDF/A-1b), A4, one side: letter, bordereau, pages. */
  readonly pdf: Uint8Array;
  readonly sheets: number;
}

/** A sheet folded in three for a DL envelope (ISO 269): 99 mm each. */
const folds = [99 * mm, 198 * mm] as const;

/**
 * The paper that leaves by post, ready to print: a letter whose addressee shows in the envelope's window, the bordereau,
 * and every page with its stamp. It holds names and pages: visit side only (promise 5).
 */
export async function postPack(request: PostRequest): Promise<Result<PostPack, Fault>> {
  const sheet = await withPictures((pictures) => layOut(request, pictures));
  const { number, pageCount } = request.view.content;
  let rank = 0;
  for await (const each of request.pages) {
    if (!each.ok) return each;
    rank += 1;
    drawStampedPage(sheet.doc, each.value, stampOf(number, rank, pageCount));
  }
  const { count } = sheet.doc.bufferedPageRange();
  return ok({ pdf: await bytesOf(sheet), sheets: count });
}

function layOut(request: PostRequest, pictures: ReadonlyMap<string, TextPicture>): Sheet {
  const { texts, view, manifest } = request;
  // It goes to a French agency.
  const words = buildWords(texts, 'fr', view.timeZone);
  const { number, preparedAt, demo } = view.content;
  const info = {
    title: words.say('post.title'),
    subject: number,
    keywords: '',
    issuedAt: new Date(preparedAt * 1000),
  };
  const sheet = new Sheet(info, pictures, '1b');
  drawLetter(sheet, request, words);
  sheet.newPage();
  drawBordereau(sheet, view, manifest, words);
  // Before the pages: what the visitor brought is never covered.
  if (demo) drawBanners(sheet, words);
  return sheet;
}

function drawLetter(sheet: Sheet, { view, sender, addressed }: PostRequest, words: Words): void {
  const { say } = words;
  const { number, pageCount, preparedAt } = view.content;
  for (const line of sender)
    sheet.skip(sheet.textAt(line, page.left, sheet.y, 82 * mm, { size: Math.min(10.5, sizeOf(sender)) }));
  drawAddressee(sheet, addressed);
  // Short ticks at the edge, where no text is.
  for (const y of folds) sheet.line(8, y, 20);
  sheet.y = letterTop;
  const line = { size: 11, after: 6 } as const;
  sheet.paragraph(say('letter.place_and_day'), { size: 11, align: 'right', after: 10 });
  sheet.paragraph(say('post.registered'), { ...line, after: 10 });
  sheet.paragraph(say('post.about', { title: view.procedure }), { ...line, weight: 'bold', after: 10 });
  sheet.paragraph(say('letter.madam_sir'), { ...line, after: 8 });
  const pages = say('receipt.pages', { count: pageCount });
  sheet.paragraph(say('post.filing', { number, pages, moment: words.moment(preparedAt) }), { ...line, weight: 'bold' });
  for (const sentence of ['enclosed', 'stamped', 'answer']) sheet.paragraph(say(`post.${sentence}`), line);
  sheet.skip(6);
  sheet.paragraph(say('letter.closing'), { ...line, after: 14 });
  sheet.paragraph(say('letter.signature'), { size: 11, align: 'right' });
}

function drawBordereau(sheet: Sheet, view: ReceiptView, manifest: Manifest, { say }: Words): void {
  sheet.paragraph(`${say('post.list')} ${view.content.number}`, { size: 16, weight: 'bold', after: 6 });
  sheet.paragraph(view.procedure, { size: 12, after: 6 });
  sheet.paragraph(say('post.list.how'), { size: 9.5 });
  sheet.paragraph(view.manifestHash, { size: 8, after: 10 });
  let first = 1;
  // A row a file, so that none is higher than a page.
  const rows = manifest.documents.flatMap(({ code, files }, index) => {
    const label = view.documents.find((document) => document.code === code)?.label ?? code;
    return files.map(({ sha256, pages }, part) => {
      const last = first + pages - 1;
      const range = first === last ? String(first) : say('post.from_to', { first, last });
      first = last + 1;
      const rank = files.length === 1 ? label : `${label} ${part + 1}/${files.length}`;
      return [String(index + 1), rank, range, sha256];
    });
  });
  const columns = [
    { title: say('post.column.rank'), share: 0.06, look: { size: 10 } },
    { title: say('post.column.paper'), share: 0.4, look: { size: 10 } },
    { title: say('post.column.pages'), share: 0.14, look: { size: 10, weight: 'bold' } },
    { title: say('post.column.hash'), share: 0.4, look: { size: 7 } },
  ] as const;
  drawTable(sheet, columns, rows);
  sheet.skip(10);
  const pages = say('receipt.pages', { count: view.content.pageCount });
  const total = say('post.total', { pages });
  sheet.ensure(sheet.heightOf(total, contentWidth, { size: 14 }));
  sheet.paragraph(total, { size: 14, weight: 'bold' });
}
