import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { frameLimits } from '../../../shared/contract/frame.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { ImageWorker } from '../../pages/image-worker.ts';
import type { PageLimits } from '../../pages/limits.ts';
import { mediaTypeOf } from '../../pages/media-type.ts';
import { cameraOf } from '../camera-name.ts';
import type { UncountedPages } from './counted.ts';
import { findCameras, pickCamera } from './find-cameras.ts';
import { a4Mm, millimetresPerInch, type ScanLimits } from './limits.ts';
import { scanFailed } from './scan-fault.ts';
import type { ScanFault, ScanFaultCode, ScannedPage, Scanner, ScanRequest } from './scanner.ts';
import { soleScan } from './sole-scan.ts';
import { decoderOf, measureWhole } from './whole-page.ts';

/** Who asks the camera's page for a picture. */
export interface FrameSource {
  /** The bytes of the next picture as the page posted them, unchecked; the fault that the page tells instead. Ends when the signal does. */
  frame(signal: AbortSignal): Promise<Result<Uint8Array, ScanFaultCode>>;
}

export interface CameraParts {
  readonly name: string;
  /** null: no page is there to take a picture, as in a command. */
  readonly frames: FrameSource | null;
  readonly limits: Pick<ScanLimits, 'frameTimeoutMs'>;
  readonly pageLimits: PageLimits;
  /** The kernel's list of USB devices; tests make one. */
  readonly usbFolder?: string | undefined;
}

/**
 * An overhead camera, behind the kiosk's own page: only a browser's page may open it. One picture is one page; what the page posts is
 * believed in nothing: it is a JPEG of bounded size that decodes whole, or it is no page.
 */
export function buildCamera({ name, frames, limits, pageLimits, usbFolder }: CameraParts): Scanner {
  async function* scanAlone(request: ScanRequest): UncountedPages {
    if (frames === null)
      return yield scanFailed('disconnected', 'a camera takes pictures through the kiosk’s screens alone');
    const work = await mkdtemp(join(request.folder, 'scan-'));
    const { worker, release } = decoderOf(request, pageLimits);
    try {
      const taken = await take(frames, request.signal);
      if (!taken.ok) return yield taken;
      const kept = join(work, '1.jpg');
      await writeFile(kept, taken.value, { mode: 0o600 });
      const page = await look(kept, worker);
      if (!page.ok) return yield page;
      const file = `${work}-1.jpg`;
      await rename(kept, file);
      yield ok({ file, ...page.value });
      // Under it lies one paper: another picture would only give the same page twice.
      if (request.pages !== 'feeder' && request.pages > 1) yield scanFailed('no-paper', '1 page came');
    } finally {
      release();
      await rm(work, { recursive: true, force: true });
    }
  }

  async function take(source: FrameSource, signal: AbortSignal | undefined): Promise<Result<Uint8Array, ScanFault>> {
    const deadline = AbortSignal.timeout(limits.frameTimeoutMs);
    const frame = await source.frame(signal ? AbortSignal.any([signal, deadline]) : deadline);
    if (!frame.ok) return scanFailed(frame.fault === 'cancelled' && deadline.aborted ? 'timeout' : frame.fault);
    const { value: bytes } = frame;
    const most = Math.min(frameLimits.maxBytes, pageLimits.maxFileBytes);
    if (bytes.length > most) return scanFailed('incomplete', `a picture of more than ${most} bytes`);
    if (mediaTypeOf(bytes) !== 'image/jpeg') return scanFailed('incomplete', 'a picture that is no JPEG');
    return ok(bytes);
  }

  return {
    name,
    driver: 'camera',
    virtual: false,
    ...soleScan(scanAlone),
    // Only the page sees the camera: whether it is there, the next picture tells.
    status: async () => 'unknown',
    about: async () => {
      const found = pickCamera(await findCameras(usbFolder), cameraOf(name) ?? '');
      return found && { vendor: found.vendor, model: found.model, serial: found.serial };
    },
  };
}

/** A picture counts only when it decodes to its end (promise 3). */
async function look(file: string, worker: ImageWorker): Promise<Result<Omit<ScannedPage, 'file'>, ScanFault>> {
  const size = await measureWhole(file, worker);
  if (!size.ok) return size;
  // How far away the paper lies is not known; the sheet is taken for A4.
  const shortSide = Math.min(size.value.widthPx, size.value.heightPx);
  return ok({ ...size.value, dpi: Math.round((shortSide / a4Mm.width) * millimetresPerInch) });
}
