import { scanFault } from '../scan-fault.ts';
import type { ScanFault } from '../scanner.ts';
import type { EsclJobInfo, EsclStatus } from './status.ts';

/** What a scanner that has "no more pages" may mean: the end, an end too early, or not yet. */
export type JobEnd =
  | { readonly is: 'over' }
  | { readonly is: 'too-early' }
  | { readonly is: 'fault'; readonly fault: ScanFault };

/** What holds a feeder up, null when its status names nothing. */
export function feederFault({ feeder }: EsclStatus): ScanFault | null {
  if (feeder === 'jam') return scanFault('jam');
  return feeder === 'hatch-open' ? scanFault('cover-open') : null;
}

/**
 * Judges "no more pages" (404) by what the scanner says beside it: Brother firmwares say it to whoever asks too fast, others
 * when a page was lost. Counters are believed only where they say that more was scanned than came: some firmwares never count.
 */
export function judgeEnd(status: EsclStatus, job: string, received: number): JobEnd {
  const held = feederFault(status);
  if (held !== null) return { is: 'fault', fault: held };
  const info = status.jobs.find(({ path }) => path === job) ?? null;
  if (info?.state === 'stopped') return { is: 'fault', fault: stopped(info) };
  if (info?.state === 'at-work' || (info?.imagesToTransfer ?? 0) > 0) return { is: 'too-early' };
  if (status.feeder === 'loaded') return { is: 'too-early' };
  return vanished(info, received) ?? { is: 'over' };
}

/** The fault in an end that stays too early after all patience. */
export function fruitless(status: EsclStatus, job: string, received: number): ScanFault {
  const info = status.jobs.find(({ path }) => path === job) ?? null;
  const missing = vanished(info, received);
  if (missing !== null) return missing.fault;
  return scanFault(
    'incomplete',
    status.feeder === 'loaded' ? 'the feeder stopped before its last sheet' : 'its job never ended',
  );
}

function vanished(
  info: EsclJobInfo | null,
  received: number,
): { readonly is: 'fault'; readonly fault: ScanFault } | null {
  const scanned = info?.imagesCompleted ?? 0;
  if (scanned <= received) return null;
  return { is: 'fault', fault: scanFault('incomplete', `${scanned} pages were scanned and ${received} came`) };
}

const stopped = (info: EsclJobInfo): ScanFault =>
  info.cancelledThere ? scanFault('cancelled', 'at the scanner') : scanFault('io', 'the scanner gave its job up');
