import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { Locales } from '../../kiosk-config/schema/locales.ts';
import type { Procedure } from '../../shared/procedure.ts';
import { bytesOf } from '../receipts/a4/finish.ts';
import { drawBanners } from '../receipts/a4/frame.ts';
import { type Addressed, drawAddressee, drawSender, letterTop, ruledHeight } from '../receipts/a4/letter.ts';
import { contentWidth, ink, page, Sheet } from '../receipts/a4/sheet.ts';
import { buildWords, type Words } from '../receipts/words.ts';

export interface LetterInput {
  readonly bundle: Bundle;
  readonly texts: Locales;
  readonly procedure: Procedure;
  readonly letter: NonNullable<Procedure['lettre']>;
}

/** A letter to be filled by hand: who, to whom, where and when, about what, and lines. It names nobody. */
export async function blankLetter({ bundle, texts, procedure, letter }: LetterInput, now: Date): Promise<Uint8Array> {
  // It goes to a French agency.
  const words = buildWords(texts, 'fr', bundle.desk.timeZone);
  const { say } = words;
  const sheet = new Sheet(
    { title: say('letter.title'), subject: procedure.id, keywords: '', issuedAt: now },
    new Map(),
  );
  drawSender(sheet, words);
  drawAddressee(sheet, addressedOf(procedure, bundle));
  sheet.y = letterTop;
  sheet.paragraph(say('letter.place_and_day'), { size: 11, align: 'right', after: 12 });
  sheet.paragraph(say('letter.about', { title: procedure.titre }), { size: 11, weight: 'bold', after: 12 });
  sheet.paragraph(say('letter.madam_sir'), { size: 11, after: 10 });
  sheet.paragraph(say(`letter.opening.${letter.debut}`), { size: 11 });
  const papers = procedure.pieces
    .filter(({ code, obligatoire }) => code !== letter.piece && obligatoire !== 'non')
    .map(({ libelle }) => libelle);
  const foot = footHeight(sheet, papers, words);
  while (sheet.y + ruledHeight + foot < sheet.bottom) writeLine(sheet);
  sheet.skip(12);
  drawFoot(sheet, papers, words);
  const note = say('letter.note', { desk: bundle.desk.name });
  sheet.textAt(note, page.left, sheet.bottom + 4, contentWidth, { size: 8.5, color: ink.soft });
  if (bundle.demo) drawBanners(sheet, words);
  return bytesOf(sheet);
}

function writeLine(sheet: Sheet): void {
  sheet.skip(ruledHeight);
  sheet.line(page.left, sheet.y, page.width - page.right);
}

/** The agency's address where the desk knows it. */
export function addressedOf(procedure: Procedure, bundle: Bundle): Addressed {
  const agency = bundle.agencies[procedure.organisme.code];
  return {
    name: procedure.destinataire?.nom ?? agency?.name ?? procedure.organisme.nom,
    lines: procedure.destinataire?.adresse ?? agency?.address ?? [],
    hint: procedure.canaux.postal,
  };
}

function drawFoot(sheet: Sheet, papers: readonly string[], { say }: Words): void {
  sheet.paragraph(say('letter.closing'), { size: 11, after: 6 });
  sheet.paragraph(say('letter.signature'), { size: 11, align: 'right', after: 30 });
  if (papers.length === 0) return;
  sheet.paragraph(say('letter.enclosed'), { size: 9.5, weight: 'bold', after: 2 });
  for (const paper of papers) {
    sheet.doc
      .rect(page.left + 1, sheet.y + 2.5, 8, 8)
      .lineWidth(0.8)
      .strokeColor(ink.text)
      .stroke();
    sheet.paragraph(paper, { size: 9.5, indent: 16, after: 2 });
  }
}

/** What `drawFoot` takes, so that the lines before it end in time. */
function footHeight(sheet: Sheet, papers: readonly string[], { say }: Words): number {
  const enclosed = papers.reduce((sum, paper) => sum + sheet.heightOf(paper, contentWidth - 16, { size: 9.5 }) + 2, 16);
  const closing = sheet.heightOf(say('letter.closing'), contentWidth, { size: 11 });
  return 12 + closing + 6 + 16 + 30 + (papers.length > 0 ? enclosed : 0);
}
