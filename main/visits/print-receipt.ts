import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { PrintOutcome, PrintResult, ReceiptPrinter } from '../devices/printers/printer.ts';
import type { Core } from '../filings/core.ts';
import { finishPrint, type StartedPrint, startPrint } from '../filings/prints.ts';
import { openSealer } from '../filings/transitions.ts';

/** Where it is recorded that a print began and how it ended: the core, in this process or across a visit's pipe. */
export interface PrintFacts {
  startPrint(number: string, sequence: number): Promise<Result<StartedPrint, Fault>>;
  /** Of a print that was started here, once. */
  finishPrint(print: StartedPrint, result: PrintResult): Promise<Result<void, Fault>>;
}

export function buildPrintFacts(core: Core): PrintFacts {
  const started = new Map<number, { readonly print: StartedPrint; readonly number: string }>();
  return {
    startPrint: async (number, sequence) => {
      const print = startPrint(core, number, sequence);
      if (print.ok) started.set(print.value.id, { print: print.value, number });
      return print;
    },
    finishPrint: async ({ id }, result) => {
      const held = started.get(id);
      if (!held) return fail({ code: 'no-such-print', message: 'This print was not started here.' });
      started.delete(id);
      const sealer = openSealer(core, held.number);
      if (!sealer.ok) return sealer;
      const finished = finishPrint(core, held.print, result, sealer.value);
      return finished.ok ? ok(undefined) : finished;
    },
  };
}

/**
 * Prints one receipt and records what is known of it (promises 2 and 3). `render` is told whether the paper must say
 * DUPLICATA. The record of a started print stands before its first byte: a cut leaves it `unknown`.
 */
export async function printReceipt(
  facts: PrintFacts,
  printer: ReceiptPrinter,
  receipt: { readonly number: string; readonly sequence: number },
  render: (duplicate: boolean) => Promise<Result<Uint8Array, Fault>>,
): Promise<Result<PrintOutcome, Fault>> {
  const started = await facts.startPrint(receipt.number, receipt.sequence);
  if (!started.ok) return started;
  const job = await render(started.value.duplicate);
  const outcome: PrintOutcome = job.ok
    ? await printer.print(job.value)
    : { result: 'not-printed', status: 'unknown', bytesSent: 0 };
  const finished = await facts.finishPrint(started.value, outcome.result);
  if (finished.ok || outcome.result === 'not-printed') return ok(outcome);
  // Bytes left and their result could not be recorded (a full disk, say): the store says `unknown`, and so do we.
  return ok({ ...outcome, result: 'unknown' });
}
