import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLedger } from '../../../../main/filings/check.ts';
import type { Core } from '../../../../main/filings/core.ts';
import { recordHandOver } from '../../../../main/filings/hand-over.ts';
import { dueDeliveries, recordAttempt, waitingDeliveries } from '../../../../main/filings/outbox.ts';
import { finishPrint, startPrint } from '../../../../main/filings/prints.ts';
import { observe, openSealer, readFiling } from '../../../../main/filings/transitions.ts';
import { nodeCrypto } from '../../../../main/node-crypto.ts';
import { verifyCheckpoint } from '../../../../shared/ledger/checkpoint.ts';
import { faultCode, must, newFolder, open, record, removeFolder, see, TestClock } from './kiosk.ts';

let folder: string;
let clock: TestClock;
let core: Core;
beforeEach(() => {
  folder = newFolder();
  clock = new TestClock();
  core = open(folder, clock);
});
afterEach(() => {
  core.close();
  removeFolder(folder);
});
const now = (): number => clock.now / 1000;
const restart = (): void => {
  core.close();
  core = open(folder, clock);
};

describe('what a person or a channel observes', () => {
  it('three times are kept apart: prepared, sent, acknowledged, each with its reference and rank, across a restart', () => {
    const { number } = record(core, { pages: 66 });
    clock.advance(600);
    must(see(core, number, { kind: 'sent', channel: 'counter', reference: 'R-1', agent: 'A-7' }));
    clock.advance(86_400);
    must(see(core, number, { kind: 'acknowledged', number: 'CAF-1', date: '2026-11-24', pages: 66, pagesHeld: null }));
    restart();
    const view = must(readFiling(core, number));
    expect(
      view.states.map(({ state, channel, at, ledgerIndex, detail }) => [
        state,
        channel,
        now() - at,
        ledgerIndex,
        detail.reference,
        detail.agent,
      ]),
    ).toEqual([
      ['prepared', null, 87_000, 0, null, null],
      ['sent', 'counter', 86_400, 1, 'R-1', 'A-7'],
      ['acknowledged', null, 0, 2, 'CAF-1', null],
    ]);
    expect(view).toMatchObject({
      state: 'acknowledged',
      deliveries: [{ channel: 'counter', state: 'sent', reference: 'R-1', at: now() - 86_400 }],
      acknowledgement: { number: 'CAF-1', date: '2026-11-24', pagesCounted: 66 },
      receipts: [{ sequence: 1 }, { sequence: 2 }, { sequence: 3 }],
    });
    expect(must(checkLedger(core))).toMatchObject({ consistent: true, head: { size: 3 } });
  });

  it('the next receipt is made from the filing with the observation in it, and gets its proof', () => {
    const { number } = record(core);
    clock.advance(5);
    const observed = must(
      observe(core, number, { kind: 'sent', channel: 'counter', reference: 'R-1', agent: null }, (next) => {
        expect(next).toMatchObject({
          sequence: 2,
          at: now(),
          filing: { deliveries: [{ state: 'sent', reference: 'R-1' }], receipts: [{}] },
        });
        return {
          salt: core.random(16),
          fact: core.random(8),
          receipt: (entry) => ({ sealed: next.sealer.seal('receipt', 2, core.random(8)), value: entry.index }),
        };
      }),
    );
    expect(observed.value).toBe(1);
    expect(verifyCheckpoint(observed.entry.checkpoint, core.ledger.key, nodeCrypto)).toEqual({
      ok: true,
      value: observed.entry.head,
    });
  });

  it('66 pages sent and 7 counted is a mismatch, and a later right count ends it', () => {
    const { number } = record(core, { pages: 66 });
    const seen = (pages: number | null, pagesHeld: number[] | null) =>
      must(see(core, number, { kind: 'acknowledged', number: 'CAF-1', date: '2026-11-24', pages, pagesHeld })).filing;
    expect(seen(7, [1, 2, 3, 4, 5, 6, 7])).toMatchObject({ state: 'mismatch', acknowledgement: { pagesCounted: 7 } });
    expect(seen(null, [1, 2])).toMatchObject({ state: 'mismatch', acknowledgement: { pagesCounted: 2 } });
    expect(seen(66, null)).toMatchObject({ state: 'acknowledged', acknowledgement: { pagesCounted: 66 } });
  });

  it('a refused move, or a throw while the receipt is made, leaves ledger and filing as they were', () => {
    const { number } = record(core);
    const before = [core.ledger.head(), must(readFiling(core, number))];
    expect(faultCode(see(core, number, { kind: 'forgotten' }))).toBe('delivery-waiting');
    expect(faultCode(see(core, number, { kind: 'sent', channel: 'post', reference: 'R', agent: null }))).toBe(
      'no-such-delivery',
    );
    expect(() =>
      observe(core, number, { kind: 'withdrawn' }, () => {
        throw new Error('bug');
      }),
    ).toThrow('bug');
    expect([core.ledger.head(), must(readFiling(core, number))]).toEqual(before);
  });

  it('a filing that is not here, and one that was forgotten, are told apart', () => {
    expect(faultCode(see(core, 'K7P2-9QXM-4', { kind: 'withdrawn' }))).toBe('no-such-filing');
    expect(faultCode(readFiling(core, 'K7P2-9QXM-4'))).toBe('no-such-filing');
    const { number } = record(core, { deliveries: [] });
    must(see(core, number, { kind: 'forgotten' }));
    expect(faultCode(see(core, number, { kind: 'withdrawn' }))).toBe('forgotten');
    expect(faultCode(see(core, number, { kind: 'forgotten' }))).toBe('forgotten');
  });
});

describe('deliveries that are not finished', () => {
  const key = (): string | undefined => must(waitingDeliveries(core))[0]?.idempotencyKey;

  it('a new folder has none', () => expect(must(waitingDeliveries(core))).toEqual([]));

  it('a retry after « not received » carries the same key (promise 2)', () => {
    const { number } = record(core);
    const first = key();
    must(see(core, number, { kind: 'unknown', channel: 'counter' }));
    expect(must(dueDeliveries(core))).toEqual([]);
    expect(must(waitingDeliveries(core))).toMatchObject([{ state: 'unknown', nextAt: null }]);
    must(see(core, number, { kind: 'not-received', channel: 'counter', agent: 'A-7' }));
    restart();
    expect(must(dueDeliveries(core))).toMatchObject([{ number, channel: 'counter', state: 'queued' }]);
    expect(key()).toBe(first);
  });

  it('no two deliveries share a key', () => {
    for (let i = 0; i < 20; i += 1) record(core, { deliveries: ['counter', 'post', 'email'] });
    expect(new Set(must(waitingDeliveries(core)).map(({ idempotencyKey }) => idempotencyKey)).size).toBe(60);
  });

  it('what is sent, withdrawn, acknowledged or forgotten waits no longer', () => {
    const sent = record(core);
    must(see(core, sent.number, { kind: 'sent', channel: 'counter', reference: 'R', agent: null }));
    must(see(core, record(core).number, { kind: 'withdrawn' }));
    must(
      see(core, record(core).number, {
        kind: 'acknowledged',
        number: 'N',
        date: '2026-11-24',
        pages: null,
        pagesHeld: null,
      }),
    );
    const waiting = record(core);
    expect(must(waitingDeliveries(core)).map(({ number }) => number)).toEqual([waiting.number]);
    expect(must(dueDeliveries(core)).map(({ number }) => number)).toEqual([waiting.number]);
  });

  it('each failed attempt waits twice as long, six hours at most, and is kept as evidence', () => {
    const { number } = record(core);
    const waits: number[] = [];
    for (let i = 0; i < 12; i += 1) {
      const { nextAt } = must(recordAttempt(core, { number, channel: 'counter' }, 'no-answer'));
      waits.push(nextAt - now());
      clock.now = nextAt * 1000 - 1;
      expect(must(dueDeliveries(core))).toEqual([]);
      clock.now = nextAt * 1000;
      expect(must(dueDeliveries(core))).toHaveLength(1);
    }
    const middles = [60, 120, 240, 480, 960, 1920, 3840, 7680, 15_360, 21_600, 21_600, 21_600];
    waits.forEach((wait, i) => {
      // Spread by a fifth.
      expect(Math.abs(wait / (middles[i] ?? 0) - 1)).toBeLessThanOrEqual(0.21);
    });
    expect(waits).toHaveLength(middles.length);
    expect(must(waitingDeliveries(core))).toMatchObject([{ attempts: 12 }]);
    expect(core.store.all('SELECT fault FROM attempts')).toHaveLength(12);
  });

  it('handed over at the counter it waits for a person, not for the machine', () => {
    const { number } = record(core);
    must(recordHandOver(core, { number, channel: 'counter' }));
    clock.advance(10 * 86_400);
    expect(must(dueDeliveries(core))).toEqual([]);
    expect(must(waitingDeliveries(core))).toMatchObject([{ number, state: 'queued', attempts: 1, nextAt: null }]);
  });

  it('an attempt at what is not waiting is refused', () => {
    const { number } = record(core);
    must(see(core, number, { kind: 'sent', channel: 'counter', reference: 'R', agent: null }));
    expect(faultCode(recordAttempt(core, { number, channel: 'counter' }, 'no-answer'))).toBe('not-waiting');
    expect(faultCode(recordHandOver(core, { number, channel: 'counter' }))).toBe('not-waiting');
  });
});

describe('printing a receipt', () => {
  it('a second paper says DUPLICATA, unless the first surely did not come out', () => {
    const { number } = record(core);
    const sealer = must(openSealer(core, number));
    const first = must(startPrint(core, number, 1));
    must(finishPrint(core, first, 'not-printed', sealer));
    const second = must(startPrint(core, number, 1));
    must(finishPrint(core, second, 'printed', sealer));
    const third = must(startPrint(core, number, 1));
    expect([first.duplicate, second.duplicate, third.duplicate]).toEqual([false, false, true]);
    expect(must(checkLedger(core))).toMatchObject({ consistent: true, head: { size: 3 } });
  });

  it('a power cut in the middle of a print leaves `unknown`, and the next paper says DUPLICATA', () => {
    const { number } = record(core);
    must(startPrint(core, number, 1));
    restart();
    expect(core.store.all('SELECT result, ended_at FROM prints')).toMatchObject([
      { result: 'unknown', ended_at: null },
    ]);
    expect(must(startPrint(core, number, 1)).duplicate).toBe(true);
  });

  it('each receipt counts for itself, and a print ends once', () => {
    const { number } = record(core);
    const sealer = must(openSealer(core, number));
    const print = must(startPrint(core, number, 1));
    must(finishPrint(core, print, 'printed', sealer));
    expect(faultCode(finishPrint(core, print, 'not-printed', sealer))).toBe('already-finished');
    must(see(core, number, { kind: 'sent', channel: 'counter', reference: 'R', agent: null }));
    expect(must(startPrint(core, number, 2)).duplicate).toBe(false);
    expect(faultCode(startPrint(core, number, 3))).toBe('no-such-receipt');
    expect(faultCode(startPrint(core, 'K7P2-9QXM-4', 1))).toBe('no-such-receipt');
  });

  it('a failed print changes nothing of the filing: filed and printed are two facts', () => {
    const { number } = record(core);
    const before = must(readFiling(core, number));
    const print = must(startPrint(core, number, 1));
    must(finishPrint(core, print, 'not-printed', must(openSealer(core, number))));
    expect(must(readFiling(core, number))).toEqual(before);
  });
});
