import type { Inactivity } from './inactivity.ts';

export type DeskDevice = 'scanner' | 'printer' | 'a4';

/** The visit's devices: each does one thing at a time, and while one works no inactivity counts. */
export interface DeskWork {
  /** Runs work on a device, or gives `busy` at once while it already works. `signal`: the visitor cancelled, or the visit ends. */
  run<T, B>(device: DeskDevice, busy: B, work: (signal: AbortSignal) => Promise<T>): Promise<T | B>;
  cancel(device: DeskDevice): void;
  cancelAll(): void;
  isBusy(device: DeskDevice): boolean;
  /** Resolves when the device has nothing to do. */
  idle(device: DeskDevice): Promise<void>;
}

export function buildDeskWork(inactivity: Pick<Inactivity, 'pause'>): DeskWork {
  const running = new Map<DeskDevice, { readonly abort: AbortController; readonly done: Promise<unknown> }>();
  return {
    run: async (device, busy, work) => {
      if (running.has(device)) return busy;
      const abort = new AbortController();
      const resume = inactivity.pause();
      const done = work(abort.signal);
      running.set(device, { abort, done });
      try {
        return await done;
      } finally {
        running.delete(device);
        resume();
      }
    },
    cancel: (device) => running.get(device)?.abort.abort(),
    cancelAll: () => {
      for (const { abort } of running.values()) abort.abort();
    },
    isBusy: (device) => running.has(device),
    idle: async (device) => {
      await running.get(device)?.done.catch(() => undefined);
    },
  };
}
