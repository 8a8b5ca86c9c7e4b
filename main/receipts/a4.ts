import type { Locales } from '../../kiosk-config/schema/locales.ts';
import type { Crypto } from '../../shared/crypto.ts';
import { fillSlot, findSlot, pdfStatement } from '../../shared/receipt/pdf-slot.ts';
import { drawHashes, drawThumbnails } from './a4/annex.ts';
import { attachEvidence, bytesOf, hangSlot } from './a4/finish.ts';
import { drawFrames } from './a4/frame.ts';
import { type TextPicture, withPictures } from './a4/pictures.ts';
import { Sheet } from './a4/sheet.ts';
import * as summary from './a4/summary.ts';
import type { A4Evidence, ReceiptView } from './receipt-view.ts';
import { titleOf } from './statements/title.ts';
import { buildWords } from './words.ts';

export interface A4Request {
  readonly view: ReceiptView;
  readonly evidence: A4Evidence;
  readonly texts: Locales;
  readonly crypto: Crypto;
  /** Gives the COSE_Sign1 (use `pdf`, detached) of this payload: at most 512 bytes. */
  readonly sign: (payload: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

/**
 * Draws the A4 receipt: PDF/A-3b (ISO 19005-3), fonts embedded, evidence attached, every byte but the slot signed.
 * The same request gives the same bytes. It holds the depositor's name and thumbnails: visit side only (promise 5).
 */
export async function renderA4(request: A4Request): Promise<Uint8Array> {
  const sheet = await withPictures((pictures) => layOut(request, pictures));
  attachEvidence(sheet, request.evidence, issuedAt(request.view));
  hangSlot(sheet);
  const unsigned = await bytesOf(sheet);
  const slot = findSlot(unsigned);
  if (!slot) throw new Error('renderA4: the signature slot is not in its place');
  const cose = await request.sign(pdfStatement(unsigned, slot, request.crypto));
  return fillSlot(unsigned, slot, cose);
}

const issuedAt = (view: ReceiptView): Date => new Date(view.content.issuedAt * 1000);

function layOut({ view, evidence, texts }: A4Request, pictures: ReadonlyMap<string, TextPicture>): Sheet {
  const words = buildWords(texts, 'fr', view.timeZone);
  const sheet = new Sheet(
    {
      title: xmlSafe(`${titleOf(view, words).title} ${view.content.number}`),
      subject: words.say('receipt.subject'),
      // pdfkit derives the file's ID from this information, so the same receipt has the same ID.
      keywords: `${view.content.number} ${view.manifestHash} ${view.content.sequence}`,
      issuedAt: issuedAt(view),
    },
    pictures,
  );
  summary.drawTitle(sheet, view, words);
  summary.drawPlace(sheet, view, words);
  summary.drawTimes(sheet, view, words);
  summary.drawProcedure(sheet, view, words);
  summary.drawDocuments(sheet, view, words);
  summary.drawCheck(sheet, view, evidence, words);
  summary.drawProof(sheet, view, words);
  summary.drawDates(sheet, view, words);
  summary.drawAppeals(sheet, view, words);
  summary.drawEnd(sheet, view, words);
  drawVisitorPart(sheet, view, texts);
  // What a visitor needs ends here; what a checker needs begins on its own page.
  sheet.newPage();
  drawHashes(sheet, view, words);
  drawThumbnails(sheet, view, evidence.thumbnails, words);
  drawFrames(sheet, view, words);
  return sheet;
}

/** pdfkit copies the title into XML as it is. */
const xmlSafe = (text: string): string => text.replace(/[<>&\p{Cc}]/gu, ' ');

/** A shorter part in the visitor's own language. */
function drawVisitorPart(sheet: Sheet, view: ReceiptView, texts: Locales): void {
  if (view.language === 'fr' || !Object.hasOwn(texts, view.language)) return;
  const words = buildWords(texts, view.language, view.timeZone);
  sheet.newPage();
  sheet.paragraph(words.say('receipt.yours'), { size: 12.5, after: 8 });
  summary.drawTitle(sheet, view, words);
  summary.drawTimes(sheet, view, words);
  summary.drawProof(sheet, view, words);
  summary.drawDates(sheet, view, words);
  sheet.skip(12);
  sheet.paragraph(words.say('receipt.keep.sheet'), { size: 12.5, weight: 'bold' });
}
