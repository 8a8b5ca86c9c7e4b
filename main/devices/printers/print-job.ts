import { Conversation, type Interruption, type PrinterParts } from './conversation.ts';
import { paperLengthMm } from './paper-length.ts';
import type { PrinterStatus, PrintOutcome, PrintResult } from './printer.ts';
import {
  askProcessId,
  CLEAR_BUFFERS,
  ENABLE_ASB,
  INITIALISE,
  isFit,
  isTrouble,
  PAPER_STATUS,
  RECOVER_AND_CLEAR,
  statusFromPaper,
} from './protocol.ts';

/** What is known when the conversation is over; `dirty`: bytes reached the printer that it may still hold. */
interface Verdict {
  readonly result: PrintResult;
  readonly status: PrinterStatus;
  readonly dirty: boolean;
}

/**
 * Prints one job on one connection and tells what is known of it (promise 3): gate, bytes, fence, last status. After a failure no byte
 * of the job is sent; the printer is told to forget what it holds before the outcome is given, never after.
 */
export async function printJob(parts: PrinterParts, job: Uint8Array): Promise<PrintOutcome> {
  if (job.length === 0 || job.length > parts.limits.maxJobBytes) {
    return { result: 'not-printed', status: 'unknown', bytesSent: 0 };
  }
  const opened = await Conversation.open(parts);
  if (!opened.ok) return { result: 'not-printed', status: opened.fault.code, bytesSent: 0 };
  const attempt = new Attempt(parts, opened.value, job);
  const verdict = opened.value.answers ? await attempt.run() : await attempt.runBlind();
  const outcome = { result: verdict.result, status: verdict.status, bytesSent: attempt.bytesSent };
  if (verdict.result === 'printed' || !opened.value.answers || !verdict.dirty) {
    await opened.value.finish();
    return outcome;
  }
  opened.value.abort();
  const forgotten = await forget(parts, verdict.status);
  return attempt.begun && !forgotten ? { ...outcome, mayPrintLater: true } : outcome;
}

/**
 * Makes the printer drop a failed job, on a connection of its own: the old one may be full to the brim. DLE DC4 8 works in any state
 * where the model has it and is answered; DLE ENQ 2 does the same after a recoverable error only. True on the printer's word.
 */
async function forget(parts: PrinterParts, status: PrinterStatus): Promise<boolean> {
  const again = await Conversation.open(parts);
  if (!again.ok) return false;
  const recover = status === 'cutter-error' ? RECOVER_AND_CLEAR : new Uint8Array();
  const until = parts.clock.nowMs() + parts.limits.cancelMs;
  const cleared = await again.value.forgets(Buffer.concat([recover, CLEAR_BUFFERS]), until);
  again.value.abort();
  return cleared;
}

class Attempt {
  /** Bytes of the job that the system took. */
  bytesSent = 0;
  /** True once a byte of the job may have left. */
  begun = false;
  readonly #parts: PrinterParts;
  readonly #printer: Conversation;
  readonly #job: Uint8Array;
  readonly #jobUntilMs: number;

  constructor(parts: PrinterParts, printer: Conversation, job: Uint8Array) {
    this.#parts = parts;
    this.#printer = printer;
    this.#job = job;
    this.#jobUntilMs = parts.clock.nowMs() + parts.limits.jobMs;
  }

  async run(): Promise<Verdict> {
    const refusal = (await this.#gate()) ?? (await this.#inStep());
    if (refusal !== null) return refusal;
    const sending = await this.#send();
    if (sending !== 'done') return this.#interrupted(sending);
    // Everything below ends before this instant, whatever the printer does.
    const untilMs = this.#printer.lastTakenMs + this.#parts.limits.answerMs;
    const fence = await (this.#parts.profile.fence === 'gs-h' ? this.#fenceByH(untilMs) : this.#fenceByR(untilMs));
    if (fence !== null) return fence;
    return await this.#lastWord(untilMs);
  }

  /** A plain file or a pipe takes the bytes and says nothing: that is no evidence of paper. */
  async runBlind(): Promise<Verdict> {
    const sending = await this.#sendPieces([this.#job]);
    return { result: 'unknown', status: sending === 'lost' ? 'disconnected' : 'unknown', dirty: true };
  }

  /** Nothing is sent to a printer that is not fit or does not answer. */
  async #gate(): Promise<Verdict | null> {
    const status = await this.#printer.askStatus(this.#jobUntilMs);
    if (typeof status === 'object') {
      const said = this.#statusAfter(status.interrupted);
      return { result: 'not-printed', status: said, dirty: false };
    }
    return isFit(status) ? null : { result: 'not-printed', status, dirty: false };
  }

  /**
   * GS r is answered in turn. A printer that waits for the rest of another job's picture would swallow it, and the head of this receipt
   * after it: without an answer nothing of this job is sent.
   */
  async #inStep(): Promise<Verdict | null> {
    const until = this.#parts.clock.nowMs() + this.#parts.limits.replyMs;
    const answer = await this.#printer.ask('paper', PAPER_STATUS, until);
    if (typeof answer !== 'string') return null;
    return { result: 'not-printed', status: this.#statusAfter(answer), dirty: true };
  }

  /** ESC @ may switch reports off: they are asked for after the job's own. */
  async #send(): Promise<'done' | Interruption> {
    const head = this.#job[0] === INITIALISE[0] && this.#job[1] === INITIALISE[1] ? INITIALISE.length : 0;
    const opening = Buffer.concat([INITIALISE, ENABLE_ASB]);
    const ready = await this.#printer.write(opening, this.#parts.clock.nowMs() + this.#parts.limits.answerMs);
    if (ready !== 'done') return ready;
    this.bytesSent = head;
    return await this.#sendPieces([this.#job.subarray(head)]);
  }

  async #sendPieces(pieces: readonly Uint8Array[]): Promise<'done' | Interruption> {
    const { chunkBytes, answerMs } = this.#parts.limits;
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; at += chunkBytes) {
        const chunk = piece.subarray(at, at + chunkBytes);
        const until = Math.min(this.#printer.lastTakenMs + answerMs, this.#jobUntilMs);
        this.begun = true;
        const end = await this.#printer.write(chunk, until);
        if (end !== 'done') return end;
        this.bytesSent += chunk.length;
      }
    }
    return 'done';
  }

  /** GS ( H function 48: answered when the printing is done. */
  async #fenceByH(untilMs: number): Promise<Verdict | null> {
    const id = this.#parts.newProcessId();
    const answer = await this.#printer.ask('process-id', askProcessId(id), untilMs);
    if (typeof answer === 'string') return this.#interrupted(answer);
    return answer.id === id ? null : { result: 'unknown', status: 'unknown', dirty: true };
  }

  /** GS r is answered when the job is understood, not when it is printed: the paper's way is waited for. */
  async #fenceByR(untilMs: number): Promise<Verdict | null> {
    const { profile, clock, limits } = this.#parts;
    const answer = await this.#printer.ask('paper', PAPER_STATUS, untilMs);
    if (typeof answer === 'string') return this.#interrupted(answer);
    const paper = statusFromPaper(answer.bits, profile.nearEndSensor);
    if (isTrouble(paper)) return { result: 'not-printed', status: paper, dirty: true };
    const printingMs = (paperLengthMm(this.#job, profile.dotsPerInch) / profile.speedMmPerS) * 1_000;
    const printedAt = clock.nowMs() + printingMs + limits.settleMs;
    const end = await this.#printer.rest(Math.min(printedAt, untilMs));
    if (end !== 'silent') return this.#interrupted(end);
    return printedAt <= untilMs ? null : { result: 'unknown', status: 'unknown', dirty: true };
  }

  /** The printer's own clean word, and nothing but sense from it since the gate. */
  async #lastWord(untilMs: number): Promise<Verdict> {
    for (;;) {
      const status = await this.#printer.askStatus(untilMs);
      if (typeof status === 'object') return this.#interrupted(status.interrupted);
      if (isTrouble(status)) return { result: 'not-printed', status, dirty: true };
      if (this.#printer.strayBytes > 0) return { result: 'unknown', status, dirty: true };
      if (isFit(status)) return { result: 'printed', status, dirty: false };
      // Offline without a cause, as while the feed button is held: asked again until the deadline.
      const end = await this.#printer.rest(this.#parts.clock.nowMs() + this.#parts.limits.settleMs);
      if (end !== 'silent' || this.#parts.clock.nowMs() >= untilMs) return this.#interrupted(end);
    }
  }

  #interrupted(by: Interruption): Verdict {
    const status = this.#statusAfter(by);
    // The cut line came before the first byte of the job: nothing was sent.
    if (by !== 'trouble' && !this.begun) return { result: 'not-printed', status, dirty: true };
    return { result: by === 'trouble' ? 'not-printed' : 'unknown', status, dirty: true };
  }

  #statusAfter(by: Interruption): PrinterStatus {
    if (by === 'trouble') return this.#printer.trouble ?? 'unknown';
    return by === 'lost' ? 'disconnected' : 'unknown';
  }
}
