/** Time as the printers see it: monotonic milliseconds and alarms. Injected, so that tests may rule it. */
export interface PrinterClock {
  nowMs(): number;
  /** Calls `wake` once after `ms`; the returned function cancels it. */
  alarm(ms: number, wake: () => void): () => void;
}

export const systemClock: PrinterClock = {
  nowMs: () => performance.now(),
  alarm(ms, wake) {
    const timer = setTimeout(wake, Math.max(0, ms));
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms` on the given clock. */
export const pause = (clock: PrinterClock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.alarm(ms, resolve);
  });
