import type { PrinterClock } from '../../main/devices/printers/clock.ts';

export interface RuledTime {
  readonly clock: PrinterClock;
  /** Lets time go on, from one alarm to the next, until the promise has its value. Nothing waits for the wall. */
  until<T>(promise: Promise<T>): Promise<T>;
  sleep(ms: number): Promise<void>;
}

/** More steps than any conversation takes: what needs more hangs. */
const maxSteps = 200_000;

/** A clock that stands still while anything in this process has work, and jumps to the next alarm when nothing has. */
export function ruleTime(): RuledTime {
  let now = 0;
  let lastId = 0;
  const alarms = new Map<number, { readonly at: number; readonly wake: () => void }>();
  const clock: PrinterClock = {
    nowMs: () => now,
    alarm: (ms, wake) => {
      const id = ++lastId;
      alarms.set(id, { at: now + Math.max(0, ms), wake });
      return () => alarms.delete(id);
    },
  };
  const step = (): void => {
    const [next] = [...alarms].sort(([a, { at }], [b, { at: other }]) => at - other || a - b);
    if (!next) return;
    const [id, { at, wake }] = next;
    alarms.delete(id);
    now = at;
    wake();
  };
  const until = async <T>(promise: Promise<T>): Promise<T> => {
    let over = false;
    const settled = promise.finally(() => {
      over = true;
    });
    for (let steps = 0; ; steps++) {
      await new Promise((resolve) => setImmediate(resolve));
      if (over) return settled;
      if (steps > maxSteps) throw new Error(`nothing came of it by ${now} ms`);
      step();
    }
  };
  return {
    clock,
    until,
    sleep: (ms) => until(new Promise((resolve) => void clock.alarm(ms, () => resolve()))),
  };
}
