import type { PrinterProfile } from '../../kiosk-config/schema/printer-profile.ts';
import { PRINTER_LIMITS, type PrinterLimits } from '../../main/devices/printers/limits.ts';
import { openPrinter } from '../../main/devices/printers/open-printer.ts';
import type { ReceiptPrinter } from '../../main/devices/printers/printer.ts';

/** Paper and speed of the printers in these tests; the speed is high so that nothing waits for paper. */
export const PAPER_80: PrinterProfile = {
  id: 'generic-80',
  name: '80 mm',
  dotsPerLine: 576,
  dotsPerInch: 203,
  columns: 48,
  windows1252: 16,
  fence: 'gs-r',
  cutter: true,
  nearEndSensor: true,
  speedMmPerS: 6_000,
};
export const PAPER_80_H: PrinterProfile = { ...PAPER_80, id: 'generic-80-h', fence: 'gs-h' };
export const PAPER_58: PrinterProfile = { ...PAPER_80, id: 'generic-58', name: '58 mm', dotsPerLine: 384, columns: 32 };
export const PAPER_512: PrinterProfile = {
  ...PAPER_80,
  id: 'tm-t88v',
  dotsPerLine: 512,
  dotsPerInch: 180,
  columns: 42,
};
export const PROFILES = [PAPER_80, PAPER_80_H, PAPER_58, PAPER_512];

/** The product's deadlines, made short: a silent printer is given up in about three seconds. Longer than needed: machines are busy. */
export const FAST: PrinterLimits = {
  ...PRINTER_LIMITS,
  connectMs: 2_000,
  replyMs: 1_500,
  askWhyMs: 150,
  answerMs: 2_500,
  cancelMs: 1_000,
  closeMs: 100,
  jobMs: 20_000,
  settleMs: 20,
  pollMs: 5,
  chunkBytes: 512,
};

export async function openForTest(
  spec: string,
  limits: PrinterLimits = FAST,
  profiles: readonly PrinterProfile[] = PROFILES,
): Promise<ReceiptPrinter> {
  const printer = await openPrinter(spec, { profiles, limits });
  if (!printer.ok) throw new Error(`${printer.fault.code}: ${printer.fault.message}`);
  return printer.value;
}

/** A job of plain lines that ends with a line nobody prints by accident and a cut. */
export function plainJob(lines: number): Uint8Array {
  const body = Array.from(
    { length: lines },
    (_, i) => `${String(i).padStart(5, '0')} ${'ligne de dossier '.repeat(2)}\n`,
  );
  return Buffer.concat([
    Buffer.from([0x1b, 0x40]),
    Buffer.from(`${body.join('')}DERNIERE LIGNE\n\n\n`, 'latin1'),
    Buffer.from([0x1d, 0x56, 0x01]),
  ]);
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
