import type { Fault, Result } from '../../shared/result.ts';
import { ok } from '../../shared/result.ts';
import type { PrintOutcome, ReceiptPrinter } from '../devices/printers/printer.ts';
import type { Core } from '../filings/core.ts';
import { finishPrint, startPrint } from '../filings/prints.ts';
import { openSealer } from '../filings/transitions.ts';

/**
 * Prints one receipt and records what is known of it (promises 2 and 3). `render` is told whether the paper must say
 * DUPLICATA. The record of a started print stands before its first byte: a cut leaves it `unknown`.
 */
export async function printReceipt(
  core: Core,
  printer: ReceiptPrinter,
  receipt: { readonly number: string; readonly sequence: number },
  render: (duplicate: boolean) => Promise<Result<Uint8Array, Fault>>,
): Promise<Result<PrintOutcome, Fault>> {
  const started = startPrint(core, receipt.number, receipt.sequence);
  if (!started.ok) return started;
  const job = await render(started.value.duplicate);
  const outcome: PrintOutcome = job.ok
    ? await printer.print(job.value)
    : { result: 'not-printed', status: 'unknown', bytesSent: 0 };
  const sealer = openSealer(core, receipt.number);
  const finished = sealer.ok ? finishPrint(core, started.value, outcome.result, sealer.value) : sealer;
  if (finished.ok || outcome.result === 'not-printed') return ok(outcome);
  // Bytes left and their result could not be recorded (a full disk, say): the store says `unknown`, and so do we.
  return ok({ ...outcome, result: 'unknown' });
}
