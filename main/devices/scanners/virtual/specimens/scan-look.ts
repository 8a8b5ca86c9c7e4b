import sharp from 'sharp';
import { a4Pixels } from '../../whole-page.ts';
import { type Sheet, sheetDrawing } from './sheets.ts';

/** A small seeded generator (xorshift32): the same sheet gives the same pixels. */
function generator(seed: number): () => number {
  let state = (Math.imul(seed, 2654435761) ^ 0x9e3779b9) >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 4294967296;
  };
}

const seedOf = (sheet: Sheet) =>
  [...`${sheet.paper}:${sheet.blemish}`].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), 7);

/** The sheet on the scanner's glass: a little turned, a thin shadow along its edges, a corner cut when asked. */
function svg(sheet: Sheet, random: () => number, widthPx: number, heightPx: number): string {
  const degrees = ((random() - 0.5) * 1.6).toFixed(3);
  const shiftX = sheet.blemish === 'cut-corner' ? 22 : (random() - 0.5) * 2;
  const shiftY = sheet.blemish === 'cut-corner' ? -26 : (random() - 0.5) * 2;
  const move = `translate(${shiftX.toFixed(2)} ${shiftY.toFixed(2)}) rotate(${degrees} 105 148.5)`;
  const edge = '<rect x="0.4" y="0.4" width="209.2" height="296.2" fill="#fff" stroke="#b9b9b9" stroke-width="0.5"/>';
  const fold = sheet.blemish === 'cut-corner' ? '<path d="M188 0 L210 0 L210 34 Z" fill="#6f6f6f"/>' : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${widthPx}" height="${heightPx}" viewBox="0 0 210 297"><rect width="210" height="297" fill="#d9d9d6"/><g transform="${move}">${edge}${sheetDrawing(sheet)}${fold}</g></svg>`;
}

/** Draws a sheet as a 24-bit scan of A4 at `dpi` and encodes it; deterministic for a version of the libraries. */
export async function drawSheet(sheet: Sheet, dpi: number, format: 'tiff' | 'jpeg'): Promise<Uint8Array> {
  const { widthPx, heightPx } = a4Pixels(dpi);
  const random = generator(seedOf(sheet));
  const drawing = sharp(Buffer.from(svg(sheet, random, widthPx, heightPx)), { limitInputPixels: 80_000_000 });
  const flat = drawing.flatten({ background: '#ffffff' });
  const soft = sheet.blemish === 'blurred' ? flat.blur(dpi / 60) : flat.blur(0.6);
  const { data, info } = await soft.raw().toBuffer({ resolveWithObject: true });
  degrade(data, info.width, info.channels, sheet, random);
  const { width, height, channels } = info;
  const scan = sharp(data, { raw: { width, height, channels } }).withDensity(dpi);
  return format === 'tiff' ? scan.tiff({ compression: 'none' }).toBuffer() : scan.jpeg({ quality: 88 }).toBuffer();
}

/** Paper tint, uneven lamp, shadow at the hinge and sensor noise, in place, in one pass over the pixels. */
function degrade(data: Buffer, width: number, channels: number, sheet: Sheet, random: () => number): void {
  const tint = [0.985 - random() * 0.01, 0.98 - random() * 0.012, 0.955 - random() * 0.02];
  const exposure = sheet.blemish === 'dark' ? 0.36 : 1;
  const noise = Float32Array.from({ length: 65_536 }, () => (random() + random() + random() - 1.5) * 7);
  const lamp = Float32Array.from({ length: width }, (_, x) => {
    const hinge = 1 - 0.14 * Math.exp(-x / (width * 0.02));
    return exposure * hinge * (1 - 0.025 * Math.cos((x / width) * Math.PI));
  });
  const height = data.length / (width * channels);
  for (let y = 0; y < height; y++) {
    let grain = Math.floor(random() * 65_536);
    for (let x = 0; x < width; x++) {
      const light = lamp[x] ?? 1;
      for (let channel = 0; channel < channels; channel++) {
        const at = (y * width + x) * channels + channel;
        grain = (grain + 1) & 0xffff;
        const value = (data[at] ?? 0) * light * (tint[channel] ?? 1) + (noise[grain] ?? 0);
        data[at] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
}
