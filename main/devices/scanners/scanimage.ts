import { mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ok, type Result } from '../../../shared/result.ts';
import type { PageLimits } from '../../pages/limits.ts';
import type { Feeding, UncountedPages } from './counted.ts';
import { buildEsclClient } from './escl/client.ts';
import { endsInGrey } from './grey-end.ts';
import type { ScanLimits } from './limits.ts';
import { saneConfiguration } from './sane-config.ts';
import { scanFailed, scanFault } from './scan-fault.ts';
import { faultOfEnd, type ScanimageEnd } from './scanimage-end.ts';
import { type DeviceOptions, readDeviceOptions, scanimageArguments } from './scanimage-options.ts';
import { startScanimage } from './scanimage-run.ts';
import { runTool } from './scanimage-tool.ts';
import type { ScanFault, ScannedPage, Scanner, ScannerStatus, ScanRequest } from './scanner.ts';
import { soleScan } from './sole-scan.ts';
import { checkPage, decoderOf } from './whole-page.ts';

export interface ScanimageParts {
  readonly name: string;
  /** SANE device name, such as `epson2:libusb:001:004` or `airscan:escl:Kiosk:http://…/eSCL`. */
  readonly device: string;
  /** Where the device speaks eSCL: its own status is read beside SANE's. */
  readonly esclUrl?: URL;
  readonly tmpRoot: string;
  readonly limits: ScanLimits;
  readonly pageLimits: PageLimits;
  readonly extraOptions?: readonly string[];
}

/** A scanner behind SANE's `scanimage`. One scan at a time; a second one is told `busy`. */
export function buildScanimage(parts: ScanimageParts): Scanner {
  const { device, limits, esclUrl } = parts;
  const escl = esclUrl === undefined ? null : buildEsclClient(esclUrl, limits, parts.pageLimits.maxFileBytes);
  let known: DeviceOptions | null = null;

  async function options(env: NodeJS.ProcessEnv): Promise<Result<DeviceOptions, ScanFault>> {
    if (known !== null) return ok(known);
    const end = await runTool([`--device-name=${device}`, '-A'], env, limits.statusTimeoutMs);
    const fault = faultOfEnd(end, limits.sizeTolerance);
    if (fault !== null) return { ok: false, fault };
    known = readDeviceOptions(end.stdout);
    return ok(known);
  }

  const { scan, isScanning } = soleScan(scanAlone);

  async function* scanAlone(request: ScanRequest, feeding: Feeding): UncountedPages {
    const { env, remove } = await saneConfiguration(device, parts.tmpRoot);
    try {
      const device = await options(env);
      if (!device.ok) return yield device;
      const source = request.source ?? (device.value.feeder === null ? 'glass' : 'feeder');
      let pages = 0;
      for await (const page of batch(request, device.value, source, env, feeding)) {
        const glassInstead =
          !page.ok &&
          page.fault.code === 'no-paper' &&
          pages === 0 &&
          request.pages === 1 &&
          device.value.glass !== null;
        if (glassInstead && request.source === undefined && source === 'feeder')
          return yield* batch(request, device.value, 'glass', env, feeding);
        pages += 1;
        yield page;
      }
    } finally {
      await remove();
    }
  }

  async function* batch(
    request: ScanRequest,
    device: DeviceOptions,
    source: 'feeder' | 'glass',
    env: NodeJS.ProcessEnv,
    feeding: Feeding,
  ): UncountedPages {
    const wanted = request.pages === 'feeder' ? null : request.pages;
    // The glass holds one sheet: scanning it again would only give the same page twice.
    const count = source === 'glass' ? 1 : wanted;
    const folder = await mkdtemp(join(request.folder, 'scan-'));
    const { worker, release } = decoderOf(request, parts.pageLimits);
    const job = { device: parts.device, options: device, source, sides: request.sides, dpi: request.dpi, count };
    const run = startScanimage({
      args: scanimageArguments({ ...job, extra: parts.extraOptions ?? [] }),
      cwd: folder,
      env,
      limits,
      signal: request.signal,
    });
    try {
      let pages = 0;
      for (;;) {
        const event = await run.next();
        const feeds = !('end' in event) || /^Scanning page/m.test(event.end.stderr);
        feeding.begun ||= source === 'feeder' && feeds;
        if ('end' in event) {
          const fault = await finalFault(event.end, pages, source === 'glass' ? (wanted ?? 1) : wanted, source);
          if (fault !== null) yield { ok: false, fault };
          return;
        }
        const file = join(folder, basename(event.page));
        const size = await checkPage(file, request.dpi, worker, limits.sizeTolerance);
        if (!size.ok) return yield size;
        if (await endsInGrey(file, size.value.widthPx)) return yield scanFailed('incomplete', 'its end is missing');
        pages += 1;
        const kept = `${folder}-${basename(file)}`;
        await rename(file, kept);
        yield ok({ file: kept, ...size.value, dpi: request.dpi } satisfies ScannedPage);
      }
    } finally {
      await run.stop();
      release();
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** An exit code alone proves nothing (promise 3): the pages that came are counted against what was asked. */
  async function finalFault(
    end: ScanimageEnd,
    pages: number,
    wanted: number | null,
    source: 'feeder' | 'glass',
  ): Promise<ScanFault | null> {
    const fault = faultOfEnd(end, limits.sizeTolerance);
    if (fault !== null) known = null;
    const isEmpty = fault === null || fault.code === 'no-paper';
    if (isEmpty && wanted !== null && pages >= wanted) return null;
    if (escl === null || source === 'glass' || end.cause !== null || end.missing)
      return isEmpty && wanted === null && pages > 0 ? null : (fault ?? scanFault('no-paper', `${pages} pages came`));
    const { feeder, jobs } = await escl.status();
    if (feeder === 'hatch-open') return scanFault('cover-open');
    if (feeder === 'jam') return scanFault('jam');
    // "No more pages", or "busy" in the middle of a job, with sheets still in the feeder: pages would be missing without a word.
    if ((isEmpty || (fault?.code === 'busy' && pages > 0)) && feeder === 'loaded')
      return scanFault('incomplete', 'the feeder stopped before its last sheet');
    // A job that is listed alone is ours, if pages came of it.
    const scanned = jobs.length === 1 && pages > 0 ? (jobs[0]?.imagesCompleted ?? 0) : 0;
    if (isEmpty && scanned > pages) return scanFault('incomplete', `${scanned} pages were scanned and ${pages} came`);
    return isEmpty && wanted === null && pages > 0 ? null : (fault ?? scanFault('no-paper', `${pages} pages came`));
  }

  async function status(): Promise<ScannerStatus> {
    if (isScanning()) return 'busy';
    if (escl !== null) return (await escl.status()).state;
    const { env, remove } = await saneConfiguration(device, parts.tmpRoot);
    known = null;
    const answer = await options(env);
    await remove();
    if (answer.ok) return 'ready';
    if (answer.fault.code === 'busy') return 'busy';
    return answer.fault.code === 'disconnected' ? 'disconnected' : 'unknown';
  }

  return { name: parts.name, driver: 'scanimage', virtual: false, scan, status };
}
