import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import { ok } from '../../shared/result.ts';
import { readClockState } from '../clock-state.ts';
import type { Core } from '../filings/core.ts';
import { endLives } from '../filings/end-lives.ts';
import { shredBeside } from '../visits/shred-beside.ts';
import { pagesOf } from '../visits/shred-order.ts';

/** Lives are counted and ended this often: days are what they are measured in. */
const everyMs = 3_600_000;

/**
 * Gives what to call as often as one likes; it ends lives at the first call, then every hour, some at a time, so that the
 * screens have their turn. `nowMs`: of any clock that goes forward.
 */
export function endLivesHourly(
  core: Core,
  { retention }: Pick<Bundle, 'retention'>,
  nowMs: () => number,
  isStopped: () => boolean = () => false,
): () => Promise<void> {
  let dueAt = Number.NEGATIVE_INFINITY;
  let lookedAt: number | null = null;
  return async () => {
    if (nowMs() < dueAt) return;
    dueAt = nowMs() + everyMs;
    const filings = new Set<string>();
    const later = (order: string) => {
      filings.add(order);
      return ok(undefined);
    };
    const vault = { ...core.vault, shred: later, shredPages: (filing: string) => later(pagesOf + filing) };
    let isMore = true;
    while (isMore && !isStopped()) {
      // A fault of the disk waits for the next hour like any other.
      const ran: number | null = lookedAt === null ? null : Math.floor((nowMs() - lookedAt) / 1000);
      const ended = endLives({ ...core, vault }, retention, readClockState(), ran);
      if (ended.ok) lookedAt = nowMs();
      isMore = ended.ok && ended.value.isMore;
      if (isMore) await new Promise((resolve) => setImmediate(resolve));
    }
    shredBeside(core.folder, [...filings]);
  };
}
