import { Conversation, type PrinterParts } from './conversation.ts';
import { PrintAttempt } from './print-attempt.ts';
import type { PrinterStatus, PrintOutcome } from './printer.ts';
import { CLEAR_BUFFERS, isTrouble, RECOVER_AND_CLEAR } from './protocol.ts';

/**
 * Prints one job on one connection and tells what is known of it (promise 3). After a failure no byte of the job is sent; the printer
 * is told to forget what it holds before the outcome is given, never after.
 */
export async function printJob(parts: PrinterParts, job: Uint8Array): Promise<PrintOutcome> {
  if (job.length === 0 || job.length > parts.limits.maxJobBytes) {
    return { result: 'not-printed', status: 'unknown', bytesSent: 0 };
  }
  const opened = await Conversation.open(parts);
  if (!opened.ok) return { result: 'not-printed', status: opened.fault.code, bytesSent: 0 };
  const printer = opened.value;
  const attempt = new PrintAttempt(parts, printer, job);
  const verdict = printer.answers ? await attempt.run() : await attempt.runBlind();
  const { result, status } = verdict;
  const { bytesSent } = attempt;
  if (!printer.answers || !verdict.dirty) {
    await printer.finish();
    return { result, status, bytesSent };
  }
  printer.abort();
  const afterwards = await forget(parts, status);
  const mayPrintLater = attempt.begun && !afterwards.forgotten ? { mayPrintLater: true } : {};
  // Silence asked again on a line of its own: a printer that stopped reading for want of paper can say so there.
  if (result === 'unknown' && status === 'unknown' && isTrouble(afterwards.status)) {
    return { result: 'not-printed', status: afterwards.status, bytesSent, ...mayPrintLater };
  }
  return { result, status, bytesSent, ...mayPrintLater };
}

/**
 * Makes the printer drop a failed job, on a connection of its own: the old one may be full to the brim. DLE DC4 8 works in any state
 * where the model has it and is answered; DLE ENQ 2 does the same, after a recoverable error only. `forgotten` is the printer's word.
 */
async function forget(
  parts: PrinterParts,
  known: PrinterStatus,
): Promise<{ readonly forgotten: boolean; readonly status: PrinterStatus }> {
  const again = await Conversation.open(parts);
  if (!again.ok) return { forgotten: false, status: 'unknown' };
  const printer = again.value;
  const untilMs = parts.clock.nowMs() + parts.limits.cancelMs;
  const said = isTrouble(known) ? known : await printer.askStatus(untilMs);
  const status = typeof said === 'string' ? said : 'unknown';
  const recover = status === 'cutter-error' ? RECOVER_AND_CLEAR : new Uint8Array();
  const cleared = await printer.ask('cleared', Buffer.concat([recover, CLEAR_BUFFERS]), untilMs);
  await printer.finish();
  return { forgotten: typeof cleared === 'object', status };
}
