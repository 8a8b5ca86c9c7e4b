import { createRequire } from 'node:module';
import { FONT_HEIGHT, FONT_WIDTH } from './interpreter.ts';

const FONT_FILE = createRequire(import.meta.url).resolve(
  '@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf',
);
/** From the ring of Å to the foot of | is 24 dots at this size. */
const EM_DOTS = 20;
/** Drawn before every glyph: fixes the top and the foot of the picture, then is cut off. */
const RULER = 'Å|';
const INK_FROM = 100;

/** The dots of one character in font A: 24 rows of 12, true is ink. */
export type Glyph = readonly (readonly boolean[])[];

/** Draws the characters of a built-in printer font, each once: a proportional font squeezed into the printer's cells. */
export class GlyphBox {
  readonly #drawn = new Map<string, Promise<Glyph>>();

  glyph(character: string): Promise<Glyph> {
    const known = this.#drawn.get(character);
    if (known !== undefined) return known;
    const drawn = drawGlyph(character);
    this.#drawn.set(character, drawn);
    return drawn;
  }
}

interface Grey {
  readonly width: number;
  readonly height: number;
  readonly ink: (x: number, y: number) => number;
}

async function drawGlyph(character: string): Promise<Glyph> {
  const blank = Array.from({ length: FONT_HEIGHT }, () => new Array<boolean>(FONT_WIDTH).fill(false));
  if (character.trim() === '') return blank;
  const ruler = await setText(RULER);
  const drawn = await setText(`${RULER}   ${character}`);
  const columns: number[] = [];
  for (let x = ruler.width + 1; x < drawn.width; x++) {
    for (let y = 0; y < drawn.height; y++) {
      if (drawn.ink(x, y) >= INK_FROM) {
        columns.push(x);
        break;
      }
    }
  }
  const first = columns[0];
  const last = columns.at(-1);
  if (first === undefined || last === undefined) return blank;
  const inkWidth = last - first + 1;
  const width = Math.min(inkWidth, FONT_WIDTH - 1);
  const left = Math.floor((FONT_WIDTH - width) / 2);
  return blank.map((row, y) =>
    row.map((_, x) => {
      if (x < left || x >= left + width) return false;
      // Squeezing keeps the darkest of the columns that fall together, so that thin stems survive.
      const from = first + Math.floor(((x - left) * inkWidth) / width);
      const to = first + Math.max(Math.ceil(((x - left + 1) * inkWidth) / width), from - first + 1);
      for (let column = from; column < to; column++) if (drawn.ink(column, y) >= INK_FROM) return true;
      return false;
    }),
  );
}

async function setText(text: string): Promise<Grey> {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const { default: sharp } = await import('sharp');
  const { data, info } = await sharp({
    text: { text: escaped, font: `Noto Sans ${EM_DOTS}`, fontfile: FONT_FILE, dpi: 72 },
  })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    width: info.width,
    height: info.height,
    ink: (x, y) => (y < info.height ? (data[(y * info.width + x) * info.channels] ?? 0) : 0),
  };
}
