import type { AnswerKind, Conversation, Interruption, PrinterParts } from './conversation.ts';
import { paperLengthMm } from './paper-length.ts';
import type { PrinterStatus, PrintResult } from './printer.ts';
import { ENABLE_ASB, INITIALISE, isFit, isTrouble, PAPER_STATUS, statusFromPaper } from './protocol.ts';

/** What is known when the conversation is over; `dirty`: bytes reached the printer that it may still hold. */
export interface Verdict {
  readonly result: PrintResult;
  readonly status: PrinterStatus;
  readonly dirty: boolean;
}

/** One job on one connection: gate, bytes, fence, last word. `printed` needs every one of them (promise 3). */
export class PrintAttempt {
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
    return fence ?? (await this.#lastWord(untilMs));
  }

  /** A plain file or a pipe takes the bytes and says nothing: that is no evidence of paper. */
  async runBlind(): Promise<Verdict> {
    const end = await this.#sendPieces(this.#job);
    return { result: 'unknown', status: end === 'lost' ? 'disconnected' : 'unknown', dirty: false };
  }

  /** Nothing is sent to a printer that is not fit, does not answer, or says what was not asked. */
  async #gate(): Promise<Verdict | null> {
    const status = await this.#printer.askStatus(this.#jobUntilMs);
    if (typeof status === 'object') {
      return { result: 'not-printed', status: this.#statusAfter(status.interrupted), dirty: false };
    }
    if (!isFit(status)) return { result: 'not-printed', status, dirty: false };
    return this.#printer.strayCount > 0 ? { result: 'not-printed', status: 'unknown', dirty: false } : null;
  }

  /**
   * GS r is answered in turn. A printer that waits for the rest of another job's picture would swallow it, and the head of this receipt
   * after it: without an answer nothing of this job is sent.
   */
  async #inStep(): Promise<Verdict | null> {
    const untilMs = this.#parts.clock.nowMs() + this.#parts.limits.replyMs;
    const answer = await this.#printer.ask('paper', PAPER_STATUS, untilMs);
    if (typeof answer !== 'string') return null;
    return { result: 'not-printed', status: this.#statusAfter(answer), dirty: true };
  }

  /** ESC @ may switch reports off: the job's own goes first, then reports are asked for, then the rest. */
  async #send(): Promise<'done' | Interruption> {
    const starts = this.#job[0] === INITIALISE[0] && this.#job[1] === INITIALISE[1];
    const head = starts ? INITIALISE : new Uint8Array();
    this.#printer.heedReports();
    this.begun = starts;
    const untilMs = this.#parts.clock.nowMs() + this.#parts.limits.answerMs;
    const ready = await this.#printer.write(Buffer.concat([head, ENABLE_ASB]), untilMs);
    if (ready !== 'done') return ready;
    this.bytesSent = head.length;
    return await this.#sendPieces(this.#job.subarray(head.length));
  }

  async #sendPieces(bytes: Uint8Array): Promise<'done' | Interruption> {
    const { chunkBytes, answerMs } = this.#parts.limits;
    for (let at = 0; at < bytes.length; at += chunkBytes) {
      const chunk = bytes.subarray(at, at + chunkBytes);
      this.begun = true;
      const end = await this.#printer.write(chunk, Math.min(this.#printer.lastTakenMs + answerMs, this.#jobUntilMs));
      if (end !== 'done') return end;
      this.bytesSent += chunk.length;
    }
    return 'done';
  }

  /** GS ( H function 48: answered when the printing is done. */
  async #fenceByH(untilMs: number): Promise<Verdict | null> {
    const id = this.#parts.newProcessId();
    const asked = await this.#printer.questionProcessId(id, untilMs);
    const answer = await this.#fence('process-id', asked, untilMs);
    return 'result' in answer ? answer : null;
  }

  /** GS r is answered when the job is understood, not when it is printed: the paper's way is waited for. */
  async #fenceByR(untilMs: number): Promise<Verdict | null> {
    const { profile, clock, limits } = this.#parts;
    // The answer carries no id: a stray byte could stand for it. Asked twice, one stray leaves an answer too many or too few.
    const first = await this.#fence('paper', await this.#printer.question('paper', PAPER_STATUS, untilMs), untilMs);
    if ('result' in first) return first;
    const answer = await this.#fence('paper', await this.#printer.question('paper', PAPER_STATUS, untilMs), untilMs);
    if ('result' in answer) return answer;
    const paper = statusFromPaper(answer.bits, profile.nearEndSensor);
    if (isTrouble(paper)) return { result: 'not-printed', status: paper, dirty: true };
    const printingMs = (paperLengthMm(this.#job, profile.dotsPerInch) / profile.speedMmPerS) * 1_000;
    const printedAtMs = clock.nowMs() + printingMs + limits.settleMs;
    const end = await this.#printer.rest(Math.min(printedAtMs, untilMs));
    if (end !== 'silent') return this.#interrupted(end);
    return printedAtMs <= untilMs ? null : { result: 'unknown', status: 'unknown', dirty: true };
  }

  /**
   * Waits for the fence and, while it is silent, asks why: a printer without paper never comes to it but answers in real time. Some
   * network boards answer even that in turn, after the fence: nothing is asked while an answer is owed, or it would be taken for the next one's.
   */
  async #fence<K extends AnswerKind>(kind: K, asked: 'done' | Interruption, untilMs: number) {
    if (asked !== 'done') return this.#interrupted(asked);
    let owed = false;
    for (;;) {
      const nextMs = this.#parts.clock.nowMs() + this.#parts.limits.askWhyMs;
      const answer = await this.#printer.answer(kind, Math.min(nextMs, untilMs));
      if (typeof answer === 'object') {
        const late = owed ? await this.#printer.answer('real-time', untilMs) : null;
        return typeof late === 'string' ? this.#interrupted(late) : answer;
      }
      if (answer !== 'silent' || nextMs >= untilMs) return this.#interrupted(answer);
      owed = owed && !this.#printer.hasAnswered('real-time');
      if (owed) continue;
      const status = await this.#printer.askStatus(untilMs);
      if (typeof status === 'string') {
        if (isTrouble(status)) return { result: 'not-printed', status, dirty: true } as Verdict;
      } else if (status.interrupted === 'silent') owed = true;
      else return this.#interrupted(status.interrupted);
    }
  }

  /** The printer's own clean word, and nothing but sense from it since the connection stood. */
  async #lastWord(untilMs: number): Promise<Verdict> {
    for (;;) {
      const status = await this.#printer.askStatus(untilMs);
      if (typeof status === 'object') return this.#interrupted(status.interrupted);
      if (isTrouble(status)) return { result: 'not-printed', status, dirty: true };
      if (this.#printer.strayCount > 0) return { result: 'unknown', status, dirty: true };
      if (isFit(status)) return { result: 'printed', status, dirty: false };
      // Offline without a cause, as while the feed button is held: asked again until the deadline.
      const end = await this.#printer.rest(this.#parts.clock.nowMs() + this.#parts.limits.settleMs);
      if (end !== 'silent' || this.#parts.clock.nowMs() >= untilMs) return this.#interrupted(end);
    }
  }

  #interrupted(by: Interruption): Verdict {
    const status = this.#statusAfter(by);
    if (by === 'trouble' || !this.begun) return { result: 'not-printed', status, dirty: true };
    return { result: 'unknown', status, dirty: true };
  }

  #statusAfter(by: Interruption): PrinterStatus {
    if (by === 'trouble') return this.#printer.trouble ?? 'unknown';
    return by === 'lost' ? 'disconnected' : 'unknown';
  }
}
