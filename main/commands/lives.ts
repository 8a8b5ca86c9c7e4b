import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import { ok } from '../../shared/result.ts';
import { readClockState } from '../clock-state.ts';
import type { Core } from '../filings/core.ts';
import { endLives } from '../filings/end-lives.ts';
import { shredBeside } from '../visits/shred-beside.ts';
import { pagesOf } from '../visits/shred-order.ts';

/** Lives are counted and ended this often: days are what they are measured in. */
const everyMs = 3_600_000;

/** Gives what to call as often as one likes; it ends lives at the first call, then every hour. `nowMs`: of any clock that goes forward. */
export function endLivesHourly(core: Core, { retention }: Bundle, nowMs: () => number): () => void {
  let dueAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (nowMs() < dueAt) return;
    dueAt = nowMs() + everyMs;
    const filings: string[] = [];
    const later = (order: string) => {
      filings.push(order);
      return ok(undefined);
    };
    const vault = { ...core.vault, shred: later, shredPages: (filing: string) => later(pagesOf + filing) };
    // A fault of the disk waits for the next hour like any other.
    endLives({ ...core, vault }, retention, readClockState());
    shredBeside(core.folder, filings);
  };
}
