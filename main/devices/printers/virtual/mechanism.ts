import {
  applyChange,
  type ConditionChange,
  type Conditions,
  HEALTHY,
  isOffline,
  realTimeAnswer,
  report,
  sensorAnswer,
  type Trigger,
} from './conditions.ts';
import { Interpreter, type InterpreterSettings } from './interpreter.ts';
import type { InterpreterSink, Mark } from './marks.ts';
import { PaperInPrinter } from './paper.ts';
import { realTimeLength } from './real-time.ts';

export interface MechanismSettings extends InterpreterSettings {
  readonly bufferBytes: number;
  readonly bytesPerS: number;
  readonly speedMmPerS: number;
  /** Paper left on the roll; null never ends. */
  readonly rollMm: number | null;
}

/** Lines understood but not yet printed: the head is never further behind than this. */
const LAG_MM = 60;
/** The near-end sensor sees the core of the roll before the end. */
const NEAR_END_MM = 500;

/**
 * The printer without its plug: receive buffer, interpreter, head, motor, knife and sensors. Time comes in through `tick`.
 * Bytes wait on the wire while the buffer is full; real-time commands are obeyed when they reach it, even full or offline.
 */
export class Mechanism implements InterpreterSink {
  readonly papers: PaperInPrinter[] = [];
  conditions: Conditions = HEALTHY;
  bytesTaken = 0;
  printedDots = 0;
  readonly #settings: MechanismSettings;
  readonly #say: (bytes: Uint8Array) => void;
  readonly #cut: (paper: PaperInPrinter) => void;
  readonly #interpreter: Interpreter;
  #wire: Uint8Array = new Uint8Array();
  #buffer: number[] = [];
  #queue: Mark[] = [];
  #queuedDots = 0;
  #byteBudget = 0;
  #dotBudget = 0;
  #reports = 0;
  #paper = new PaperInPrinter();
  #pending: { change: ConditionChange; trigger: Trigger }[] = [];

  constructor(settings: MechanismSettings, say: (bytes: Uint8Array) => void, cut: (paper: PaperInPrinter) => void) {
    this.#settings = settings;
    this.#say = say;
    this.#cut = cut;
    this.#interpreter = new Interpreter(settings, this);
  }

  /** Bytes that came over the line. */
  receive(bytes: Uint8Array): void {
    this.#wire = this.#wire.length === 0 ? bytes : Buffer.concat([this.#wire, bytes]);
    this.#admit();
  }

  /** Bytes that have arrived and do not fit into the buffer. */
  get waitingBytes(): number {
    return this.#wire.length;
  }

  /** The line is cut: what is not in the buffer never comes. */
  dropWire(): void {
    this.#wire = new Uint8Array();
  }

  /** The piece of paper that hangs out of the printer, uncut. */
  get hangingPaper(): PaperInPrinter {
    return this.#paper;
  }

  /** A hand's change at once cancels the ones planned before. */
  order(change: ConditionChange, trigger: Trigger = {}): void {
    if (trigger.bytes === undefined && trigger.mm === undefined) this.#pending = [];
    this.#plan(change, trigger);
  }

  #plan(change: ConditionChange, trigger: Trigger = {}): void {
    this.#pending.push({ change, trigger });
    this.#applyDue();
  }

  /** Lets `ms` pass: understands bytes, prints dots, tells what changed. */
  tick(ms: number): void {
    const { pace } = this.conditions;
    this.#byteBudget = Math.min(this.#byteBudget + (this.#settings.bytesPerS * pace * ms) / 1_000, 1_000_000);
    this.#dotBudget += (this.#dots(this.#settings.speedMmPerS) * pace * ms) / 1_000;
    if (this.conditions.voice === 'storm') this.#say(report(this.conditions));
    let progress = true;
    while (progress && !isOffline(this.conditions) && this.conditions.pace > 0) {
      progress = this.#understand() || this.#print();
      this.#applyDue();
    }
    if (this.#queue.length === 0) this.#dotBudget = Math.min(this.#dotBudget, 1);
    if (this.#buffer.length === 0) this.#byteBudget = Math.min(this.#byteBudget, 1);
    this.#admit();
  }

  mark(mark: Mark): void {
    this.#queue.push(mark);
    this.#queuedDots += mark.dots;
  }

  askedSensor(n: number): void {
    if (n === 1 || n === 49) this.#say(Uint8Array.of(sensorAnswer(this.conditions)));
  }

  setReports(mask: number): void {
    this.#reports = mask;
    if (mask !== 0) this.#say(report(this.conditions));
  }

  initialised(): void {
    this.#reports = 0;
  }

  #dots(mm: number): number {
    return (mm * this.#settings.dotsPerInch) / 25.4;
  }

  /** Moves bytes from the wire into the buffer; obeys what is for now. */
  #admit(): void {
    let at = 0;
    while (at < this.#wire.length) {
      const length = realTimeLength(this.#wire.subarray(at));
      if (length === 'incomplete') break;
      if (length > 0) {
        this.#obey(this.#wire.subarray(at, at + length));
        at += length;
      } else if (this.#buffer.length < this.#settings.bufferBytes) {
        this.#buffer.push(this.#wire[at] ?? 0);
        this.bytesTaken++;
        at++;
      } else break;
    }
    this.#wire = this.#wire.subarray(at);
    this.#applyDue();
  }

  #obey(command: Uint8Array): void {
    const [, kind, n = 0] = command;
    if (kind === 0x04) this.#say(Uint8Array.of(realTimeAnswer(n, this.conditions)));
    else if (kind === 0x05 && n === 2 && this.conditions.error === 'cutter') {
      this.#clear();
      this.#plan({ error: 'none' });
    } else if (kind === 0x14 && n === 8) {
      this.#clear();
      this.#say(Uint8Array.of(0x37, 0x25, 0x00));
    }
  }

  #clear(): void {
    this.#buffer = [];
    this.#queue = [];
    this.#queuedDots = 0;
    this.#interpreter.clear();
  }

  #understand(): boolean {
    let count = 0;
    while (this.#byteBudget >= 1 && count < this.#buffer.length && this.#queuedDots < this.#dots(LAG_MM)) {
      this.#byteBudget -= 1;
      this.#interpreter.feed(this.#buffer[count] ?? 0);
      count++;
    }
    this.#buffer.splice(0, count);
    if (count > 0) this.#admit();
    return count > 0;
  }

  #print(): boolean {
    const mark = this.#queue[0];
    if (mark === undefined || mark.dots > this.#dotBudget) return false;
    this.#queue.shift();
    this.#queuedDots -= mark.dots;
    this.#dotBudget -= mark.dots;
    this.printedDots += mark.dots;
    if (mark.kind === 'tell') this.#say(mark.bytes);
    else this.#paper.add(mark);
    if (mark.kind === 'cut') {
      this.papers.push(this.#paper);
      this.#cut(this.#paper);
      this.#paper = new PaperInPrinter();
    }
    this.#senseRoll();
    return true;
  }

  #senseRoll(): void {
    const { rollMm } = this.#settings;
    if (rollMm === null || this.conditions.paper === 'out') return;
    const left = this.#dots(rollMm) - this.printedDots;
    if (left <= 0) this.#plan({ paper: 'out' });
    else if (left < this.#dots(NEAR_END_MM) && this.conditions.paper === 'present') this.#plan({ paper: 'near-end' });
  }

  #applyDue(): void {
    const due = (trigger: Trigger): boolean =>
      this.bytesTaken >= (trigger.bytes ?? 0) && this.printedDots >= this.#dots(trigger.mm ?? 0);
    const changes = this.#pending.filter(({ trigger }) => due(trigger));
    if (changes.length === 0) return;
    this.#pending = this.#pending.filter(({ trigger }) => !due(trigger));
    const before = report(this.conditions);
    const { pace } = this.conditions;
    for (const { change } of changes) this.conditions = applyChange(this.conditions, change);
    // Time that has passed at the old pace is not worked off at the new one: a late tick must not print past a standstill.
    if (this.conditions.pace !== pace) [this.#byteBudget, this.#dotBudget] = [0, 0];
    const after = report(this.conditions);
    if (this.#reports !== 0 && after.some((byte, i) => byte !== before[i])) this.#say(after);
  }
}
