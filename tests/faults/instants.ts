import { isSync, isWrite, type Trace, type TracedCall } from './trace.ts';

/** A place to die: before the `nth` call of this name by the kiosk's own process takes effect. */
export interface Instant {
  readonly call: string;
  readonly nth: number;
  readonly area: Area;
}

/** Parts of a filing's way, told from what is written. */
export type Area = 'folder' | 'keys' | 'vault' | 'store' | 'log' | 'counter' | 'printer' | 'memory';

export function areaOf({ text }: TracedCall, root: string): Area | null {
  if (text.includes('/dev/shm/recepisse-')) return 'memory';
  if (/^writev?\(\d+<TCP:/.test(text)) return 'printer';
  if (!text.includes(root)) return null;
  if (text.includes(`${root}/data-guichet`)) return 'counter';
  if (text.includes(`${root}/data/keys`)) return 'keys';
  if (text.includes(`${root}/data/vault`)) return 'vault';
  if (text.includes('store.sqlite-')) return 'log';
  if (text.includes('store.sqlite')) return 'store';
  return text.includes(`${root}/data`) ? 'folder' : null;
}

const onDisk = (area: Area | null): boolean => area !== null && area !== 'printer' && area !== 'memory';

/**
 * The calls of the kiosk's own process from the first write in its folders to the last fsync there. Those to the printer
 * are left out: their count differs from run to run, and `kill-while-it-prints` has them.
 */
export function betweenWriteAndSync(trace: Trace, root: string): readonly TracedCall[] {
  const own = trace.calls.filter(({ pid }) => pid === trace.core);
  const isOurs = (call: TracedCall): boolean => onDisk(areaOf(call, root));
  const first = own.findIndex((call) => isWrite(call) && isOurs(call));
  const last = own.findLastIndex((call) => isSync(call) && isOurs(call));
  return own.slice(first + 1, last + 1).filter((call) => isOurs(call) || areaOf(call, root) === 'memory');
}

/** How far a run came: writes and fsyncs that were finished in the kiosk's folders, by any of its processes. */
export function progressOf(trace: Trace, root: string): { readonly writes: number; readonly syncs: number } {
  const ours = trace.calls.filter((call) => call.done && onDisk(areaOf(call, root)));
  return { writes: ours.filter(isWrite).length, syncs: ours.filter(isSync).length };
}

/** Calls of one kind in one area that follow each other are one step; the instants are spread over steps, not over calls. */
export function stepsOf(calls: readonly TracedCall[], root: string): readonly (readonly Instant[])[] {
  const steps: Instant[][] = [];
  for (const made of calls) {
    const area = areaOf(made, root);
    if (area === null) continue;
    const { call, nth } = made;
    const [last] = steps.at(-1) ?? [];
    if (last?.call === call && last.area === area) steps.at(-1)?.push({ call, nth, area });
    else steps.push([{ call, nth, area }]);
  }
  return steps;
}

/** A seeded choice of `count` instants spread over the steps in their order; each at most once. */
export function chooseInstants(
  steps: readonly (readonly Instant[])[],
  count: number,
  random: () => number,
): readonly Instant[] {
  const wanted = Math.min(count, steps.length);
  return Array.from({ length: wanted }, (_, i) => {
    const from = Math.floor((i * steps.length) / wanted);
    const to = Math.floor(((i + 1) * steps.length) / wanted);
    const step = steps[from + Math.floor(random() * (to - from))] ?? [];
    return step[Math.floor(random() * step.length)];
  }).filter((instant) => instant !== undefined);
}

/** mulberry32: the same instants for the same seed, on any machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Runs `work` over `items`, two at a time: one waits for its disk while the other computes. */
export async function twoAtATime<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await work(item);
    }
  };
  await Promise.all([lane(), lane()]);
  return results;
}
