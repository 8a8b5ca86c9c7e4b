import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildBreaker } from '../../../../main/channels/breaker.ts';
import type { Carrier, Outgoing } from '../../../../main/channels/carrier.ts';
import { type HandOff, retryLater, toPerson } from '../../../../main/channels/channel.ts';
import { type DeliverParts, deliverDue } from '../../../../main/channels/deliver.ts';
import { checkLedger } from '../../../../main/filings/check.ts';
import type { Core } from '../../../../main/filings/core.ts';
import { dataFault } from '../../../../main/filings/data-fault.ts';
import { waitingDeliveries } from '../../../../main/filings/outbox.ts';
import type { Store } from '../../../../main/filings/store.ts';
import { readFiling } from '../../../../main/filings/transitions.ts';
import { observeWithReceipt } from '../../../../main/visits/next-receipt.ts';
import type { ChannelId } from '../../../../shared/filing.ts';
import { type Fault, fail } from '../../../../shared/result.ts';
import { recordFiling } from '../../../faults/outbox-filing.ts';
import { faultCode, must, newFolder, open, removeFolder, TestClock } from '../filings/kiosk.ts';

let folder: string;
let clock: TestClock;
let core: Core;
let left: { readonly number: string; readonly channel: ChannelId; readonly sending: number }[];
beforeEach(() => {
  folder = newFolder();
  clock = new TestClock();
  core = open(folder, clock);
  left = [];
});
afterEach(() => {
  core.close();
  removeFolder(folder);
});

type Answer = (order: Outgoing, signal: AbortSignal) => HandOff | Promise<HandOff>;
const taken: HandOff = { state: 'sent', reference: 'R-1', next: 'none', fault: null };

/** A round whose channels answer as told, `taken` where nothing is; each hand-off is noted. */
function round(answers: Partial<Record<ChannelId, Answer>> = {}, change: Partial<DeliverParts> = {}) {
  const carrier = (channel: ChannelId): Carrier => ({
    idempotent: channel === 'counter',
    handOff: async (order, signal) => {
      left.push({ number: order.number, channel, sending: order.sending });
      return (await answers[channel]?.(order, signal)) ?? taken;
    },
  });
  return deliverDue({
    core,
    counter: { folder: '', dataFolder: '', recipient: '' },
    timeoutMs: 1_000,
    carriers: carrier,
    clockState: () => 'unknown',
    ...change,
  });
}
const down: Answer = () => retryLater('no-route');
const statesOf = (number: string): string[] => must(readFiling(core, number)).deliveries.map(({ state }) => state);

describe('a filing that leaves by several channels', () => {
  it('is handed off in the manifest’s order, one after the other, the oldest filing first', async () => {
    const one = recordFiling(core, ['portal', 'email', 'https']);
    const two = recordFiling(core, ['email', 'counter']);
    let running = 0;
    const slow: Answer = async () => {
      running += 1;
      expect(running).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      return taken;
    };
    must(await round({ portal: slow, email: slow, https: slow, counter: slow }));
    expect(left.map(({ number, channel }) => [number, channel])).toEqual([
      [one, 'portal'],
      [one, 'email'],
      [one, 'https'],
      [two, 'email'],
      [two, 'counter'],
    ]);
  });

  it('one that is down holds up neither the other nor the next filing, and goes when it is back', async () => {
    const numbers = [recordFiling(core, ['email', 'https']), recordFiling(core, ['email', 'https'])];
    must(await round({ email: down }));
    expect(numbers.map(statesOf)).toEqual([
      ['queued', 'sent'],
      ['queued', 'sent'],
    ]);
    left = [];
    clock.advance(50_000);
    must(await round());
    expect(left.map(({ channel }) => channel)).toEqual(['email', 'email']);
    expect(numbers.map(statesOf)).toEqual([
      ['sent', 'sent'],
      ['sent', 'sent'],
    ]);
    expect(must(checkLedger(core))).toMatchObject({ problems: [], head: { size: 6 } });
  });

  it('withdrawn while the first is handed off: the second does not leave', async () => {
    const number = recordFiling(core, ['email', 'https']);
    const withdraw: Answer = () => {
      must(observeWithReceipt(core, number, { kind: 'withdrawn' }, 'unknown'));
      return taken;
    };
    must(await round({ email: withdraw }));
    expect(left.map(({ channel }) => channel)).toEqual(['email']);
    expect(statesOf(number)).toEqual(['sent', 'queued']);
  });

  it('a person confirmed the second while the first was handed off: it is not sent on top', async () => {
    const number = recordFiling(core, ['email', 'https']);
    const confirm: Answer = () => {
      must(
        observeWithReceipt(core, number, { kind: 'sent', channel: 'https', reference: 'P', agent: null }, 'unknown'),
      );
      return taken;
    };
    must(await round({ email: confirm }));
    expect(left.map(({ channel }) => channel)).toEqual(['email']);
    expect(must(readFiling(core, number)).deliveries[1]?.reference).toBe('P');
  });
});

describe('what is heard of a hand-off', () => {
  it('the agency’s word came while it was handed off: both stand', async () => {
    const number = recordFiling(core, ['https']);
    const acknowledge: Answer = () => {
      const date = '2026-11-23';
      const word = { kind: 'acknowledged', number: 'N', date, pages: null, pagesHeld: null } as const;
      must(observeWithReceipt(core, number, word, 'unknown'));
      return taken;
    };
    must(await round({ https: acknowledge }));
    expect(must(readFiling(core, number))).toMatchObject({ state: 'acknowledged', deliveries: [{ reference: 'R-1' }] });
  });

  it('a person confirmed it while it was handed off: that word stands, once', async () => {
    const number = recordFiling(core, ['https']);
    const confirm: Answer = () => {
      must(
        observeWithReceipt(core, number, { kind: 'sent', channel: 'https', reference: 'P', agent: null }, 'unknown'),
      );
      return taken;
    };
    expect(must(await round({ https: confirm }))).toEqual([]);
    expect(must(readFiling(core, number)).deliveries[0]).toMatchObject({ reference: 'P', underWay: false });
    expect(core.ledger.head().size).toBe(2);
  });

  it('an answer that a full disk does not take is `unknown` afterwards, not sent again; a known key is sent again', async () => {
    const numbers = [recordFiling(core, ['https']), recordFiling(core, ['counter'])];
    let full = false;
    const store: Store = Object.create(core.store, {
      transaction: {
        value: (work: Parameters<Store['transaction']>[0]) =>
          full ? fail(dataFault('disk-full')) : core.store.transaction(work),
      },
    }) as Store;
    const thenFull: Answer = () => {
      full = true;
      return taken;
    };
    for (let i = 0; i < 2; i += 1) {
      full = false;
      expect(faultCode(await round({ https: thenFull, counter: thenFull }, { core: { ...core, store } }))).toBe(
        'disk-full',
      );
    }
    must(await round());
    expect(left.map(({ channel }) => channel)).toEqual(['https', 'counter', 'counter']);
    expect(numbers.map(statesOf)).toEqual([['unknown'], ['sent']]);
  });

  it('asked for again by a person it carries the same key, as the next sending', async () => {
    const number = recordFiling(core, ['https']);
    const keys: string[] = [];
    const silent: Answer = ({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      return { state: 'unknown', reference: null, next: 'none', fault: 'no-answer' };
    };
    must(await round({ https: silent }));
    const word = { kind: 'not-received', channel: 'https', agent: null } as const;
    must(observeWithReceipt(core, number, word, 'unknown'));
    expect(must(waitingDeliveries(core))).toMatchObject([{ state: 'queued', attempts: 0, nextAt: clock.now / 1000 }]);
    must(await round({ https: silent }));
    expect(left.map(({ sending }) => sending)).toEqual([1, 2]);
    expect(new Set(keys).size).toBe(1);
  });

  it('while nothing can be signed, nothing leaves whose end could not be recorded', async () => {
    const number = recordFiling(core, ['https']);
    clock.advance(100 * 365 * 86_400);
    must(await round());
    expect([left, statesOf(number)]).toEqual([[], ['queued']]);
  });

  it('its certificate ends while it is handed off: settled once there is one again, and not noted at every look until then', async () => {
    const number = recordFiling(core, ['https']);
    const century = 100 * 365 * 86_400;
    const late: Answer = () => {
      clock.advance(century);
      return taken;
    };
    must(await round({ https: late }));
    for (let i = 0; i < 5; i += 1) must(await round());
    expect([left.length, core.store.all('SELECT fault FROM attempts').length]).toEqual([1, 0]);
    clock.advance(-century);
    must(await round());
    expect([left.length, statesOf(number)]).toEqual([1, ['unknown']]);
    expect(core.store.all('SELECT fault FROM attempts')).toMatchObject([{ fault: 'cut' }]);
  });

  it('the post is a person’s from the start, and a channel that is not here waits', async () => {
    recordFiling(core, ['post', 'portal']);
    const counter = { folder: '', dataFolder: '', recipient: '' };
    const outcomes = must(await deliverDue({ core, counter, timeoutMs: 1_000 }));
    expect(outcomes).toEqual([toPerson, retryLater('no-such-channel')] satisfies HandOff[]);
  });

  it('a child that takes longer than its deadline is killed, and what it would have written is written later, once', async () => {
    const number = recordFiling(core, ['counter']);
    const recipient = await identityToRecipient(await generateIdentity());
    const counter = { folder: join(folder, '../', `${basename(folder)}-guichet`), dataFolder: folder, recipient };
    try {
      expect(must(await deliverDue({ core, counter, timeoutMs: 1 }))).toEqual([retryLater('no-answer')]);
      expect(must(waitingDeliveries(core))).toMatchObject([{ state: 'queued', attempts: 1 }]);
      clock.advance(3_600);
      expect(must(await deliverDue({ core, counter, timeoutMs: 60_000 }))).toEqual([toPerson]);
      expect(readdirSync(counter.folder).sort()).toEqual([`${number}.age`, `${number}.json`]);
    } finally {
      removeFolder(counter.folder);
    }
  });

  it('the certificate has lapsed: nothing that could be answered `sent` is handed off, key known or not; the counter’s is', async () => {
    recordFiling(core, ['https', 'counter']);
    clock.advance(100 * 365 * 86_400);
    const carriers = (channel: ChannelId): Carrier => ({
      idempotent: true,
      ...(channel === 'counter' ? { personConfirms: true as const } : {}),
      handOff: async (order) => {
        left.push({ number: order.number, channel, sending: order.sending });
        return toPerson;
      },
    });
    for (let i = 0; i < 20; i += 1) {
      must(await round({}, { carriers }));
      clock.advance(30);
    }
    expect(left.map(({ channel }) => channel)).toEqual(['counter']);
    const attempts = core.store.all("SELECT fault FROM attempts WHERE channel = 'https'");
    expect([attempts.length < 6, attempts[0]?.fault]).toEqual([true, 'not-certified']);
  });

  it('an answer that cannot be recorded, where the key is known: sent again after a wait, not every half minute', async () => {
    recordFiling(core, ['counter']);
    // No second receipt can be made of a damaged first one, so no `sent` either.
    core.store.run("UPDATE sealed SET bytes = x'00' WHERE kind = 'receipt'");
    for (let i = 0; i < 20; i += 1) {
      await round();
      clock.advance(30);
    }
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(6);
  });

  it('the clock was ahead by years at one attempt, and at a recording: once it is right both leave', async () => {
    const years = 5 * 365 * 86_400;
    const failed = recordFiling(core, ['email']);
    clock.advance(years);
    must(await round({ email: down }));
    const ahead = recordFiling(core, ['email']);
    clock.advance(-years);
    must(await round());
    expect([failed, ahead].map(statesOf)).toEqual([['sent'], ['sent']]);
  });

  it('a wait of six hours is kept, whatever its spread', async () => {
    recordFiling(core, ['email']);
    for (let i = 0; i < 12; i += 1) {
      must(await round({ email: down }));
      const [item] = must(waitingDeliveries(core));
      clock.advance((item?.nextAt ?? 0) - clock.now / 1000 - 1);
      const before = left.length;
      must(await round({ email: down }));
      expect(left.length).toBe(before);
      clock.advance(1);
    }
  });

  it('five filings that fail whatever is done do not keep back a healthy one for longer than one rest', async () => {
    const bad = new Set(Array.from({ length: 5 }, () => recordFiling(core, ['email'])));
    let seconds = 0;
    const breaker = buildBreaker(() => seconds);
    const answer: Answer = ({ number }) => (bad.has(number) ? retryLater('no-route') : taken);
    const later = async (rounds: number): Promise<void> => {
      for (let i = 0; i < rounds; i += 1) {
        must(await round({ email: answer }, { breaker }));
        clock.advance(30);
        seconds += 30;
      }
    };
    await later(600);
    const good = recordFiling(core, ['email']);
    await later(2 * 60 + 1);
    expect(statesOf(good)).toEqual(['sent']);
  });

  it('a file of three filings is gone from the vault: that is not the channel’s fault, and the next one leaves', async () => {
    const recipient = await identityToRecipient(await generateIdentity());
    const counter = { folder: join(folder, '../', `${basename(folder)}-guichet`), dataFolder: folder, recipient };
    for (let i = 0; i < 3; i += 1) recordFiling(core, ['counter']);
    for (const id of readdirSync(join(folder, 'vault'))) removeFolder(join(folder, 'vault', id, 'file-0000'));
    const good = recordFiling(core, ['counter']);
    try {
      const outcomes = must(await deliverDue({ core, counter, timeoutMs: 60_000, breaker: buildBreaker(() => 0) }));
      expect(outcomes.map(({ fault }) => fault)).toEqual([...Array(3).fill('data-unreachable'), null]);
      expect(readdirSync(counter.folder).sort()).toEqual([`${good}.age`, `${good}.json`]);
    } finally {
      removeFolder(counter.folder);
    }
  });

  it('a fault of one filing’s record does not stop the next', async () => {
    const broken = recordFiling(core, ['https']);
    core.store.run("DELETE FROM sealed WHERE kind = 'record'");
    const whole = recordFiling(core, ['https']);
    const outcomes: readonly (HandOff | Fault)[] = must(await round());
    expect(outcomes).toEqual([retryLater('data-damaged'), taken]);
    expect([broken, whole].map(statesOf)).toEqual([['queued'], ['sent']]);
  });
});
