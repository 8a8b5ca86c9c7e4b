import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ok, type Result } from '../../../../shared/result.ts';
import type { PageLimits } from '../../../pages/limits.ts';
import type { Feeding, UncountedPages } from '../counted.ts';
import type { ScanLimits } from '../limits.ts';
import { scanFailed } from '../scan-fault.ts';
import type { ScanFault, ScannedPage, Scanner, ScannerStatus, ScanRequest } from '../scanner.ts';
import { soleScan } from '../sole-scan.ts';
import { checkPage, decoderOf } from '../whole-page.ts';
import type { VirtualControl } from './control.ts';
import { buildPress, type Press } from './press.ts';
import { demoPiles, type Sheet } from './specimens/sheets.ts';

export interface VirtualScannerParts {
  readonly name: string;
  readonly limits: ScanLimits;
  readonly pageLimits: PageLimits;
  /** Asked before every page: what lies on the feeder and what goes wrong. */
  readonly control: () => Promise<Result<VirtualControl, string>>;
  /** Waits as a lamp does; tests pass one that does not. Rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** A page of a real feeder takes 2 to 4 s; a demonstration need not. */
const defaultDelayMs = 400;

/** A scanner of invented papers: same interface, same evidence asked of its files, and it can misbehave in mid-job. */
export function buildVirtualScanner(parts: VirtualScannerParts): Scanner {
  let demoPile = 0;
  let demoSheets: Sheet[] = [...(demoPiles[0] ?? [])];
  let taken = 0;
  let pile = '';

  /** The sheets that lie on the feeder now. A pile given by control is taken once; the demonstration's go round. */
  function feeder(control: VirtualControl): readonly Sheet[] {
    if (control.sheets === undefined) return demoSheets;
    const given = JSON.stringify(control.sheets);
    if (given !== pile) taken = 0;
    pile = given;
    return control.sheets.slice(taken);
  }
  function nextPile(): void {
    demoPile = (demoPile + 1) % demoPiles.length;
    demoSheets = [...(demoPiles[demoPile] ?? [])];
  }
  function take(control: VirtualControl): void {
    if (control.sheets === undefined) demoSheets.shift();
    else taken += 1;
  }

  const { scan, isScanning } = soleScan(scanAlone);

  async function* scanAlone(request: ScanRequest, feeding: Feeding): UncountedPages {
    const folder = await mkdtemp(join(request.folder, 'scan-'));
    const press = buildPress(folder);
    const { worker, release } = decoderOf(request, parts.pageLimits);
    try {
      for (let page = 1; request.pages === 'feeder' || page <= request.pages; page++) {
        const control = await parts.control();
        if (!control.ok) return yield scanFailed('io', control.fault);
        if (request.pages !== 'feeder' && control.value.sheets === undefined && demoSheets.length === 0) nextPile();
        const sheet = feeder(control.value)[0];
        if (sheet === undefined && request.pages === 'feeder' && page > 1) return;
        const refused = mishapAt(control.value, page);
        feeding.begun ||= page > 1 || refused === null || refused === 'jam';
        const drawn = await feed(sheet, page, control.value, request, press, folder);
        if (!drawn.ok) return yield drawn;
        take(control.value);
        const size = await checkPage(drawn.value, request.dpi, worker, parts.limits.sizeTolerance);
        if (!size.ok) return yield size;
        const file = `${folder}-${page}.${control.value.format === 'jpeg' ? 'jpg' : 'tiff'}`;
        await rename(drawn.value, file);
        yield ok({ file, ...size.value, dpi: request.dpi } satisfies ScannedPage);
      }
    } finally {
      if (demoSheets.length === 0) nextPile();
      press.close();
      release();
      await rm(folder, { recursive: true, force: true });
    }
  }

  async function feed(
    sheet: Sheet | undefined,
    page: number,
    control: VirtualControl,
    request: ScanRequest,
    press: Press,
    folder: string,
  ): Promise<Result<string, ScanFault>> {
    const refused = mishapAt(control, page);
    if (refused !== null) return scanFailed(refused);
    if (sheet === undefined) return scanFailed('no-paper', `${page - 1} pages came`);
    const deadline = AbortSignal.timeout(parts.limits.pageTimeoutMs);
    const stop = request.signal ? AbortSignal.any([request.signal, deadline]) : deadline;
    const hangs = control.mishap?.kind === 'hang' && control.mishap.page === page;
    const slept = await parts.sleep(hangs ? 2 ** 31 - 1 : (control.delayMs ?? defaultDelayMs), stop).then(
      () => true,
      () => false,
    );
    if (!slept || stop.aborted) return scanFailed(deadline.aborted ? 'timeout' : 'cancelled');
    const bytes = await press.draw({ sheet, dpi: request.dpi, format: control.format ?? 'tiff' });
    if (!bytes.ok) return scanFailed('io', bytes.fault);
    const cut = control.mishap?.kind === 'cut' && control.mishap.page === page;
    const file = join(folder, `page-${page}`);
    await writeFile(file, cut ? bytes.value.subarray(0, bytes.value.length >> 1) : bytes.value, { mode: 0o600 });
    return ok(file);
  }

  async function status(): Promise<ScannerStatus> {
    const control = await parts.control();
    if (!control.ok || control.value.mishap?.kind === 'unplugged') return 'disconnected';
    return isScanning() || control.value.mishap?.kind === 'busy' ? 'busy' : 'ready';
  }

  return { name: parts.name, driver: 'virtual', virtual: true, scan, status };
}

/** The fault that the control wants at this page, null when the sheet goes through. */
function mishapAt({ mishap }: VirtualControl, page: number): ScanFault['code'] | null {
  switch (mishap?.kind) {
    case 'empty':
      return 'no-paper';
    case 'busy':
      return 'busy';
    case 'cover-open':
      return 'cover-open';
    case 'unplugged':
      return 'disconnected';
    case 'jam':
      return page >= mishap.page ? 'jam' : null;
    case 'pulled':
      return page >= mishap.page ? 'disconnected' : null;
    default:
      return null;
  }
}
