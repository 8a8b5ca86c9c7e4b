import QRCode from 'qrcode';
import type { Sheet } from './sheet.ts';

/** ISO/IEC 18004: four light modules on every side. */
const quietModules = 4;

/** Draws a QR code (ECC M) as vector squares into a square of `side` points at x, y, quiet zone included. */
export function drawQrVector(sheet: Sheet, text: string, x: number, y: number, side: number): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
  const module = side / (modules.size + 2 * quietModules);
  const { doc } = sheet;
  for (let row = 0; row < modules.size; row++) {
    const top = y + (row + quietModules) * module;
    for (let column = 0; column < modules.size; column++) {
      const from = column;
      // One rectangle for a run of dark modules: no hair lines between neighbours.
      while (column < modules.size && modules.get(row, column)) column++;
      if (column > from) doc.rect(x + (from + quietModules) * module, top, (column - from) * module, module);
    }
  }
  doc.fill('#000000');
}
