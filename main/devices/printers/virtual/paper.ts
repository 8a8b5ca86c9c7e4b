import type { GlyphBox } from './glyphs.ts';
import { FONT_HEIGHT, FONT_WIDTH } from './interpreter.ts';
import type { Alignment, Cell, Mark } from './marks.ts';

/** A piece of paper as it lies in the visitor's hand, `complete` when it was cut. */
export interface VirtualPaper {
  readonly png: Uint8Array;
  /** One line per printed line; pictures, cuts and oddities in brackets. */
  readonly text: string;
  readonly complete: boolean;
}

/** What was printed since the last cut. */
export class PaperInPrinter {
  readonly marks: Mark[] = [];
  complete = false;

  add(mark: Mark): void {
    this.marks.push(mark);
    if (mark.kind === 'cut') this.complete = true;
  }

  /** True when something is on it that a person would see. */
  get used(): boolean {
    return this.marks.some((mark) => mark.kind === 'line' || mark.kind === 'row' || mark.kind === 'cut');
  }
}

export async function developPaper(paper: PaperInPrinter, widthDots: number, glyphs: GlyphBox): Promise<VirtualPaper> {
  return {
    png: await draw(paper.marks, widthDots, glyphs),
    text: transcribe(paper.marks),
    complete: paper.complete,
  };
}

/** The paper in words, as `VirtualPaper.text`. */
export function transcribe(marks: readonly Mark[]): string {
  const lines: string[] = [];
  let rows = 0;
  const endPicture = (): void => {
    if (rows > 0) lines.push(`[picture of ${rows} rows]`);
    rows = 0;
  };
  for (const mark of marks) {
    if (mark.kind === 'row') rows++;
    else endPicture();
    if (mark.kind === 'line') lines.push(mark.cells.map((cell) => cell.character).join(''));
    else if (mark.kind === 'feed') lines.push('');
    else if (mark.kind === 'cut') lines.push('[cut]');
    else if (mark.kind === 'oddity') lines.push(`[not understood: ${mark.what}]`);
  }
  endPicture();
  return lines.join('\n');
}

async function draw(marks: readonly Mark[], width: number, glyphs: GlyphBox): Promise<Uint8Array> {
  const height = Math.max(
    1,
    marks.reduce((sum, mark) => sum + mark.dots, 0),
  );
  const canvas = new Canvas(width, height);
  let y = 0;
  for (const mark of marks) {
    if (mark.kind === 'line') await drawLine(canvas, y, mark.cells, mark.align, glyphs);
    else if (mark.kind === 'row') drawRow(canvas, y, mark.bits, mark);
    y += mark.dots;
  }
  const { default: sharp } = await import('sharp');
  return Uint8Array.from(
    await sharp(canvas.grey, { raw: { width, height, channels: 1 } })
      .png()
      .toBuffer(),
  );
}

class Canvas {
  readonly width: number;
  readonly height: number;
  readonly grey: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.grey = new Uint8Array(width * height).fill(255);
  }

  blacken(x: number, y: number, wide: number, high: number): void {
    for (let row = Math.max(0, y); row < Math.min(this.height, y + high); row++) {
      for (let column = Math.max(0, x); column < Math.min(this.width, x + wide); column++) {
        this.grey[row * this.width + column] = 0;
      }
    }
  }
}

const startOf = (align: Alignment, width: number, content: number): number =>
  align === 'left' ? 0 : Math.max(0, align === 'center' ? (width - content) >> 1 : width - content);

async function drawLine(canvas: Canvas, top: number, cells: readonly Cell[], align: Alignment, glyphs: GlyphBox) {
  const content = cells.reduce((sum, cell) => sum + cell.widthFactor * FONT_WIDTH, 0);
  const tallest = cells.reduce((most, cell) => Math.max(most, cell.heightFactor), 1);
  let left = startOf(align, canvas.width, content);
  for (const cell of cells) {
    const glyph = await glyphs.glyph(cell.character);
    const { widthFactor: wide, heightFactor: high } = cell;
    const above = (tallest - high) * FONT_HEIGHT;
    for (const [y, row] of glyph.entries()) {
      for (const [x, ink] of row.entries()) {
        // Emphasised: each dot is struck once more, one dot to the right.
        if (ink) canvas.blacken(left + x * wide, top + above + y * high, wide + (cell.bold ? 1 : 0), high);
      }
    }
    left += wide * FONT_WIDTH;
  }
}

function drawRow(
  canvas: Canvas,
  top: number,
  bits: Uint8Array,
  row: { align: Alignment; dots: number; wide: boolean },
) {
  const factor = row.wide ? 2 : 1;
  const left = startOf(row.align, canvas.width, bits.length * 8 * factor);
  for (const [index, byte] of bits.entries()) {
    for (let bit = 0; byte !== 0 && bit < 8; bit++) {
      if (byte & (0x80 >> bit)) canvas.blacken(left + (index * 8 + bit) * factor, top, factor, row.dots);
    }
  }
}
