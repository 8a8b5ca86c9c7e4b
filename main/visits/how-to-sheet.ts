import type { PrinterProfile } from '../../kiosk-config/schema/printer-profile.ts';
import { type Fault, type Result, unreachable } from '../../shared/result.ts';
import { bytesOf } from '../receipts/a4/finish.ts';
import { drawBanners } from '../receipts/a4/frame.ts';
import { Sheet } from '../receipts/a4/sheet.ts';
import { buildEscpos, type PaperBlock } from '../receipts/escpos-builder.ts';
import { bigText, heading, listItem, text } from '../receipts/ticket-blocks.ts';
import { buildWords } from '../receipts/words.ts';
import { type HowToInput, howToParts, type SheetPart } from './how-to-parts.ts';

/** « Comment faire » on the receipt printer's paper. */
export const howToTicket = (input: HowToInput, profile: PrinterProfile): Promise<Result<Uint8Array, Fault>> =>
  buildEscpos(profile, [...howToParts(input).flatMap(ticketBlocks), { kind: 'cut' }]);

function ticketBlocks(part: SheetPart): PaperBlock[] {
  switch (part.kind) {
    case 'title':
      return [bigText(part.words)];
    case 'heading':
      return heading(part.words);
    case 'strong':
      return [text(part.words, { bold: true })];
    case 'text':
      return [text(part.words)];
    case 'detail':
      return [text(`  ${part.words}`)];
    case 'item':
      return listItem(part.words);
    case 'gap':
      return [{ kind: 'feed', lines: 1 }];
    case 'rule':
      return [{ kind: 'rule' }];
    default:
      return unreachable(part);
  }
}

/** « Comment faire » on A4, in letters that can be read at arm's length. */
export async function howToA4(input: HowToInput, now: Date): Promise<Uint8Array> {
  const words = buildWords(input.texts, 'fr', input.bundle.desk.timeZone);
  const title = words.say('sheet.title');
  const draw = (scale: number): Sheet => {
    const sheet = new Sheet({ title, subject: input.procedure.id, keywords: '', issuedAt: now }, new Map());
    for (const part of howToParts(input)) drawPart(sheet, part, scale);
    return sheet;
  };
  const large = draw(1);
  // One sheet is not lost as easily as two: a little smaller when that is enough.
  const small = large.doc.bufferedPageRange().count > 1 ? draw(0.85) : large;
  const sheet = small.doc.bufferedPageRange().count > 1 ? large : small;
  if (input.bundle.demo) drawBanners(sheet, words);
  return bytesOf(sheet);
}

const looks = {
  title: { size: 24, weight: 'bold' },
  heading: { size: 14, weight: 'bold', after: 4 },
  strong: { size: 13, weight: 'bold', after: 2 },
  text: { size: 13, after: 2 },
  detail: { size: 12, indent: 16, after: 2 },
  item: { size: 13, indent: 10, after: 3 },
} as const;

function drawPart(sheet: Sheet, part: SheetPart, scale: number): void {
  switch (part.kind) {
    case 'gap':
      sheet.skip(8);
      return;
    case 'rule':
      drawRule(sheet);
      return;
    case 'heading':
      drawRule(sheet);
      break;
    default:
      break;
  }
  const look = looks[part.kind];
  sheet.paragraph(part.kind === 'item' ? `– ${part.words}` : part.words.trim(), { ...look, size: look.size * scale });
}

function drawRule(sheet: Sheet): void {
  sheet.skip(8);
  // A heading stays with what it heads.
  sheet.ensure(60);
  sheet.rule();
  sheet.skip(6);
}
