import { ok, type Result } from '../../../shared/result.ts';
import type { PixelSize } from '../../pages/image-messages.ts';
import type { ImageWorker } from '../../pages/image-worker.ts';
import { a4Mm, millimetresPerInch } from './limits.ts';
import { scanFailed } from './scan-fault.ts';
import type { ScanFault } from './scanner.ts';

/** Size in pixels of an A4 page at a resolution. */
export const a4Pixels = (dpi: number): PixelSize => ({
  widthPx: Math.round((a4Mm.width / millimetresPerInch) * dpi),
  heightPx: Math.round((a4Mm.height / millimetresPerInch) * dpi),
});

/** A scan counts only when its file decodes whole and has the size asked for (promise 3). */
export async function checkPage(
  file: string,
  dpi: number,
  worker: ImageWorker,
  tolerance: number,
): Promise<Result<PixelSize, ScanFault>> {
  const opened = await worker.open(file);
  const measured = opened.ok ? await worker.measure(0) : opened;
  if (!measured.ok) {
    const code = measured.fault.code === 'timeout' ? 'timeout' : 'incomplete';
    return scanFailed(code, measured.fault.detail);
  }
  const asked = a4Pixels(dpi);
  const { widthPx, heightPx } = measured.value;
  const near = (is: number, wanted: number) => Math.abs(is - wanted) <= wanted * tolerance;
  if (near(widthPx, asked.widthPx) && near(heightPx, asked.heightPx)) return ok({ widthPx, heightPx });
  return scanFailed('wrong-size', `${widthPx} × ${heightPx} instead of ${asked.widthPx} × ${asked.heightPx} pixels`);
}
