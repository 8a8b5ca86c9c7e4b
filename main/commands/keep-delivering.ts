import { buildBreaker } from '../channels/breaker.ts';
import type { Carriers } from '../channels/carrier.ts';
import { type DeliverStep, deliverDue } from '../channels/deliver.ts';
import type { Kiosk } from '../kiosk.ts';
import { endLivesHourly } from './lives.ts';

/** The outbox is looked at this often; what is due waits no longer than this. */
const outboxEveryMs = 30_000;

export interface KeptOutbox {
  /** Something was recorded: look now. */
  readonly wake: () => void;
  /** Calls `listener` after every round, whatever came of it. */
  readonly onRound: (listener: () => void) => void;
  /** Ends after the delivery under way; never rejects. */
  stop(): Promise<void>;
}

export interface KeepOptions {
  /** None: the kiosk's own. */
  readonly carriers?: Carriers;
  /** Told where something was thrown, never what it says: it may quote a filing. None: standard error. */
  readonly onBug?: (where: DeliverStep | 'round' | 'lives' | 'listener') => void;
}

/**
 * What a cut left in the outbox goes out at the start, then as it becomes due; what can no longer leave ends after that, in
 * turn. A bug in one step ends that step: there is nobody at night who would start the kiosk again.
 */
export function keepDelivering({ core, counter, bundle }: Kiosk, options: KeepOptions = {}): KeptOutbox {
  const { carriers, onBug = sayWhere } = options;
  const breaker = buildBreaker(() => performance.now() / 1000);
  let running = true;
  const isStopped = (): boolean => !running;
  const endLives = endLivesHourly(core, bundle, () => performance.now(), isStopped);
  const listeners: (() => void)[] = [];
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
  const guarded = async (where: Parameters<typeof onBug>[0], work: () => unknown): Promise<void> => {
    try {
      await work();
    } catch {
      onBug(where);
    }
  };
  const parts = {
    core,
    counter,
    timeoutMs: bundle.limits.deadlines.counterMs,
    breaker,
    isStopped,
    onBug,
    ...(carriers ? { carriers } : {}),
  };
  const deliver = async (): Promise<void> => {
    while (running) {
      woken = false;
      // A fault of the disk waits for the next round like any other.
      await guarded('round', () => deliverDue(parts));
      if (running) await guarded('lives', endLives);
      for (const listener of listeners) await guarded('listener', listener);
      await pause();
    }
  };
  const delivering = deliver();
  return {
    wake: () => {
      woken = true;
      wake();
    },
    onRound: (listener) => void listeners.push(listener),
    stop: async () => {
      running = false;
      wake();
      await delivering;
    },
  };
}

const sayWhere = (where: string): void =>
  void process.stderr.write(`outbox: a fault of the software itself in ${where}\n`);
