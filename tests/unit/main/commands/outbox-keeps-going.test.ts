import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outgoing } from '../../../../main/channels/carrier.ts';
import { type HandOff, toPerson } from '../../../../main/channels/channel.ts';
import { type KeepOptions, type KeptOutbox, keepDelivering } from '../../../../main/commands/keep-delivering.ts';
import type { Store } from '../../../../main/filings/store.ts';
import { type Kiosk, openKiosk } from '../../../../main/kiosk.ts';
import { recordFiling } from '../../../faults/outbox-filing.ts';
import { must, newFolder, removeFolder } from '../filings/kiosk.ts';

let home: string;
let kiosk: Kiosk;
let outbox: KeptOutbox;
let left: string[];
let bugs: string[];
beforeEach(async () => {
  home = newFolder();
  kiosk = must(await openKiosk({ data: join(home, 'data'), bundle: null }));
  [left, bugs] = [[], []];
});
afterEach(async () => {
  await outbox.stop();
  kiosk.close();
  removeFolder(home);
});

type Answer = (order: Outgoing) => HandOff | Promise<HandOff>;
const options = (answer: Answer = () => toPerson): KeepOptions => ({
  carriers: () => ({
    idempotent: true,
    personConfirms: true,
    handOff: async (order) => {
      left.push(order.number);
      return answer(order);
    },
  }),
  onBug: (where) => bugs.push(where),
});
/** The same store, which throws what no code knows at its call number `at`, once. */
function throwsOnce(store: Store, at: number): Store {
  let calls = 0;
  const count = (): void => {
    calls += 1;
    if (calls === at) throw Object.assign(new Error('too many open files: Nina Dubois'), { code: 'EMFILE' });
  };
  return Object.create(store, {
    read: {
      value: (work: Parameters<Store['read']>[0]) => {
        count();
        return store.read(work);
      },
    },
    transaction: {
      value: (work: Parameters<Store['transaction']>[0]) => {
        count();
        return store.transaction(work);
      },
    },
  }) as Store;
}
const gone = (number: string): boolean =>
  kiosk.core.store.get('SELECT next_at FROM deliveries JOIN filings ON id = filing WHERE number = ?', number)
    ?.next_at === null;

describe('something throws in the outbox at night', () => {
  it.each(Array.from({ length: 14 }, (_, i) => i + 1))('at the store’s call %i: deliveries go on', async (at) => {
    const first = recordFiling(kiosk.core, ['counter']);
    const core = { ...kiosk.core, store: throwsOnce(kiosk.core.store, at) };
    outbox = keepDelivering({ ...kiosk, core }, options());
    await new Promise<void>((resolve) => outbox.onRound(resolve));
    const second = recordFiling(kiosk.core, ['counter']);
    // The throw may lie in the second's own delivery: it is not woken for that, but looked at again.
    const isGone = (number: string) => (): boolean => {
      outbox.wake();
      return gone(number);
    };
    await vi.waitUntil(isGone(second), { timeout: 5_000, interval: 20 });
    if (bugs.length === 0) await vi.waitUntil(isGone(first), { timeout: 5_000, interval: 20 });
    expect(bugs.length).toBeLessThanOrEqual(1);
    expect(JSON.stringify(bugs)).not.toContain('Nina');
  });

  it('a listener that throws, or a hand-off: the next filing leaves', async () => {
    outbox = keepDelivering(
      kiosk,
      options(() => {
        throw new Error('bug');
      }),
    );
    outbox.onRound(() => {
      throw new Error('bug');
    });
    await vi.waitUntil(() => bugs.length === 1);
    recordFiling(kiosk.core, ['counter']);
    outbox.wake();
    await vi.waitUntil(() => left.length === 1);
    expect(bugs).toContain('listener');
  });
});

describe('something happens in mid-round', () => {
  it('a filing is recorded: it leaves at once after, not half a minute later', async () => {
    recordFiling(kiosk.core, ['counter']);
    let second = '';
    outbox = keepDelivering(
      kiosk,
      options(() => {
        if (second === '') {
          second = recordFiling(kiosk.core, ['counter']);
          outbox.wake();
        }
        return toPerson;
      }),
    );
    await vi.waitUntil(() => second !== '' && gone(second), { timeout: 5_000, interval: 5 });
  });

  it('the kiosk is stopped with many due: the delivery under way is recorded, no other begins, no life ends', async () => {
    const numbers = Array.from({ length: 8 }, () => recordFiling(kiosk.core, ['counter']));
    let answer = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      answer = resolve;
    });
    outbox = keepDelivering(
      kiosk,
      options(async () => {
        await gate;
        return toPerson;
      }),
    );
    await vi.waitUntil(() => left.length === 1, { timeout: 5_000, interval: 5 });
    const stopped = outbox.stop();
    answer();
    await stopped;
    expect([left, numbers.filter(gone)]).toEqual([[numbers[0]], [numbers[0]]]);
    expect(kiosk.core.store.get('SELECT * FROM life_clock')).toBeNull();
  });
});
