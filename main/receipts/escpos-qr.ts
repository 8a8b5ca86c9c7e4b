import QRCode from 'qrcode';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { type Bitmap, bitmapFrom } from './raster.ts';

/** ISO/IEC 18004: four light modules on every side. */
const QUIET_MODULES = 4;
/** 0.75 mm at 203 dpi: read in every simulated defect but one; wider wins nothing and costs paper. */
const MAX_DOTS_PER_MODULE = 6;
/** Under 3 dots (0.38 mm) thermal dot gain closes the modules. */
const MIN_DOTS_PER_MODULE = 3;

export type QrFault = Fault<'qr-too-long' | 'qr-too-wide'>;

/**
 * Draws a QR code (ECC M) at the largest whole number of dots a module that fits the paper, at most 6, quiet zone included.
 * `qr-too-wide` when 3 dots a module do not fit, `qr-too-long` when no QR version holds the text.
 */
export function drawQr(text: string, dotsPerLine: number): Result<Bitmap & { dotsPerModule: number }, QrFault> {
  const matrix = qrMatrix(text);
  if (matrix === null) return fail({ code: 'qr-too-long', message: `${text.length} characters fit no QR code` });
  const side = matrix.size + 2 * QUIET_MODULES;
  const dotsPerModule = Math.min(MAX_DOTS_PER_MODULE, Math.floor(dotsPerLine / side));
  if (dotsPerModule < MIN_DOTS_PER_MODULE) {
    return fail({
      code: 'qr-too-wide',
      message: `${side} modules at ${MIN_DOTS_PER_MODULE} dots are wider than the ${dotsPerLine} dots of the paper`,
    });
  }
  const bitmap = bitmapFrom(side * dotsPerModule, side * dotsPerModule, (x, y) => {
    const column = Math.floor(x / dotsPerModule) - QUIET_MODULES;
    const row = Math.floor(y / dotsPerModule) - QUIET_MODULES;
    if (column < 0 || row < 0 || column >= matrix.size || row >= matrix.size) return false;
    return matrix.data[row * matrix.size + column] === 1;
  });
  return ok({ ...bitmap, dotsPerModule });
}

/** The library throws when the text is longer than version 40 holds: an expected fault, so a value here. */
function qrMatrix(text: string): { size: number; data: Uint8Array } | null {
  try {
    const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' });
    return { size: modules.size, data: modules.data };
  } catch {
    return null;
  }
}
