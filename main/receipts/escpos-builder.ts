import { Image, Printer } from 'escpos';
import type { PrinterProfile } from '../../kiosk-config/schema/printer-profile.ts';
import { ok, type Result } from '../../shared/result.ts';
import { drawQr, type QrFault } from './escpos-qr.ts';
import { placeOnPaper } from './escpos-raster.ts';
import { fitsWindows1252, neutralise, wrap } from './escpos-text.ts';
import { type Bitmap, hasInk, rasteriseText } from './raster.ts';

export interface TextStyle {
  readonly align?: 'left' | 'center';
  readonly bold?: boolean;
  /** `double`: twice as wide and twice as high, so half the columns. */
  readonly size?: 'normal' | 'double';
}

/** One thing on the paper, from top to bottom. */
export type PaperBlock =
  | ({ readonly kind: 'text'; readonly text: string } & TextStyle)
  /** A label on the left and its value at the right edge; the value goes under the label when both do not fit. */
  | { readonly kind: 'pair'; readonly label: string; readonly value: string; readonly bold?: boolean }
  | { readonly kind: 'rule' }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'image'; readonly bitmap: Bitmap; readonly align?: 'left' | 'center' }
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'cut' };

/** Font A is 24 dots high; foreign lines are set to the same size. */
const EM_DOTS = 22;
/** From the print head to the knife: about 15 mm, 4 lines of 1/6 inch; without a cutter, to the tear bar and a margin. */
const LINES_TO_KNIFE = 5;
const LINES_TO_TEAR_BAR = 7;
const WINDOWS_1252 = 'win1252';

/**
 * Turns blocks into the raw bytes of one print job for one printer model: initialised, in Windows-1252, the same bytes for the same
 * blocks. Text is neutralised; a text block that Windows-1252 cannot encode becomes a raster, never `?`. Fault: a QR that cannot be drawn.
 */
export async function buildEscpos(
  profile: PrinterProfile,
  blocks: readonly PaperBlock[],
): Promise<Result<Uint8Array, QrFault>> {
  const job = new Job(profile);
  job.begin();
  for (const block of blocks) {
    const fault = await job.add(block);
    if (fault !== null) return { ok: false, fault };
  }
  return ok(await job.end());
}

/** The only place that touches the library. Allowed of it: the nine calls below (a test reads this file). */
class Job {
  readonly #profile: PrinterProfile;
  readonly #printer: Printer<[]>;
  #bytes: Uint8Array = new Uint8Array();

  constructor(profile: PrinterProfile) {
    this.#profile = profile;
    const sink = {
      write: (bytes: Buffer, done: (error: Error | null) => void) => {
        this.#bytes = Uint8Array.from(bytes);
        done(null);
      },
    };
    // The library asks for a whole device adapter and uses, for what we call, its write alone.
    this.#printer = new Printer(sink as unknown as ConstructorParameters<typeof Printer<[]>>[0], {
      encoding: WINDOWS_1252,
    });
  }

  begin(): void {
    this.#printer.hardware('INIT');
    this.#printer.setCharacterCodeTable(this.#profile.windows1252);
    this.#printer.align('LT');
  }

  async end(): Promise<Uint8Array> {
    await this.#printer.flush();
    return this.#bytes;
  }

  async add(block: PaperBlock): Promise<QrFault | null> {
    switch (block.kind) {
      case 'text':
        await this.#text(neutralise(block.text), block);
        return null;
      case 'pair':
        await this.#pair(neutralise(block.label), neutralise(block.value), block.bold ?? false);
        return null;
      case 'rule':
        this.#lines(['-'.repeat(this.#profile.columns)], {});
        return null;
      case 'feed':
        this.#lines(new Array<string>(block.lines).fill(''), {});
        return null;
      case 'image':
        this.#image(block.bitmap, block.align ?? 'left');
        return null;
      case 'qr': {
        const qr = drawQr(block.text, this.#profile.dotsPerLine);
        if (!qr.ok) return qr.fault;
        this.#image(qr.value, 'center');
        return null;
      }
      case 'cut':
        this.#cut();
        return null;
    }
  }

  async #text(text: string, style: TextStyle): Promise<void> {
    const double = style.size === 'double';
    if (!fitsWindows1252(text)) {
      const picture = await rasteriseText(text, {
        emDots: double ? 2 * EM_DOTS : EM_DOTS,
        bold: style.bold ?? false,
        align: style.align ?? 'left',
        widthDots: this.#profile.dotsPerLine,
      });
      this.#image(withAir(picture), style.align ?? 'left');
      return;
    }
    const columns = double ? Math.floor(this.#profile.columns / 2) : this.#profile.columns;
    this.#lines(wrap(text, columns), style);
  }

  async #pair(label: string, value: string, bold: boolean): Promise<void> {
    const gap = this.#profile.columns - label.length - value.length;
    if (gap >= 1 && fitsWindows1252(label + value)) {
      this.#lines([label + ' '.repeat(gap) + value], { bold });
      return;
    }
    await this.#text(label, {});
    await this.#text(`  ${value}`, { bold });
  }

  #lines(lines: readonly string[], style: TextStyle): void {
    const printer = this.#printer;
    const double = style.size === 'double';
    if (style.align === 'center') printer.align('CT');
    if (style.bold) printer.raw(Buffer.from([0x1b, 0x45, 1]));
    if (double) printer.size(2, 2);
    for (const line of lines) printer.text(line, WINDOWS_1252);
    if (double) printer.size(1, 1);
    if (style.bold) printer.raw(Buffer.from([0x1b, 0x45, 0]));
    if (style.align === 'center') printer.align('LT');
  }

  #image(picture: Bitmap, align: 'left' | 'center'): void {
    for (const fragment of placeOnPaper(picture, this.#profile.dotsPerLine, align)) {
      this.#printer.raster(new Image(asPixels(fragment)), 'NORMAL');
    }
  }

  #cut(): void {
    if (this.#profile.cutter) this.#printer.cut(true, LINES_TO_KNIFE);
    else this.#lines(new Array<string>(LINES_TO_TEAR_BAR).fill(''), {});
  }
}

/** Blank rows above and below a foreign line, so that it stands like its neighbours (30 dots a line). */
function withAir(picture: Bitmap): Bitmap {
  const rows = 4;
  const stride = Math.ceil(picture.width / 8);
  const data = new Uint8Array(stride * (picture.height + 2 * rows));
  data.set(picture.data, stride * rows);
  return { width: picture.width, height: picture.height + 2 * rows, data };
}

/** The library reads pixels as an ndarray of RGBA, of which it uses only the shape and the data. */
function asPixels(bitmap: Bitmap): ConstructorParameters<typeof Image>[0] {
  const data = new Uint8Array(bitmap.width * bitmap.height * 4).fill(255);
  for (let y = 0; y < bitmap.height; y++) {
    for (let x = 0; x < bitmap.width; x++) {
      if (hasInk(bitmap, x, y)) data.fill(0, (y * bitmap.width + x) * 4, (y * bitmap.width + x) * 4 + 3);
    }
  }
  const pixels = { data, shape: [bitmap.width, bitmap.height, 4] };
  return pixels as unknown as ConstructorParameters<typeof Image>[0];
}
