import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { buildImageWorker } from '../pages/image-worker.ts';
import type { AcceptedPage } from '../pages/intake.ts';
import { scanPages } from './scan-pages.ts';
import { type ScanRefusal, scanRefusal } from './scan-refusal.ts';
import type { VisitKit } from './visit-state.ts';

export const busy = fail<Fault<'busy'>>({ code: 'busy', message: 'The scanner is at work.' });

/** One sheet from the scanner; `busy` while it works already. `onScanned`: it came whole and is looked at. */
export async function takeSheet(
  kit: VisitKit,
  onScanned?: () => void,
): Promise<Result<AcceptedPage, Fault<'busy' | ScanRefusal>>> {
  const sheets: AcceptedPage[] = [];
  const keep = (page: AcceptedPage): Result<unknown, Fault> => {
    sheets.push(page);
    return ok(undefined);
  };
  const taken = await kit.desk.run('scanner', busy, (signal) => takeSheets(kit, 1, { signal, keep, onScanned }));
  if (!taken.ok) return taken;
  const [sheet] = sheets;
  return sheet ? ok(sheet) : fail({ code: 'no-paper', message: 'There is no paper in the scanner.' });
}

export interface TakeSheetsParts {
  readonly signal: AbortSignal;
  /** Its fault ends the scan. */
  readonly keep: (page: AcceptedPage) => Result<unknown, Fault>;
  readonly onScanned?: (() => void) | undefined;
}

/** Takes sheets and gives each to `keep`. Pages kept before a fault stay kept. */
export async function takeSheets(
  { parts }: VisitKit,
  count: number | 'feeder',
  { signal, keep, onScanned }: TakeSheetsParts,
): Promise<Result<void, Fault<ScanRefusal>>> {
  const { scanner, pageLimits, folder: visitFolder } = parts;
  if (scanner === null) return fail({ code: 'absent', message: 'There is no scanner.' });
  const worker = (parts.imageWorker ?? buildImageWorker)({ limits: pageLimits });
  worker.prepare();
  const scanning = { scanner, pageLimits, visitFolder, signal, ...(onScanned ? { onScanned } : {}) };
  const take = async (pages: number | 'feeder'): Promise<Result<number, Fault<ScanRefusal>>> => {
    let taken = 0;
    for await (const page of scanPages(pages, scanning, worker)) {
      const kept = page.ok ? keep(page.value) : page;
      if (!kept.ok) return taken === 0 && isEmpty(kept.fault) ? ok(0) : fail(scanRefusal(kept.fault, scanner.driver));
      taken += 1;
    }
    return ok(taken);
  };
  try {
    const first = await take(count);
    // An empty feeder: the paper may lie on the glass, which is scanned as one page.
    const isOnGlass = first.ok && first.value === 0 && count === 'feeder' && !signal.aborted;
    const taken = isOnGlass ? await take(1) : first;
    parts.onScanner(!taken.ok && absences.includes(taken.fault.code) ? 'absent' : 'ready');
    if (!taken.ok) return taken;
    return taken.value > 0 ? ok(undefined) : fail({ code: 'no-paper', message: 'There is no paper in the scanner.' });
  } finally {
    worker.close();
  }
}

/** Nothing is there to take a page with. */
const absences: readonly ScanRefusal[] = ['absent', 'camera-absent'];

const isEmpty = ({ code }: Fault): boolean => code === 'scan-no-paper';
