import { buildBreaker } from '../channels/breaker.ts';
import { deliverDue } from '../channels/deliver.ts';
import type { Kiosk } from '../kiosk.ts';
import { endLivesHourly } from './lives.ts';

/** The outbox is looked at this often; what is due waits no longer than this. */
const outboxEveryMs = 30_000;

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
  const endLives = endLivesHourly(core, bundle, () => performance.now());
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
      endLives();
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
