import type { Alignment, Cell, InterpreterSink } from './marks.ts';

/** Font A of the ESC/POS reference: cells of 12 by 24 dots. */
export const FONT_WIDTH = 12;
export const FONT_HEIGHT = 24;

/** ESC and GS commands that change nothing here, and how many parameter bytes they swallow. */
const IGNORED_ESC: Readonly<Record<number, number>> = {
  32: 1,
  45: 1,
  71: 1,
  77: 1,
  82: 1,
  86: 1,
  99: 2,
  112: 3,
  114: 1,
  123: 1,
  61: 1,
  36: 2,
  92: 2,
};
const IGNORED_GS: Readonly<Record<number, number>> = {
  66: 1,
  72: 1,
  76: 2,
  80: 2,
  87: 2,
  98: 1,
  102: 1,
  104: 1,
  119: 1,
};

export interface InterpreterSettings {
  readonly dotsPerLine: number;
  readonly dotsPerInch: number;
  /** Number after `ESC t` under which this model has Windows-1252. */
  readonly windows1252: number;
}

type Bytes = Generator<undefined, number, number>;
type Command = Generator<undefined, void, number>;

/**
 * Reads print data byte by byte as an ESC/POS printer does (standard mode) and turns it into marks. Written from the command reference and
 * independent of what builds our receipts. It is fed with `next(byte)` after one first `next()`; it never ends.
 */
export class Interpreter {
  readonly #settings: InterpreterSettings;
  readonly #sink: InterpreterSink;
  readonly #decoder = new TextDecoder('windows-1252');
  #cells: Cell[] = [];
  #align: Alignment = 'left';
  #bold = false;
  #widthFactor = 1;
  #heightFactor = 1;
  #page = 0;
  #pitch: number;
  #program: Command;

  constructor(settings: InterpreterSettings, sink: InterpreterSink) {
    this.#settings = settings;
    this.#sink = sink;
    this.#pitch = this.#defaultPitch();
    this.#program = this.#start();
  }

  feed(byte: number): void {
    this.#program.next(byte);
  }

  /** Forgets the line and the command under way, as DLE DC4 8 does. */
  clear(): void {
    this.#cells = [];
    this.#program = this.#start();
  }

  #start(): Command {
    const program = this.#run();
    program.next();
    return program;
  }

  *#run(): Command {
    for (;;) {
      const byte: number = yield;
      if (byte === 0x1b) yield* this.#escape();
      else if (byte === 0x1d) yield* this.#group();
      else if (byte === 0x0a) this.#lineFeed();
      else if (byte >= 0x20 && byte !== 0x7f) this.#character(byte);
      else if (byte !== 0x00 && byte !== 0x0d) this.#odd(`control byte ${hex(byte)}`);
    }
  }

  *#escape(): Command {
    const command: number = yield;
    if (command === 0x40) this.#initialise();
    else if (command === 0x32) this.#pitch = this.#defaultPitch();
    else if (command in IGNORED_ESC) yield* this.#skip(IGNORED_ESC[command] ?? 0);
    else {
      const n: number = yield;
      if (command === 0x61) this.#align = alignment(n);
      else if (command === 0x45) this.#bold = (n & 1) === 1;
      else if (command === 0x74) this.#page = n;
      else if (command === 0x33) this.#pitch = n;
      else if (command === 0x64) for (let i = 0; i < n; i++) this.#lineFeed();
      else if (command === 0x4a) this.#printLine(n);
      else if (command === 0x21) this.#printMode(n);
      else this.#odd(`ESC ${hex(command)} ${hex(n)}`);
    }
  }

  *#group(): Command {
    const command: number = yield;
    if (command === 0x76) yield* this.#raster();
    else if (command === 0x28) yield* this.#extended();
    else if (command in IGNORED_GS) yield* this.#skip(IGNORED_GS[command] ?? 0);
    else {
      const n: number = yield;
      if (command === 0x21) this.#size(n);
      else if (command === 0x56) yield* this.#cut(n);
      else if (command === 0x72) this.#sink.askedSensor(n);
      else if (command === 0x61) this.#sink.setReports(n);
      else this.#odd(`GS ${hex(command)} ${hex(n)}`);
    }
  }

  /** GS v 0 m xL xH yL yH d1…dk: rows are printed as they come in. */
  *#raster(): Command {
    const kind: number = yield;
    const mode: number = yield;
    const bytesPerRow = yield* this.#word();
    const rows = yield* this.#word();
    if (kind !== 0x30) this.#odd(`GS v ${hex(kind)}`);
    if (this.#cells.length > 0) this.#lineFeed();
    for (let row = 0; row < rows; row++) {
      const bits = new Uint8Array(bytesPerRow);
      for (let i = 0; i < bytesPerRow; i++) bits[i] = yield;
      const dots = mode & 2 ? 2 : 1;
      this.#sink.mark({ kind: 'row', bits, align: this.#align, dots, wide: (mode & 1) === 1 });
    }
  }

  /** GS ( X pL pH …: only function 48 of GS ( H says something; the rest is skipped by its length. */
  *#extended(): Command {
    const family: number = yield;
    const length = yield* this.#word();
    const body = new Uint8Array(length);
    for (let i = 0; i < length; i++) body[i] = yield;
    if (family === 0x48 && body[0] === 48 && length === 6) {
      const bytes = Uint8Array.of(0x37, 0x22, ...body.subarray(2), 0x00);
      this.#sink.mark({ kind: 'tell', bytes, dots: 0 });
    } else {
      this.#odd(`GS ( ${String.fromCharCode(family)}, ${length} bytes`);
    }
  }

  *#cut(mode: number): Command {
    if (this.#cells.length > 0) this.#odd('cut in the middle of a line');
    if (mode === 65 || mode === 66) {
      const n: number = yield;
      this.#sink.mark({ kind: 'feed', dots: n });
    }
    this.#sink.mark({ kind: 'cut', dots: 0 });
  }

  *#word(): Bytes {
    const low: number = yield;
    const high: number = yield;
    return low + 256 * high;
  }

  *#skip(count: number): Command {
    for (let i = 0; i < count; i++) yield;
  }

  #initialise(): void {
    this.#cells = [];
    this.#align = 'left';
    this.#bold = false;
    this.#widthFactor = 1;
    this.#heightFactor = 1;
    this.#page = 0;
    this.#pitch = this.#defaultPitch();
    this.#sink.initialised();
  }

  #size(n: number): void {
    this.#widthFactor = 1 + ((n >> 4) & 7);
    this.#heightFactor = 1 + (n & 7);
  }

  #printMode(n: number): void {
    this.#bold = (n & 0x08) !== 0;
    this.#widthFactor = n & 0x20 ? 2 : 1;
    this.#heightFactor = n & 0x10 ? 2 : 1;
  }

  #character(byte: number): void {
    const used = this.#cells.reduce((sum, cell) => sum + cell.widthFactor * FONT_WIDTH, 0);
    if (used + this.#widthFactor * FONT_WIDTH > this.#settings.dotsPerLine) this.#lineFeed();
    this.#cells.push({
      character: this.#decode(byte),
      bold: this.#bold,
      widthFactor: this.#widthFactor,
      heightFactor: this.#heightFactor,
    });
  }

  /** Only Windows-1252 is drawn; a high byte on another page shows as U+FFFD, so that a missing `ESC t` is seen. */
  #decode(byte: number): string {
    if (byte >= 0x80 && this.#page !== this.#settings.windows1252) return '\ufffd';
    return this.#decoder.decode(Uint8Array.of(byte));
  }

  #lineFeed(): void {
    const tallest = this.#cells.reduce((most, cell) => Math.max(most, cell.heightFactor), 1);
    this.#printLine(Math.max(this.#pitch, tallest > 1 ? tallest * FONT_HEIGHT + this.#pitch - FONT_HEIGHT : 0));
  }

  #printLine(dots: number): void {
    const cells = this.#cells;
    this.#cells = [];
    this.#sink.mark(cells.length > 0 ? { kind: 'line', cells, align: this.#align, dots } : { kind: 'feed', dots });
  }

  /** ESC 2: 1/6 inch. Never less than the font, so that a coarse head does not overprint. */
  #defaultPitch(): number {
    return Math.max(FONT_HEIGHT + 6, Math.round(this.#settings.dotsPerInch / 6));
  }

  #odd(what: string): void {
    this.#sink.mark({ kind: 'oddity', what, dots: 0 });
  }
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0').toUpperCase();

function alignment(n: number): Alignment {
  const kind = n & 3;
  return kind === 1 ? 'center' : kind === 2 ? 'right' : 'left';
}
