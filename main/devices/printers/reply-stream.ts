/** One thing the printer said. */
export type PrinterReply =
  | { readonly kind: 'real-time'; readonly bits: number }
  | { readonly kind: 'asb'; readonly packet: readonly number[] }
  | { readonly kind: 'paper'; readonly bits: number }
  | { readonly kind: 'process-id'; readonly id: string }
  | { readonly kind: 'cleared' }
  /** A byte that is no answer of this protocol. */
  | { readonly kind: 'stray'; readonly byte: number };

const BLOCK_HEADER = 0x37;
const XON = 0x11;
const XOFF = 0x13;

const isRealTime = (byte: number): boolean => (byte & 0x93) === 0x12;
const isAsbFirst = (byte: number): boolean => (byte & 0x93) === 0x10;
/** The answer to GS r, and bytes two to four of an ASB packet: told apart by their place. */
const isPlain = (byte: number): boolean => (byte & 0x90) === 0;

/**
 * Takes the printer's bytes as they come and tells its four kinds of answers apart. A real-time answer may stand inside an ASB packet.
 * Inside a block (0x37 … NUL) every byte is taken as data, as the reference says.
 */
export class ReplyStream {
  readonly #said: (reply: PrinterReply) => void;
  #asb: number[] = [];
  #block: number[] = [];

  constructor(said: (reply: PrinterReply) => void) {
    this.#said = said;
  }

  take(bytes: Uint8Array): void {
    for (const byte of bytes) this.#take(byte);
  }

  #take(byte: number): void {
    if (this.#block.length > 0) this.#takeInBlock(byte);
    else if (isRealTime(byte)) this.#said({ kind: 'real-time', bits: byte });
    else if (this.#asb.length > 0 && isPlain(byte)) this.#takeInAsb(byte);
    else {
      this.#dropAsb();
      if (isAsbFirst(byte)) this.#asb = [byte];
      else if (byte === BLOCK_HEADER) this.#block = [byte];
      else if (isPlain(byte)) this.#said({ kind: 'paper', bits: byte });
      else if (byte !== XON && byte !== XOFF) this.#said({ kind: 'stray', byte });
    }
  }

  #takeInAsb(byte: number): void {
    this.#asb.push(byte);
    if (this.#asb.length < 4) return;
    this.#said({ kind: 'asb', packet: this.#asb });
    this.#asb = [];
  }

  #dropAsb(): void {
    for (const byte of this.#asb) this.#said({ kind: 'stray', byte });
    this.#asb = [];
  }

  /** 37 22 id id id id 00 answers GS ( H function 48; 37 25 00 answers DLE DC4 function 8. */
  #takeInBlock(byte: number): void {
    this.#block.push(byte);
    const [, identifier] = this.#block;
    const length = identifier === 0x22 ? 7 : identifier === 0x25 ? 3 : 2;
    if (this.#block.length < length) return;
    const block = this.#block;
    this.#block = [];
    if (identifier === 0x22 && byte === 0) {
      this.#said({ kind: 'process-id', id: String.fromCharCode(...block.slice(2, 6)) });
    } else if (identifier === 0x25 && byte === 0) {
      this.#said({ kind: 'cleared' });
    } else {
      for (const each of block) this.#said({ kind: 'stray', byte: each });
    }
  }
}
