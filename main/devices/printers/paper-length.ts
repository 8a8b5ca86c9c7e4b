/** Line pitch after ESC @: 1/6 inch, whatever the printer's dots. */
const LINES_PER_INCH = 6;
const MM_PER_INCH = 25.4;

/** Commands by their second byte and how many bytes follow it, for the ones a receipt uses. */
const ESC_PARAMETERS: Readonly<Record<number, number>> = { 64: 0, 50: 0 };
const GS_PARAMETERS: Readonly<Record<number, number>> = { 33: 1, 86: 1, 97: 1, 114: 1, 66: 1 };

/**
 * Length of paper in mm that a job feeds, for the wait after a GS r fence. An estimate from above: a double-height line counts two, what it does
 * not know it counts as text.
 */
export function paperLengthMm(job: Uint8Array, dotsPerInch: number): number {
  let lines = 0;
  let rasterRows = 0;
  let height = 1;
  let i = 0;
  const at = (offset: number): number => job[i + offset] ?? 0;
  while (i < job.length) {
    if (at(0) === 0x0a) {
      lines += height;
      i += 1;
    } else if (at(0) === 0x1b) {
      if (at(1) === 0x64) lines += at(2) * height;
      if (at(1) === 0x40) height = 1;
      i += 2 + (ESC_PARAMETERS[at(1)] ?? 1);
    } else if (at(0) === 0x1d && at(1) === 0x76) {
      const rows = at(6) + 256 * at(7);
      rasterRows += rows * (at(3) & 0x02 ? 2 : 1);
      i += 8 + rows * (at(4) + 256 * at(5));
    } else if (at(0) === 0x1d && at(1) === 0x28) {
      i += 5 + at(3) + 256 * at(4);
    } else if (at(0) === 0x1d) {
      if (at(1) === 0x21) height = 1 + (at(2) & 0x07);
      i += 2 + (GS_PARAMETERS[at(1)] ?? 1);
    } else {
      i += 1;
    }
  }
  return (lines / LINES_PER_INCH + rasterRows / dotsPerInch) * MM_PER_INCH;
}
