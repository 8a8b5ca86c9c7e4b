import type { PrinterStatus } from './printer.ts';

/** ESC/POS status commands and the meaning of their answers (Epson ESC/POS reference: DLE EOT, GS r, GS a, GS ( H, DLE DC4). */

export const INITIALISE = Uint8Array.of(0x1b, 0x40);
/** GS a: tell by yourself when online state, an error or the roll sensor changes (bits 1, 2 and 3). */
export const ENABLE_ASB = Uint8Array.of(0x1d, 0x61, 0x0e);
/** GS r 1: roll sensor, answered in turn, when everything before it was developed. */
export const PAPER_STATUS = Uint8Array.of(0x1d, 0x72, 0x01);
/** DLE DC4 function 8: forget the receive and print buffers, in any state. */
export const CLEAR_BUFFERS = Uint8Array.of(0x10, 0x14, 0x08, 0x01, 0x03, 0x14, 0x01, 0x06, 0x02, 0x08);
/** DLE ENQ 2: leave a recoverable error and forget the buffers; ignored without such an error. */
export const RECOVER_AND_CLEAR = Uint8Array.of(0x10, 0x05, 0x02);

/** DLE EOT: 1 printer, 2 cause of offline, 3 cause of error, 4 roll paper. Answered at once, even offline. */
export type RealTimeQuestion = 1 | 2 | 3 | 4;
export const askRealTime = (question: RealTimeQuestion): Uint8Array => Uint8Array.of(0x10, 0x04, question);

/** GS ( H function 48: answer with this id (four characters 0x20..0x7E) when everything before it was printed. */
export const askProcessId = (id: string): Uint8Array =>
  Uint8Array.of(0x1d, 0x28, 0x48, 0x06, 0x00, 0x30, 0x30, ...Buffer.from(id, 'latin1'));

/** What the printer has said in answer to DLE EOT 1 to 4; an unasked question is absent. */
export interface RealTimeAnswers {
  readonly 1?: number;
  readonly 2?: number;
  readonly 3?: number;
  readonly 4?: number;
}

/** The worst thing the answers say; what hinders printing first, and of that what a hand must do first. */
export function statusFromRealTime(answers: RealTimeAnswers, nearEndSensor: boolean): PrinterStatus {
  const offline = answers[2] ?? 0;
  const error = answers[3] ?? 0;
  const roll = answers[4] ?? 0;
  if (offline & 0x04) return 'cover-open';
  if (offline & 0x20 || roll & 0x60) return 'paper-out';
  if (offline & 0x40) return errorCause(error);
  if ((answers[1] ?? 0) & 0x28) return 'offline';
  return nearEndSensor && roll & 0x0c ? 'near-end' : 'ready';
}

/** DLE EOT 3 and the second ASB byte share their bits: 3 cutter, 6 recovers by itself (heat), 2 and 5 others. */
function errorCause(bits: number): PrinterStatus {
  if (bits & 0x08) return 'cutter-error';
  if (bits & 0x40) return 'overheated';
  return 'error';
}

/** Status in an ASB packet of four bytes. */
export function statusFromAsb(packet: readonly number[], nearEndSensor: boolean): PrinterStatus {
  const [first = 0, second = 0, third = 0] = packet;
  if (first & 0x20) return 'cover-open';
  if (third & 0x0c) return 'paper-out';
  if (second & 0x6c) return errorCause(second);
  if (first & 0x08) return 'offline';
  return nearEndSensor && third & 0x03 ? 'near-end' : 'ready';
}

/** Status in the answer to GS r 1. */
export function statusFromPaper(answer: number, nearEndSensor: boolean): PrinterStatus {
  if (answer & 0x0c) return 'paper-out';
  return nearEndSensor && answer & 0x03 ? 'near-end' : 'ready';
}

/** The printer itself says that it cannot print: only these make a begun job `not-printed`. */
export const isTrouble = (status: PrinterStatus): boolean =>
  ['paper-out', 'cover-open', 'cutter-error', 'overheated', 'error'].includes(status);

/** The printer is fit to begin or to have finished a job. */
export const isFit = (status: PrinterStatus): boolean => status === 'ready' || status === 'near-end';
