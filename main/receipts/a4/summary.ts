import type { A4Evidence, ReceiptView } from '../receipt-view.ts';
import { appealStatement, dateStatement } from '../statements/dates.ts';
import { proofOf } from '../statements/proof.ts';
import { acknowledgementLine, timesOf } from '../statements/times.ts';
import { titleOf } from '../statements/title.ts';
import { groupsOfFour, type Words } from '../words.ts';
import { drawQrVector } from './qr.ts';
import { bodySize, contentWidth, ink, page, type Sheet } from './sheet.ts';
import { drawColumns, drawTable } from './table.ts';

/** Title, number and total: what must be read at arm's length. */
export function drawTitle(sheet: Sheet, view: ReceiptView, words: Words): void {
  const { say } = words;
  const { title, notice } = titleOf(view, words);
  if (view.duplicate) {
    sheet.paragraph(say('receipt.title.duplicate'), { size: 22, weight: 'bold' });
    sheet.paragraph(say('receipt.title.duplicate.how'), { after: 6 });
  }
  sheet.paragraph(title, { size: 22, weight: 'bold', after: 2 });
  sheet.paragraph(notice, { size: 12.5, after: 4 });
  if (view.content.sequence > 1) sheet.paragraph(say('receipt.follow', { sequence: view.content.sequence }));
  sheet.skip(8);
  const height = 62;
  sheet.ensure(height);
  sheet.doc.rect(page.left, sheet.y, contentWidth, height).lineWidth(1.2).strokeColor(ink.text).stroke();
  const half = contentWidth / 2;
  sheet.textAt(say('receipt.number'), page.left + 14, sheet.y + 8, half - 14, { size: 9.5, color: ink.soft });
  sheet.textAt(view.content.number, page.left + 14, sheet.y + 22, half - 14, { size: 24, weight: 'bold' });
  const total = say('receipt.total', { count: view.content.pageCount });
  sheet.textAt(total, page.left + half, sheet.y + 22, half - 14, { size: 24, weight: 'bold', align: 'right' });
  sheet.skip(height + 14);
}

/** Where it was made, and by whom it was handed in: a label on the left, its value on the right. */
export function drawPlace(sheet: Sheet, view: ReceiptView, words: Words): void {
  const { say } = words;
  const { desk, content } = view;
  const phone = desk.phone === null ? [] : [say('receipt.phone', { phone: desk.phone })];
  pair(sheet, say('receipt.desk'), [desk.name, ...desk.address, ...phone]);
  pair(sheet, say('receipt.kiosk'), [view.kioskName]);
  pair(sheet, say('receipt.depositor'), [view.depositor ?? say('receipt.depositor.none')]);
  if (content.issuedAt !== content.preparedAt || view.duplicate) {
    pair(sheet, say('receipt.issued'), [words.moment(content.issuedAt)]);
  }
}

const labelWidth = 96;

function pair(sheet: Sheet, label: string, values: readonly string[]): void {
  const width = contentWidth - labelWidth;
  const height = values.reduce((sum, value) => sum + sheet.heightOf(value, width), 0);
  sheet.ensure(height);
  sheet.textAt(label, page.left, sheet.y + 1.5, labelWidth - 8, { size: 9.5, color: ink.soft });
  for (const value of values) sheet.skip(sheet.textAt(value, page.left + labelWidth, sheet.y, width));
  sheet.skip(3);
}

/** A new part; it stays with at least `keep` points of what follows. */
export function drawHeading(sheet: Sheet, words: string, keep = 60): void {
  sheet.skip(10);
  sheet.ensure(24 + keep);
  sheet.rule();
  sheet.skip(7);
  sheet.paragraph(words, { size: 12.5, weight: 'bold', after: 4 });
}

export function drawTimes(sheet: Sheet, view: ReceiptView, words: Words): void {
  drawHeading(sheet, words.say('receipt.times'), 90);
  drawColumns(
    sheet,
    timesOf(view, words).map(({ label, how, lines }) => [
      { text: label, look: { weight: 'bold' as const, size: 12 } },
      ...(how === null ? [] : [{ text: how, look: { size: 9.5, color: ink.soft } }]),
      ...lines.map((text) => ({ text, look: { size: 10 } })),
    ]),
  );
}

export function drawProcedure(sheet: Sheet, view: ReceiptView, words: Words): void {
  const { say } = words;
  const { phone, name } = view.agency;
  drawHeading(sheet, say('receipt.procedure').toLocaleUpperCase(words.language));
  sheet.paragraph(view.procedure, { weight: 'bold', after: 3 });
  pair(sheet, say('receipt.agency'), phone === null ? [name] : [name, say('receipt.phone', { phone })]);
  sheet.paragraph(acknowledgementLine(view, words));
}

export function drawDocuments(sheet: Sheet, view: ReceiptView, words: Words): void {
  const { say } = words;
  drawHeading(sheet, say('receipt.documents', { count: view.documents.length }));
  drawTable(
    sheet,
    [
      { title: '', share: 0.06 },
      { title: say('receipt.documents.column'), share: 0.54 },
      { title: say('receipt.pages.column'), share: 0.1, look: { weight: 'bold' } },
      { title: say('receipt.fingerprint.column'), share: 0.3, look: { size: 10 } },
    ],
    view.documents.map((document, i) => [
      String(i + 1),
      document.label,
      String(document.pages),
      groupsOfFour(document.hash.slice(0, 16)).join(' '),
    ]),
  );
  sheet.skip(6);
  const total = say('receipt.total', { count: view.content.pageCount });
  sheet.paragraph(total, { size: 14, weight: 'bold' });
}

/** The QR code beside what it lets anybody check. */
export function drawCheck(sheet: Sheet, view: ReceiptView, evidence: A4Evidence, words: Words): void {
  const { say } = words;
  const side = 150;
  drawHeading(sheet, say('receipt.check'), side);
  const top = sheet.y;
  drawQrVector(sheet, view.qrText, page.left - 6, top, side);
  const x = page.left + side + 8;
  const width = contentWidth - side - 8;
  let y = top + 4;
  const put = (text: string, size = bodySize, color: string = ink.text): void => {
    y += sheet.textAt(text, x, y, width, { size, color }) + 2;
  };
  put(say('receipt.check.how'), 12);
  y += 4;
  put(say('receipt.manifest'), 9.5, ink.soft);
  for (const line of groupsOfFour(view.manifestHash, 8)) put(line);
  put(`${say('receipt.ledger')} ${view.content.ledgerIndex}`);
  put(`${say('receipt.key')} ${groupsOfFour(evidence.keyId).join(' ')}`, 9.5);
  if (view.content.cites) {
    const prefix = groupsOfFour(Buffer.from(view.content.cites).toString('hex').slice(0, 16)).join(' ');
    put(say('receipt.cites', { prefix }), 9.5);
  }
  sheet.y = Math.max(y, top + side);
}

export function drawProof(sheet: Sheet, view: ReceiptView, words: Words): void {
  const { proves, not } = proofOf(view, words);
  sheet.skip(10);
  sheet.ensure(90);
  sheet.rule();
  sheet.skip(7);
  const part = (title: string, sentences: readonly string[]) => [
    { text: title, look: { weight: 'bold' as const, size: 12 } },
    ...sentences.map((text) => ({ text: `– ${text}`, look: { size: 10.5 } })),
  ];
  drawColumns(sheet, [part(words.say('receipt.proves'), proves), part(words.say('receipt.not.proves'), not)]);
}

export function drawDates(sheet: Sheet, view: ReceiptView, words: Words): void {
  drawHeading(sheet, words.say('receipt.dates'));
  if (view.dates.length === 0) sheet.paragraph(words.say('receipt.dates.none'));
  for (const line of view.dates) {
    const { label, when, alarm, confirm, details } = dateStatement(line, words);
    sheet.ensure(64);
    sheet.paragraph(when, { size: 12, weight: 'bold' });
    for (const said of [alarm, confirm]) {
      if (said !== null) sheet.paragraph(said, { size: 10, weight: 'bold', indent: 12 });
    }
    sheet.paragraph(label, { indent: 12 });
    for (const detail of details) sheet.paragraph(detail, { size: 9.5, color: ink.soft, indent: 12 });
    sheet.skip(6);
  }
}

export function drawAppeals(sheet: Sheet, view: ReceiptView, words: Words): void {
  drawHeading(sheet, words.say('receipt.appeals'));
  if (view.appeals.length === 0) sheet.paragraph(words.say('receipt.appeal.none'));
  for (const line of view.appeals) {
    const { addressee, details } = appealStatement(line, words);
    sheet.ensure(48);
    sheet.paragraph(addressee);
    const [when = '', ...more] = details;
    sheet.paragraph(when, { weight: 'bold', indent: 14 });
    for (const detail of more) sheet.paragraph(detail, { size: 10, color: ink.soft, indent: 14 });
    sheet.skip(5);
  }
}

export function drawEnd(sheet: Sheet, view: ReceiptView, { say }: Words): void {
  if (view.free.isFree) drawHeading(sheet, say('receipt.free'), 30);
  if (view.free.note !== null) sheet.paragraph(view.free.note);
  sheet.skip(12);
  sheet.paragraph(say('receipt.keep.sheet'), { size: 12.5, weight: 'bold' });
}
