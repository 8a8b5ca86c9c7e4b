import type { ReceiptView } from '../receipt-view.ts';
import type { Words } from '../words.ts';
import { contentWidth, ink, page, type Sheet } from './sheet.ts';

/** Footer of every page: number and page i/N; on a demonstration the banner at its top and bottom. */
export function drawFrames(sheet: Sheet, view: ReceiptView, { say }: Words): void {
  const { count } = sheet.doc.bufferedPageRange();
  for (let i = 0; i < count; i++) {
    sheet.doc.switchToPage(i);
    const line = page.height - page.bottom + 13;
    sheet.line(page.left, line - 6, page.width - page.right);
    const footer = say('receipt.footer', { number: view.content.number, page: i + 1, pages: count });
    sheet.textAt(footer, page.left, line, contentWidth, { size: 9, color: ink.soft, align: 'right' });
    if (view.duplicate) {
      sheet.textAt(say('receipt.title.duplicate'), page.left, line, contentWidth / 2, { size: 9, weight: 'bold' });
    }
  }
  if (view.content.demo) drawBanners(sheet, { say });
}

/** On a demonstration, every page says so at its top and bottom. */
export function drawBanners(sheet: Sheet, { say }: Pick<Words, 'say'>): void {
  const { count } = sheet.doc.bufferedPageRange();
  for (let i = 0; i < count; i++) {
    sheet.doc.switchToPage(i);
    banner(sheet, say('receipt.demo'), 18);
    banner(sheet, say('receipt.demo'), page.height - 24);
  }
}

function banner(sheet: Sheet, text: string, y: number): void {
  sheet.doc.rect(page.left, y - 3, contentWidth, 20).fill(ink.text);
  sheet.textAt(text, page.left, y, contentWidth, { size: 10.5, weight: 'bold', align: 'center', color: '#ffffff' });
}
