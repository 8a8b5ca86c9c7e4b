import { ok, type Result } from '../../../shared/result.ts';
import type { PixelSize } from '../../pages/image-messages.ts';
import { buildImageWorker, type ImageWorker } from '../../pages/image-worker.ts';
import type { PageLimits } from '../../pages/limits.ts';
import { a4Mm, millimetresPerInch } from './limits.ts';
import { scanFailed } from './scan-fault.ts';
import type { ScanFault, ScanRequest } from './scanner.ts';

/** Who decodes the pages of one scan. `release` ends it, but for one that the scan was lent. */
export function decoderOf({ worker }: ScanRequest, limits: PageLimits): { worker: ImageWorker; release: () => void } {
  if (worker !== undefined) return { worker, release: () => undefined };
  const own = buildImageWorker({ limits });
  return { worker: own, release: own.close };
}

/** Size in pixels of an A4 page at a resolution. */
export const a4Pixels = (dpi: number): PixelSize => ({
  widthPx: Math.round((a4Mm.width / millimetresPerInch) * dpi),
  heightPx: Math.round((a4Mm.height / millimetresPerInch) * dpi),
});

/** The size of page that was asked for; a sheet may end before it, down to `minHeightPx`. */
export interface AskedSize extends PixelSize {
  readonly minHeightPx: number;
}

/** A scan counts only when its file decodes whole and has the size asked for (promise 3): an A4 page at this resolution. */
export function checkPage(file: string, dpi: number, worker: ImageWorker, tolerance: number): Checked {
  const a4 = a4Pixels(dpi);
  return checkSize(file, { ...a4, minHeightPx: a4.heightPx }, worker, tolerance);
}

type Checked = Promise<Result<PixelSize, ScanFault>>;

/** The size of a page that decodes to its end, whatever it is. */
export async function measureWhole(file: string, worker: ImageWorker): Checked {
  const opened = await worker.open(file);
  const measured = opened.ok ? await worker.measure(0) : opened;
  if (measured.ok) return measured;
  return scanFailed(measured.fault.code === 'timeout' ? 'timeout' : 'incomplete', measured.fault.detail);
}

/** As `checkPage`, for any size. */
export async function checkSize(file: string, asked: AskedSize, worker: ImageWorker, tolerance: number): Checked {
  const measured = await measureWhole(file, worker);
  if (!measured.ok) return measured;
  const { widthPx, heightPx } = measured.value;
  const isWide = Math.abs(widthPx - asked.widthPx) <= asked.widthPx * tolerance;
  const isHigh = heightPx >= asked.minHeightPx * (1 - tolerance) && heightPx <= asked.heightPx * (1 + tolerance);
  if (isWide && isHigh) return ok({ widthPx, heightPx });
  return scanFailed('wrong-size', `${widthPx} × ${heightPx} instead of ${asked.widthPx} × ${asked.heightPx} pixels`);
}
