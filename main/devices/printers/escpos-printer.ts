import { Conversation, type PrinterParts } from './conversation.ts';
import { printJob } from './print-job.ts';
import type { PrinterStatus, PrintOutcome, ReceiptPrinter } from './printer.ts';

export interface EscposPrinterParts extends PrinterParts {
  readonly name: string;
  readonly virtual: boolean;
  /** Ends what was started for this printer, such as a virtual one. */
  readonly dispose: () => Promise<void>;
}

/** Builds the one device class over any transport. A connection lasts for one question or one job: other hosts may print between. */
export function buildEscposPrinter(parts: EscposPrinterParts): ReceiptPrinter {
  let printing = false;
  let closed = false;
  let asking: Promise<PrinterStatus> | null = null;

  async function askNow(): Promise<PrinterStatus> {
    const opened = await Conversation.open(parts);
    if (!opened.ok) return opened.fault.code;
    const printer = opened.value;
    if (!printer.answers) {
      await printer.finish();
      return 'unknown';
    }
    const status = await printer.askStatus(parts.clock.nowMs() + 4 * parts.limits.replyMs);
    await printer.finish();
    if (typeof status === 'object') return status.interrupted === 'lost' ? 'disconnected' : 'unknown';
    return status;
  }

  return {
    name: parts.name,
    profile: parts.profile,
    virtual: parts.virtual,
    async status() {
      if (closed) return 'disconnected';
      if (printing) return 'busy';
      asking ??= askNow().finally(() => {
        asking = null;
      });
      return await asking;
    },
    async print(job): Promise<PrintOutcome> {
      // A second job is refused, never queued: it would come out for the next visitor (promise 2).
      if (printing) return { result: 'not-printed', status: 'busy', bytesSent: 0 };
      if (closed) return { result: 'not-printed', status: 'disconnected', bytesSent: 0 };
      printing = true;
      try {
        await asking;
        return await printJob(parts, Uint8Array.from(job));
      } finally {
        printing = false;
      }
    },
    async close() {
      if (closed) return;
      closed = true;
      await parts.dispose();
    },
  };
}
