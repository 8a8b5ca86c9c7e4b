import { open } from 'node:fs/promises';

/** Zero coefficients of a JPEG decode to this level in every channel (ITU-T T.81, A.3.1 and JFIF). */
const noDataLevel = 0x80;
/** Samples looked at, in widths of the page: four lines in colour. */
const widths = 12;

/**
 * True when the last lines of an uncompressed TIFF, as `scanimage` writes it with its pixels at the end, hold nothing but the grey that
 * libjpeg fills in where data is missing: sane-airscan decodes a JPEG that was cut short without a word. Measured: a page cut at its half
 * ends so; a cut within the last line of blocks (1.4 mm at 300 dpi) is not seen.
 */
export async function endsInGrey(file: string, widthPx: number): Promise<boolean> {
  await using handle = await open(file, 'r');
  const { size } = await handle.stat();
  const tail = Buffer.alloc(Math.min(size, widthPx * widths));
  await handle.read(tail, 0, tail.length, size - tail.length);
  return tail.length > 0 && tail.every((level) => level === noDataLevel);
}
