import sharp from 'sharp';

/** How a sheet was scanned: the device's faults, not the paper's. */
export interface ScanLook {
  readonly degrees: number;
  /** Sigma in pixels at 300 dpi. */
  readonly blur: number;
  /** Spread of the sensor's noise, in grey levels. */
  readonly noise: number;
  readonly quality: number;
}

export const cleanLook: ScanLook = { degrees: 0, blur: 0.6, noise: 4, quality: 85 };

const dpi = 300;
const px = (mm: number): number => Math.round((mm / 25.4) * dpi);
const [width, height] = [px(210), px(297)];
const grey = { width, height, channels: 1 as const };

/** The bill without its code, drawn once: text that a reader has to look through. */
const paper = (async () => {
  const rows = Array.from({ length: 24 }, (_, row) => {
    const words = `Ligne ${row + 1} : consommation du logement, période du 1er au 30 novembre 2026, montant ${row * 7 + 3},40 €`;
    return `<text x="20" y="${120 + row * 6}" font-size="3.6" font-family="DejaVu Sans">${words}</text>`;
  });
  const sheet = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 210 297"><rect width="210" height="297" fill="#fff"/><text x="20" y="24" font-size="6" font-family="DejaVu Sans">ÉLECTRICITÉ MODÈLE — FACTURE</text>${rows.join('')}</svg>`;
  return sharp(Buffer.from(sheet)).flatten({ background: '#fff' }).greyscale().toColourspace('b-w').raw().toBuffer();
})();

/** A bill with its code printed `widthMm` wide (22 mm on real ones; null: no code), scanned at 300 dpi: a JPEG as a scanner hands it over. */
export async function scannedBill(code: Buffer | null, look: ScanLook, widthMm = 22): Promise<Buffer> {
  const printed =
    code &&
    (await sharp(code)
      .resize({ width: px(widthMm), kernel: 'cubic' })
      .png()
      .toBuffer());
  const sheet = await sharp(await paper, { raw: grey })
    .composite(printed ? [{ input: printed, left: px(180 - widthMm), top: px(60) }] : [])
    .toColourspace('b-w')
    .raw()
    .toBuffer();
  const { data, info } = await sharp(sheet, { raw: grey })
    .rotate(look.degrees, { background: '#e4e4e0' })
    .blur(look.blur)
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  let state = 1;
  for (let at = 0; at < data.length; at++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const grain = ((state >>> 8) / 2 ** 24 - 0.5) * 3.46 * look.noise;
    data[at] = Math.max(0, Math.min(255, (data[at] ?? 0) * 0.96 + grain));
  }
  const turned = sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } });
  // The glass is A4, and wide enough for a sheet laid across.
  const [wide, high] = [Math.min(info.width, info.width > info.height ? height : width), Math.min(info.height, height)];
  return turned
    .extract({ left: (info.width - wide) >> 1, top: (info.height - high) >> 1, width: wide, height: high })
    .jpeg({ quality: look.quality })
    .toBuffer();
}
