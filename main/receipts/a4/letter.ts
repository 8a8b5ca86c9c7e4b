import type { Words } from '../words.ts';
import { ink, page, type Sheet } from './sheet.ts';

/** A millimetre in points. */
export const mm = 72 / 25.4;
/** Where the addressee shows through the window of a folded DL envelope (NF Z11-001): right of the middle, 50 mm down. */
const addresseePlace = { x: 110 * mm, y: 50 * mm, width: 82 * mm } as const;
/** Below sender and addressee, where the letter itself begins. */
export const letterTop = 95 * mm;
/** From one line that a hand writes on to the next. */
export const ruledHeight = 9 * mm;

const senderLines = ['name', 'address', 'town', 'phone', 'reference'] as const;

/** Who writes: lines to fill in, the name where it is known. */
export function drawSender(sheet: Sheet, { say }: Words, name: string | null = null): void {
  const width = 82 * mm;
  for (const line of senderLines) {
    const known = line === 'name' ? name : null;
    sheet.textAt(say(`letter.sender.${line}`), page.left, sheet.y, width, { size: 9, color: ink.soft });
    const size = known === null ? 10.5 : Math.min(10.5, sizeOf([known]));
    const height =
      known === null ? 0 : sheet.textAt(known, page.left, sheet.y + 9, width - 12, { size, weight: 'bold' });
    sheet.skip(Math.max(20, 11 + height));
    sheet.line(page.left, sheet.y, page.left + width - 12);
    sheet.skip(3);
  }
}

/** Long lines become small ones: an address keeps its place and all its letters. */
export function sizeOf(lines: readonly string[]): number {
  const longest = Math.max(...lines.map((line) => line.length));
  return longest <= 38 ? 11 : longest <= 52 ? 8.5 : longest <= 120 ? 7 : 5;
}

export interface Addressed {
  readonly name: string;
  /** From the street down; empty: lines to fill in, with where to find the address below them. */
  readonly lines: readonly string[];
  readonly hint: string | null;
}

/** To whom: in the window of the envelope. */
export function drawAddressee(sheet: Sheet, { name, lines, hint }: Addressed): void {
  const { x, width } = addresseePlace;
  let y: number = addresseePlace.y;
  y += sheet.textAt(name, x, y, width, { size: 11, weight: 'bold' }) + 2;
  for (const line of lines) y += sheet.textAt(line, x, y, width, { size: sizeOf(lines) });
  if (lines.length > 0) return;
  for (let line = 0; line < 3; line++) {
    y += 20;
    sheet.line(x, y, x + width);
  }
  if (hint !== null) sheet.textAt(hint, x, y + 4, width, { size: 8.5, color: ink.soft });
}
