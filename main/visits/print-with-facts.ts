import { type Fault, ok, type Result } from '../../shared/result.ts';
import type { PrintOutcome, ReceiptPrinter } from '../devices/printers/printer.ts';
import type { CoreForVisit } from './core-for-visit.ts';

/**
 * Prints one receipt and has the core record what is known of it (promises 2 and 3): the record of a started print stands
 * before its first byte, so that a cut leaves it `unknown`. `render` is told whether the paper must say DUPLICATA.
 */
export async function printWithFacts(
  core: Pick<CoreForVisit, 'startPrint' | 'finishPrint'>,
  printer: ReceiptPrinter,
  receipt: { readonly number: string; readonly sequence: number },
  render: (duplicate: boolean) => Promise<Result<Uint8Array, Fault>>,
): Promise<Result<PrintOutcome, Fault>> {
  const started = await core.startPrint(receipt.number, receipt.sequence);
  if (!started.ok) return started;
  const job = await render(started.value.duplicate);
  const outcome: PrintOutcome = job.ok
    ? await printer.print(job.value)
    : { result: 'not-printed', status: 'unknown', bytesSent: 0 };
  const finished = await core.finishPrint(started.value, outcome.result);
  if (finished.ok || outcome.result === 'not-printed') return ok(outcome);
  // Bytes left and their result could not be recorded (a full disk, say): the store says `unknown`, and so do we.
  return ok({ ...outcome, result: 'unknown' });
}
