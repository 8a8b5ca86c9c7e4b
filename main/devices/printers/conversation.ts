import type { PrinterProfile } from '../../../kiosk-config/schema/printer-profile.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { PrinterClock } from './clock.ts';
import type { PrinterLimits } from './limits.ts';
import type { PrinterStatus } from './printer.ts';
import {
  askRealTime,
  isTrouble,
  type RealTimeAnswers,
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

/** One connection while it is open: what was written, what was said, and who waits for what. */
export class Conversation {
  /** Bytes said that nobody asked for and no status explains. A printer that says nonsense is not believed. */
  strayBytes = 0;
  /** Clock time at which the system took the last bytes. */
  lastTakenMs: number;
  #lost = false;
  #asbStatus: PrinterStatus | null = null;
  #expected: 'real-time' | 'paper' | 'process-id' | null = null;
  #answer: PrinterReply | null = null;
  #cleared = false;
  readonly #parts: PrinterParts;
  readonly #waiting = new Set<() => void>();
  #link: PrinterLink | null = null;

  private constructor(parts: PrinterParts) {
    this.#parts = parts;
    this.lastTakenMs = parts.clock.nowMs();
  }

  static async open(parts: PrinterParts): Promise<Result<Conversation, LinkFault>> {
    const conversation = new Conversation(parts);
    const stream = new ReplyStream((reply) => conversation.#hear(reply));
    const link = await parts.openLink({
      bytes: (bytes) => stream.take(bytes),
      lost: () => {
        conversation.#lost = true;
        conversation.#wake();
      },
    });
    if (!link.ok) return link;
    conversation.#link = link.value;
    return ok(conversation);
  }

  get answers(): boolean {
    return this.#link?.answers ?? false;
  }

  /** Trouble that the printer reported by itself (ASB), null while it reported none. */
  get trouble(): PrinterStatus | null {
    return this.#asbStatus !== null && isTrouble(this.#asbStatus) ? this.#asbStatus : null;
  }

  /** Writes and watches: ends when the system took all bytes, or at once when something goes wrong meanwhile. */
  async write(bytes: Uint8Array, untilMs: number): Promise<'done' | Interruption> {
    let taken: boolean | undefined;
    void this.#link?.write(bytes).then((complete) => {
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

  /** Sends a question and waits for its kind of answer; one question at a time, as answers do not say what was asked. */
  async ask<K extends 'real-time' | 'paper' | 'process-id'>(
    kind: K,
    question: Uint8Array,
    untilMs: number,
  ): Promise<Extract<PrinterReply, { kind: K }> | Interruption> {
    this.#expected = kind;
    this.#answer = null;
    const written = await this.write(question, untilMs);
    const answer = written === 'done' ? await this.wait(() => this.#answer ?? undefined, untilMs) : written;
    this.#expected = null;
    if (typeof answer === 'string') return answer;
    return answer as Extract<PrinterReply, { kind: K }>;
  }

  /** DLE EOT 1, 2 and 4, and 3 when 2 tells of an error; each within `replyMs`, all before `untilMs`. */
  async askStatus(untilMs: number): Promise<PrinterStatus | { readonly interrupted: Interruption }> {
    const answers: { -readonly [Q in RealTimeQuestion]?: number } = {};
    const questions: RealTimeQuestion[] = [1, 2, 4];
    for (const question of questions) {
      const until = Math.min(untilMs, this.#parts.clock.nowMs() + this.#parts.limits.replyMs);
      const reply = await this.ask('real-time', askRealTime(question), until);
      if (typeof reply === 'string') return { interrupted: reply };
      answers[question] = reply.bits;
      if (question === 2 && reply.bits & 0x40) questions.push(3);
    }
    return statusFromRealTime(answers satisfies RealTimeAnswers, this.#parts.profile.nearEndSensor);
  }

  /** True when the printer said that it forgot its buffers (DLE DC4 function 8). */
  async forgets(command: Uint8Array, untilMs: number): Promise<boolean> {
    if ((await this.#link?.write(command)) !== true) return false;
    const end = await this.#waitCalmly(() => this.#cleared || this.#lost, untilMs);
    return end && this.#cleared;
  }

  finish(): Promise<void> {
    return this.#link?.finish(this.#parts.limits.closeMs) ?? Promise.resolve();
  }

  abort(): void {
    this.#link?.abort();
  }

  /** As `wait`, where trouble is known already. */
  #waitCalmly(ready: () => boolean, untilMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const end = (value: boolean): void => {
        cancelAlarm();
        this.#waiting.delete(check);
        resolve(value);
      };
      const check = (): void => {
        if (ready()) end(true);
      };
      const cancelAlarm = this.#parts.clock.alarm(untilMs - this.#parts.clock.nowMs(), () => end(false));
      this.#waiting.add(check);
      check();
    });
  }

  #hear(reply: PrinterReply): void {
    if (reply.kind === 'asb') this.#asbStatus = statusFromAsb(reply.packet, this.#parts.profile.nearEndSensor);
    else if (reply.kind === 'cleared') this.#cleared = true;
    else if (reply.kind === this.#expected && this.#answer === null) this.#answer = reply;
    else this.strayBytes++;
    this.#wake();
  }

  #wake(): void {
    for (const check of [...this.#waiting]) check();
  }
}
