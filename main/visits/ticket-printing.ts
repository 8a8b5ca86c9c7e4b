import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { PrintOutcome, ReceiptPrinter } from '../devices/printers/printer.ts';
import { printReceipt } from './print-receipt.ts';
import { ticketOf, viewOf } from './render-receipt.ts';
import type { RecordedFiling, VisitKit } from './visit-state.ts';

/** No printer at all: nothing was sent, and the screen has the number. */
export const nothingSent: PrintOutcome = { result: 'not-printed', status: 'disconnected', bytesSent: 0 };

export type Printed = Result<Pick<PrintOutcome, 'result' | 'status'>, Fault<'busy'>>;

export interface TicketPrinting {
  /** Work on the receipt printer: one job at a time, else `busy`. */
  withPrinter(work: (printer: ReceiptPrinter) => Promise<PrintOutcome>): Promise<Printed>;
  /** One receipt; its start and end are recorded, and a second time it says DUPLICATA. */
  printFiling(filing: RecordedFiling): Promise<Printed>;
}

type Kit = Pick<VisitKit, 'parts' | 'desk'>;

/** What goes out on the receipt printer of a visit. */
export function buildTicketPrinting({ parts, desk }: Kit): TicketPrinting {
  const withPrinter: TicketPrinting['withPrinter'] = async (work) => {
    const { printer } = parts;
    const outcome = await desk.run('printer', null, async () => (printer === null ? nothingSent : work(printer)));
    parts.onPrinter();
    if (outcome === null) return fail({ code: 'busy', message: 'The device is at work.' });
    return ok({ result: outcome.result, status: outcome.status });
  };
  return {
    withPrinter,
    printFiling: (filing) =>
      withPrinter(async (printer) => {
        const printed = await printReceipt(parts.core, printer, filing.receipt.content, async (duplicate) => {
          const view = viewOf(parts, filing.record, filing.receipt, duplicate);
          return view.ok ? ticketOf(parts, view.value, printer.profile) : view;
        });
        // Its start could not be recorded (a full disk, say), so not a byte was sent.
        return printed.ok ? printed.value : { ...nothingSent, status: 'unknown' };
      }),
  };
}
