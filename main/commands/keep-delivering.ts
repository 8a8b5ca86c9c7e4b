import { buildBreaker } from '../channels/breaker.ts';
import { deliverDue } from '../channels/deliver.ts';
import { readClockState } from '../clock-state.ts';
import { endLives } from '../filings/end-lives.ts';
import type { Kiosk } from '../kiosk.ts';

/** The outbox is looked at this often; what is due waits no longer than this. */
const outboxEveryMs = 30_000;
/** Lives are counted and ended this often: days are what they are measured in. */
const livesEveryMs = 3_600_000;

export interface KeptOutbox {
  /** Something was recorded: look now. */
  readonly wake: () => void;
  /** Ends after the delivery under way. */
  stop(): Promise<void>;
}

/** What a cut left in the outbox goes out at the start, then as it becomes due; what can no longer leave ends after that, in turn. */
export function keepDelivering({ core, counter, bundle }: Kiosk): KeptOutbox {
  const breaker = buildBreaker(() => performance.now() / 1000);
  let running = true;
  let livesAt = Number.NEGATIVE_INFINITY;
  let woken = false;
  let wake = (): void => undefined;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, outboxEveryMs);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || !running) wake();
    });
  const deliver = async (): Promise<void> => {
    while (running) {
      woken = false;
      // A fault of the disk waits for the next round like any other.
      await deliverDue({ core, counter, timeoutMs: bundle.limits.deadlines.counterMs, breaker });
      if (performance.now() - livesAt >= livesEveryMs) {
        livesAt = performance.now();
        endLives(core, bundle.retention, readClockState());
      }
      await pause();
    }
  };
  const delivering = deliver();
  return {
    wake: () => {
      woken = true;
      wake();
    },
    stop: async () => {
      running = false;
      wake();
      await delivering;
    },
  };
}
