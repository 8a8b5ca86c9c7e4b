import { mkdtemp, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { PageLimits } from '../../../pages/limits.ts';
import type { Feeding, UncountedPages } from '../counted.ts';
import type { ScanLimits } from '../limits.ts';
import { scanFailed, scanFault } from '../scan-fault.ts';
import type { ScanFault, Scanner, ScannerAbout, ScannerStatus, ScanRequest } from '../scanner.ts';
import { soleScan } from '../sole-scan.ts';
import { checkSize, decoderOf } from '../whole-page.ts';
import type { EsclCapabilities } from './capabilities.ts';
import { buildEsclClient } from './client.ts';
import { beginJob } from './escl-job.ts';
import { plainId } from './find-escl.ts';
import { feederFault } from './job-end.ts';
import { chooseSettings, type EsclSettings, sizeOf } from './settings.ts';

export interface EsclParts {
  readonly name: string;
  readonly url: URL;
  /** UUID or serial number that it must have; without it, whoever answers there. */
  readonly identity?: string;
  readonly limits: ScanLimits;
  readonly pageLimits: PageLimits;
  /** Waiting is injected; it rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/**
 * A network scanner asked directly in its own language (Mopria eSCL over HTTP): its JPEG is kept byte for byte, and its status names
 * what SANE hides, an open hatch or a feeder that still holds paper. One scan at a time; a second one is told `busy`.
 */
export function buildEsclScanner(parts: EsclParts): Scanner {
  const { limits, pageLimits, identity } = parts;
  const client = buildEsclClient(parts.url, limits, pageLimits.maxFileBytes);
  let known: EsclCapabilities | null = null;

  async function capabilities(signal?: AbortSignal): Promise<Result<EsclCapabilities, ScanFault>> {
    const read = known === null ? await client.capabilities(signal) : ok(known);
    known = read.ok && isItself(read.value) ? read.value : null;
    return read.ok && known === null ? scanFailed('disconnected', 'another scanner answers at its address') : read;
  }
  const isItself = ({ uuid, serial }: EsclCapabilities): boolean =>
    identity === undefined || [uuid, serial].some((id) => id !== null && plainId(id) === plainId(identity));

  const { scan, isScanning } = soleScan(scanInTime);

  /** A scan that was stopped by its own deadline was not cancelled by anybody. */
  async function* scanInTime(request: ScanRequest, feeding: Feeding): UncountedPages {
    const deadline = AbortSignal.timeout(limits.scanTimeoutMs);
    const signal = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    for await (const page of scanAlone(request, signal, feeding)) {
      if (!page.ok) known = null;
      const isLate = !page.ok && page.fault.code === 'cancelled' && deadline.aborted && !request.signal?.aborted;
      yield isLate ? scanFailed('timeout') : page;
    }
  }

  async function* scanAlone(request: ScanRequest, signal: AbortSignal, feeding: Feeding): UncountedPages {
    const can = await capabilities(signal);
    if (!can.ok) return yield can;
    const source = await chooseSource(request, can.value, signal);
    if (!source.ok) return yield source;
    const first = settingsFor(request, can.value, source.value);
    if (!first.ok) return yield first;
    let pages = 0;
    for await (const page of runJob(request, first.value, signal, feeding)) {
      const onGlass = settingsFor(request, can.value, 'glass');
      const isUnsure = request.source === undefined && request.pages === 1 && source.value === 'feeder';
      if (!page.ok && page.fault.code === 'no-paper' && pages === 0 && isUnsure && onGlass.ok)
        return yield* runJob(request, onGlass.value, signal, feeding);
      pages += 1;
      yield page;
    }
  }

  /** Where the sheets lie, by the request, else by what the feeder sees; what holds it up is said before it moves. */
  async function chooseSource(
    request: ScanRequest,
    can: EsclCapabilities,
    signal: AbortSignal,
  ): Promise<Result<'feeder' | 'glass', ScanFault>> {
    const asked = request.source ?? (can.feeder === null ? 'glass' : 'feeder');
    if (asked === 'glass') return ok('glass');
    const status = await client.status(signal);
    if (signal.aborted) return scanFailed('cancelled');
    if (status.state === 'disconnected') return scanFailed('disconnected');
    const held = feederFault(status);
    if (held !== null) return fail(held);
    if (status.feeder !== 'empty' || !can.feederSeesPaper) return ok('feeder');
    const mayLieOnGlass = request.source === undefined && request.pages === 1 && can.glass !== null;
    return mayLieOnGlass ? ok('glass') : scanFailed('no-paper', '0 pages came');
  }

  async function* runJob(
    request: ScanRequest,
    settings: EsclSettings,
    signal: AbortSignal,
    feeding: Feeding,
  ): UncountedPages {
    const wanted = request.pages === 'feeder' ? null : request.pages;
    // The glass holds one sheet: scanning it again would only give the same page twice.
    const count = settings.source === 'glass' ? 1 : wanted;
    const folder = await mkdtemp(join(request.folder, 'scan-'));
    const { worker, release } = decoderOf(request, pageLimits);
    const begun = await beginJob({ client, limits, settings, folder, signal, sleep: parts.sleep });
    try {
      if (!begun.ok) return yield begun;
      feeding.begun ||= settings.source === 'feeder';
      let pages = 0;
      while (count === null || pages < count) {
        const next = await begun.value.next();
        if (!next.ok) return yield next;
        if (next.value === null) break;
        const size = await checkSize(next.value, sizeOf(settings), worker, limits.sizeTolerance);
        if (!size.ok) return yield size;
        pages += 1;
        const file = `${folder}-${basename(next.value)}`;
        await rename(next.value, file);
        yield ok({ file, ...size.value, dpi: settings.dpi });
      }
      const enough = wanted === null ? pages > 0 : pages >= wanted;
      if (!enough) yield fail(scanFault('no-paper', `${pages} pages came`));
    } finally {
      if (begun.ok) await begun.value.close();
      release();
      await rm(folder, { recursive: true, force: true });
    }
  }

  async function status(): Promise<ScannerStatus> {
    if (isScanning()) return 'busy';
    if (identity !== undefined && known === null) {
      const can = await capabilities();
      if (!can.ok) return can.fault.code === 'busy' ? 'busy' : 'disconnected';
    }
    return (await client.status()).state;
  }

  async function about(): Promise<ScannerAbout | null> {
    const can = await capabilities();
    return can.ok ? { vendor: can.value.vendor, model: can.value.model, serial: can.value.serial } : null;
  }

  return { name: parts.name, driver: 'escl', virtual: false, scan, status, about };
}

function settingsFor(
  request: ScanRequest,
  can: EsclCapabilities,
  source: 'feeder' | 'glass',
): Result<EsclSettings, ScanFault> {
  const bothSides = source === 'feeder' && request.sides === 'both' && can.bothSides !== null;
  const input = source === 'glass' ? can.glass : bothSides ? can.bothSides : can.feeder;
  if (input === null) return scanFailed('no-paper', `it has no ${source}`);
  if (!input.jpeg) return scanFailed('io', 'it gives no JPEG');
  const settings = chooseSettings(input, { version: can.version, source, bothSides, dpi: request.dpi });
  return settings === null ? scanFailed('wrong-size', `it cannot ${request.dpi} dpi`) : ok(settings);
}
