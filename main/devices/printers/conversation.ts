import type { PrinterProfile } from '../../../kiosk-config/schema/printer-profile.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { PrinterClock } from './clock.ts';
import type { PrinterLimits } from './limits.ts';
import type { PrinterStatus } from './printer.ts';
import {
  askProcessId,
  askRealTime,
  isTrouble,
  type RealTimeQuestion,
  statusFromAsb,
  statusFromRealTime,
} from './protocol.ts';
import { type PrinterReply, ReplyStream } from './reply-stream.ts';
import type { LinkFault, OpenLink, PrinterLink } from './transports/link.ts';

/** What every conversation with one printer is built from. */
export interface PrinterParts {
  readonly openLink: OpenLink;
  readonly profile: PrinterProfile;
  readonly clock: PrinterClock;
  readonly limits: PrinterLimits;
  /** Four characters 0x20..0x7E, new for each job, so that a late answer to another job is not taken for this one's. */
  readonly newProcessId: () => string;
}

/** How a wait or a write ended when it did not end well: silence, a cut line, or trouble the printer itself reported. */
export type Interruption = 'silent' | 'lost' | 'trouble';

/** Answers that are asked for; reports (ASB) come by themselves. */
export type AnswerKind = 'real-time' | 'paper' | 'process-id' | 'cleared';
type Answer<K extends AnswerKind> = Extract<PrinterReply, { kind: K }>;

/** One connection while it is open: what was written, what was said, and who waits for what. */
export class Conversation {
  /** Bytes or answers that nobody asked for. A printer that says nonsense is not believed. */
  strayCount = 0;
  /** Clock time at which the system took the last bytes. */
  lastTakenMs: number;
  readonly #parts: PrinterParts;
  readonly #link: PrinterLink;
  readonly #expected = new Set<AnswerKind>();
  readonly #answers = new Map<AnswerKind, PrinterReply>();
  readonly #waiting = new Set<() => void>();
  #lost = false;
  #heeding = false;
  #processId: string | null = null;
  #reported: PrinterStatus | null = null;

  private constructor(parts: PrinterParts, link: PrinterLink) {
    this.#parts = parts;
    this.#link = link;
    this.lastTakenMs = parts.clock.nowMs();
  }

  /** Connects, and lets pass what the printer still had to say to somebody else. */
  static async open(parts: PrinterParts): Promise<Result<Conversation, LinkFault>> {
    const early: PrinterReply[] = [];
    let lostEarly = false;
    let conversation: Conversation | null = null;
    const stream = new ReplyStream((reply) => (conversation ? conversation.#hear(reply) : early.push(reply)));
    const link = await parts.openLink({
      bytes: (bytes) => stream.take(bytes),
      lost: () => {
        if (conversation) conversation.#lose();
        else lostEarly = true;
      },
    });
    if (!link.ok) return link;
    conversation = new Conversation(parts, link.value);
    if (lostEarly) conversation.#lose();
    if (link.value.answers) await conversation.rest(parts.clock.nowMs() + 2 * parts.limits.pollMs);
    conversation.strayCount = 0;
    return ok(conversation);
  }

  get answers(): boolean {
    return this.#link.answers;
  }

  /** Trouble that the printer reported by itself (ASB) since `heedReports`, null while it reported none. */
  get trouble(): PrinterStatus | null {
    return this.#heeding && this.#reported !== null && isTrouble(this.#reported) ? this.#reported : null;
  }

  /** From now on reports count. Older ones may be stale: a device file keeps what nobody read. */
  heedReports(): void {
    this.#reported = null;
    this.#heeding = true;
  }

  /** Writes and watches: ends when the system took all bytes, or at once when something goes wrong meanwhile. */
  async write(bytes: Uint8Array, untilMs: number): Promise<'done' | Interruption> {
    let taken: boolean | undefined;
    void this.#link.write(bytes).then((complete) => {
      taken = complete;
      this.#wake();
    });
    const end = await this.wait(() => (taken === undefined ? undefined : taken ? 'done' : 'lost'), untilMs);
    if (end === 'done') this.lastTakenMs = this.#parts.clock.nowMs();
    return end;
  }

  /** Waits until `ready` gives a value. Trouble goes first: it must not be outrun by an answer that was under way. */
  wait<T>(ready: () => T | undefined, untilMs: number): Promise<T | Interruption> {
    const look = (): T | Interruption | undefined =>
      this.trouble !== null ? 'trouble' : (ready() ?? (this.#lost ? 'lost' : undefined));
    return new Promise((resolve) => {
      const end = (value: T | Interruption): void => {
        cancelAlarm();
        this.#waiting.delete(check);
        resolve(value);
      };
      const check = (): void => {
        const value = look();
        if (value !== undefined) end(value);
      };
      const cancelAlarm = this.#parts.clock.alarm(untilMs - this.#parts.clock.nowMs(), () => end('silent'));
      this.#waiting.add(check);
      check();
    });
  }

  /** Waits for the time given; ends earlier only when something goes wrong. `silent` is the calm end. */
  rest(untilMs: number): Promise<Interruption> {
    return this.wait<never>(() => undefined, untilMs);
  }

  /** Sends a question; its answer is waited for with `answer`. One of a kind at a time: answers do not say what was asked. */
  async question(kind: AnswerKind, question: Uint8Array, untilMs: number): Promise<'done' | Interruption> {
    this.#expected.add(kind);
    this.#answers.delete(kind);
    return await this.write(question, untilMs);
  }

  /** GS ( H function 48, whose answer carries `id`. Answers to another job's, still in the printer's buffer, are let pass. */
  async questionProcessId(id: string, untilMs: number): Promise<'done' | Interruption> {
    this.#processId = id;
    return await this.question('process-id', askProcessId(id), untilMs);
  }

  async answer<K extends AnswerKind>(kind: K, untilMs: number): Promise<Answer<K> | Interruption> {
    const answer = await this.wait(() => this.#answers.get(kind), untilMs);
    if (typeof answer === 'string') return answer;
    return answer as Answer<K>;
  }

  hasAnswered(kind: AnswerKind): boolean {
    return this.#answers.has(kind);
  }

  async ask<K extends AnswerKind>(kind: K, question: Uint8Array, untilMs: number): Promise<Answer<K> | Interruption> {
    const written = await this.question(kind, question, untilMs);
    return written === 'done' ? await this.answer(kind, untilMs) : written;
  }

  /** DLE EOT 1, 2 and 4, and 3 when 2 tells of an error; each within `replyMs`, all before `untilMs`. */
  async askStatus(untilMs: number): Promise<PrinterStatus | { readonly interrupted: Interruption }> {
    const answers: { [Q in RealTimeQuestion]?: number } = {};
    const questions: RealTimeQuestion[] = [1, 2, 4];
    for (const question of questions) {
      const until = Math.min(untilMs, this.#parts.clock.nowMs() + this.#parts.limits.replyMs);
      const reply = await this.ask('real-time', askRealTime(question), until);
      if (typeof reply === 'string') return { interrupted: reply };
      answers[question] = reply.bits;
      if (question === 2 && reply.bits & 0x40) questions.push(3);
    }
    return statusFromRealTime(answers, this.#parts.profile.nearEndSensor);
  }

  finish(): Promise<void> {
    return this.#link.finish(this.#parts.limits.closeMs);
  }

  abort(): void {
    this.#link.abort();
  }

  #hear(reply: PrinterReply): void {
    if (reply.kind === 'process-id' && reply.id !== this.#processId) return;
    if (reply.kind === 'asb') this.#reported = statusFromAsb(reply.packet, this.#parts.profile.nearEndSensor);
    else if (reply.kind !== 'stray' && this.#expected.delete(reply.kind)) this.#answers.set(reply.kind, reply);
    else this.strayCount++;
    this.#wake();
  }

  #lose(): void {
    this.#lost = true;
    this.#wake();
  }

  #wake(): void {
    for (const check of [...this.#waiting]) check();
  }
}
