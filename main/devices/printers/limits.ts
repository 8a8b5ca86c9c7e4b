/** Deadlines of a conversation with a receipt printer. Tests give smaller ones. */
export interface PrinterLimits {
  readonly connectMs: number;
  readonly replyMs: number;
  readonly askWhyMs: number;
  readonly answerMs: number;
  readonly cancelMs: number;
  readonly closeMs: number;
  readonly jobMs: number;
  readonly settleMs: number;
  readonly pollMs: number;
  readonly chunkBytes: number;
  readonly maxJobBytes: number;
}

export const PRINTER_LIMITS: PrinterLimits = {
  /** A printer in the same room answers in milliseconds; some network boards need a second after the last connection. */
  connectMs: 3_000,
  /** A real-time status is answered at once even when the printer is offline (DLE EOT); slow boards stay under 1 s. */
  replyMs: 2_000,
  /** A fence silent for so long is asked about in real time: a printer out of paper never comes to it. */
  askWhyMs: 1_000,
  /** From the last byte taken to the last word. With `connectMs`, `cancelMs` and `closeMs` it stays under 30 s (DESIGN section 6). */
  answerMs: 22_000,
  /** To make the printer forget a job that failed, once it is connected again. */
  cancelMs: 3_000,
  /** The printer's side of a polite end; its word is already known. */
  closeMs: 500,
  /** 126 kB of raster on a 38,400 baud line take 33 s; nothing sound takes three minutes. */
  jobMs: 180_000,
  /** The paper feed, the cut and the sensors settle after the computed printing time. */
  settleMs: 300,
  /** A device file cannot wake us without pinning a thread: it is asked at this interval; twice this drains what is stale. */
  pollMs: 20,
  /** Small pieces, so that little is on its way when the printer reports a fault. */
  chunkBytes: 2_048,
  /** Twenty times a full-raster receipt: more is a mistake, and is not sent. */
  maxJobBytes: 2_500_000,
};
