import type { PrinterClock } from '../devices/printers/clock.ts';
import type { VisitLimits } from './limits.ts';

export interface InactivityParts {
  /** Monotonic milliseconds and alarms, injected. */
  readonly timer: PrinterClock;
  readonly limits: Pick<VisitLimits, 'warnAfterMs' | 'graceMs'>;
  /** Whole seconds left; null when somebody came back. */
  readonly warn: (secondsLeft: number | null) => void;
  readonly expire: () => void;
}

export interface Inactivity {
  /** Somebody did something: the time starts anew. */
  touched(): void;
  /** A device works: no time runs until the answer is called, and then it starts anew. */
  pause(): () => void;
  stop(): void;
}

const oneSecond = 1_000;

/** Ends a visit that nobody is at any more: silence, then a warning that counts down, then the end. */
export function watchInactivity({ timer, limits, warn, expire }: InactivityParts): Inactivity {
  let cancel = (): void => undefined;
  let warning = false;
  let working = 0;
  let stopped = false;

  const countDown = (leftMs: number): void => {
    if (leftMs <= 0) {
      stopped = true;
      expire();
      return;
    }
    warning = true;
    warn(Math.ceil(leftMs / oneSecond));
    const step = Math.min(oneSecond, leftMs);
    cancel = timer.alarm(step, () => countDown(leftMs - step));
  };
  const restart = (): void => {
    cancel();
    if (warning) warn(null);
    warning = false;
    if (working === 0 && !stopped) cancel = timer.alarm(limits.warnAfterMs, () => countDown(limits.graceMs));
  };
  restart();

  return {
    touched: restart,
    pause: () => {
      working += 1;
      restart();
      let resumed = false;
      return () => {
        if (resumed) return;
        resumed = true;
        working -= 1;
        restart();
      };
    },
    stop: () => {
      stopped = true;
      cancel();
    },
  };
}
