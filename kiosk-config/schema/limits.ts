import { z } from 'zod';

const MB = 1_000_000;
const between = (min: number, max: number) => z.int().min(min).max(max);

/** Deadlines in milliseconds. Each upper bound is what a visitor at the screen, or promise 1, can bear. */
const deadlines = z.strictObject({
  /** First byte of a scan: a lamp warms up for about 30 s, and 7 % of faulted scans never return. */
  scanStartMs: between(5_000, 120_000),
  /** One page at 300 dpi through a slow feeder, measured below 30 s. */
  scanPageMs: between(5_000, 180_000),
  /** SIGINT first; a scanner that has not let go by then gets SIGKILL. */
  scanCancelMs: between(1_000, 10_000),
  /** Decoding and checking one image in its own process. */
  imageMs: between(2_000, 60_000),
  /** Rendering one page of a PDF in the sandbox. */
  pdfPageMs: between(2_000, 60_000),
  /** Connecting to a receipt printer on the desk's own network. */
  printConnectMs: between(500, 10_000),
  /** Printing gives up this long after the last byte the printer took (DESIGN section 6). */
  printIdleMs: between(5_000, 30_000),
  /** Handing one packet to a local disk, fsync included. */
  counterMs: between(1_000, 120_000),
});

/** Every limit can be lowered by staff; the upper bounds are what the product is tested with. */
export const limitsSchema = z
  .strictObject({
    /** 500 A4 pages is a whole ream: above it, it is a mistake or an attack. */
    documentPages: between(1, 500),
    /** Stamps and receipt are laid out for four digits, and one transaction must stay short. */
    filingPages: between(1, 1_000),
    /** A4 at 600 dpi is 35 Mpx; 100 Mpx decode to 300 MB, which the image child is capped at. */
    imagePixels: between(1_000_000, 100_000_000),
    /** A side longer than this is no paper a desk scans, and overflows decoders. */
    imageSidePx: between(1_000, 20_000),
    /** An uncompressed A4 colour TIFF at 600 dpi is 104 MB. */
    inputFileBytes: between(1 * MB, 120 * MB),
    /** A PDF cannot bring more pages than a document holds. */
    pdfPages: between(1, 500),
    deadlines,
  })
  .superRefine((limits, context) => {
    if (limits.filingPages < limits.documentPages)
      context.addIssue({
        code: 'custom',
        path: ['filingPages'],
        message: 'is less than documentPages; write at least as many',
      });
    if (limits.pdfPages > limits.documentPages)
      context.addIssue({
        code: 'custom',
        path: ['pdfPages'],
        message: 'is more than documentPages; write at most as many',
      });
  });

/** How long things are kept, in days. Pages live no longer than they are needed (promise 5). */
export const retentionSchema = z.strictObject({
  /** A lost receipt can be printed again (DUPLICATA) for this long. */
  receiptReprintDays: between(1, 366),
  /** A delivery nobody took over is given up, and its filing key destroyed, after this long. A week at least: so long its end is said before, and a desk may open on one weekday alone. */
  undeliveredMaxDays: between(7, 90),
  /** The pages of a delivered filing: long enough to answer « pages manquantes », then the key goes. */
  originalsMaxDays: between(0, 90),
});
