import { z } from 'zod';

/** What a printer model can do. Seeded from public facts (receipt-print-hq/escpos-printer-db, CC BY 4.0). */
export const printerProfileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1).max(80),
  /** Dots across the printable width: 576 on 80 mm at 203 dpi, 512 on a TM-T88V (180 dpi), 384 on 58 mm. */
  dotsPerLine: z.int().min(256).max(1024).multipleOf(8),
  dotsPerInch: z.int().min(150).max(610),
  /** Characters of font A across the width (12 dots each). */
  columns: z.int().min(24).max(85),
  /** Number after `ESC t` that selects Windows-1252; 16 on most. */
  windows1252: z.int().min(0).max(255),
  /** How the end of a job is known: GS ( H function 48 reports printing done, GS r only that the buffer was developed. */
  fence: z.enum(['gs-h', 'gs-r']),
  cutter: z.boolean(),
  nearEndSensor: z.boolean(),
  /** Paper speed in mm/s, for the wait between a GS r fence and the last status. */
  speedMmPerS: z.int().min(20).max(600),
});
export type PrinterProfile = z.infer<typeof printerProfileSchema>;
