import { cpSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Breaker, buildBreaker } from '../../main/channels/breaker.ts';
import type { Carrier } from '../../main/channels/carrier.ts';
import { deliverDue } from '../../main/channels/deliver.ts';
import { checkLedger } from '../../main/filings/check.ts';
import type { Core } from '../../main/filings/core.ts';
import { recordHandOver } from '../../main/filings/hand-over.ts';
import type { Observation } from '../../main/filings/legality.ts';
import { recordAttempt, waitingDeliveries } from '../../main/filings/outbox.ts';
import type { Store } from '../../main/filings/store.ts';
import { readFiling } from '../../main/filings/transitions.ts';
import { observeWithReceipt } from '../../main/visits/next-receipt.ts';
import type { Result } from '../../shared/result.ts';
import { must, newFolder, open, removeFolder, TestClock } from '../unit/main/filings/kiosk.ts';
import { recordFiling } from './outbox-filing.ts';
import {
  attempt,
  type Cell,
  type Expected,
  isPowerCut,
  other,
  quiet,
  said,
  standingOf,
  standings,
  troubles,
  waitOf,
  words,
} from './outbox-oracle.ts';
import { ModelReceiver, type ReceiverName, receivers } from './outbox-receivers.ts';

const all: readonly Cell[] = (Object.keys(receivers) as ReceiverName[]).flatMap((receiver) =>
  standings.flatMap((standing) =>
    troubles.flatMap((trouble) => words.map((word) => ({ receiver, standing, trouble, word }))),
  ),
);
/** One in seven by default: seven divides no side of the matrix, so every pair of sides meets. */
const cells = process.env.RECEPISSE_TESTS === 'all' ? all : all.filter((_, i) => i % 7 === 0);

const channel = 'https';
/** The filing's other way, by a receiver that is always well. */
const otherChannel = 'email';
const day = 86_400;
class PowerFails extends Error {}

let home: string;
let template: string;
let made = 0;
beforeAll(() => {
  home = newFolder(existsSync('/dev/shm') ? '/dev/shm' : tmpdir());
  template = join(home, 'template');
  open(template).close();
});
afterAll(() => removeFolder(home));

/** One kiosk, which a power cut stops and a start opens again. */
class TestKiosk {
  readonly clock = new TestClock();
  readonly otherReceiver = new ModelReceiver('service without memory');
  readonly folder: string;
  core: Core;
  #breakerSeconds = 0;
  breaker: Breaker;
  constructor() {
    made += 1;
    this.folder = join(home, `kiosk-${made}`);
    cpSync(template, this.folder, { recursive: true });
    this.core = open(this.folder, this.clock);
    this.breaker = this.#newBreaker();
  }
  #newBreaker(): Breaker {
    return buildBreaker(() => this.#breakerSeconds);
  }
  later(seconds: number): void {
    this.clock.advance(seconds);
    this.#breakerSeconds += seconds;
  }
  /** What was not committed is gone; the breaker was in memory. */
  startAgain(): void {
    this.core.close();
    this.core = open(this.folder, this.clock);
    this.breaker = this.#newBreaker();
  }
  see(number: string, observation: Observation): Result<unknown, { readonly code: string }> {
    return observeWithReceipt(this.core, number, observation, 'unknown');
  }
  /** One round; gives whether the power failed in it. */
  async round(
    carrier: Carrier | (() => never),
    cut: Promise<'cut'>,
    tamper?: (store: Store) => Store,
  ): Promise<boolean> {
    const core = tamper ? { ...this.core, store: tamper(this.core.store) } : this.core;
    const round = deliverDue({
      core,
      counter: { folder: '', dataFolder: '', recipient: '' },
      timeoutMs: 1_000,
      breaker: this.breaker,
      carriers: (to) => {
        if (to === otherChannel) return this.otherReceiver.carrier('none', noEvent, noEvent);
        return typeof carrier === 'function' ? carrier() : carrier;
      },
      clockState: () => 'unknown',
      deadline: () => {
        const controller = new AbortController();
        setImmediate(() => controller.abort());
        return controller.signal;
      },
    }).catch((error: unknown) => {
      if (error instanceof PowerFails) return 'cut' as const;
      throw error;
    });
    const ended = await Promise.race([round, cut]);
    if (ended !== 'cut') must(ended);
    return ended === 'cut';
  }
}

/** Stops the process at the transaction that records the answer: before it, or once it is on the disk. */
function cutAtRecord(isAnswered: () => boolean, when: 'before' | 'after'): (store: Store) => Store {
  return (store) =>
    Object.create(store, {
      transaction: {
        value: <T, F>(work: () => Result<T, F>) => {
          if (!isAnswered()) return store.transaction(work);
          if (when === 'before') throw new PowerFails();
          const done = store.transaction(work);
          // A line of evidence may follow in a transaction of its own: the state's is the one that counts.
          if (store.get('SELECT 1 FROM deliveries WHERE begun_at IS NOT NULL') === null) throw new PowerFails();
          return done;
        },
      },
    }) as Store;
}

function makeStanding(kiosk: TestKiosk, number: string, { standing }: Cell): void {
  const { core } = kiosk;
  const which = { number, channel } as const;
  switch (standing) {
    case 'backing off':
      for (let i = 0; i < 3; i += 1) must(recordAttempt(core, which, 'no-route'));
      break;
    case 'handed to a person':
      must(recordHandOver(core, which));
      break;
    case 'unknown':
    case 'failed':
      must(kiosk.see(number, { kind: standing, channel }));
      break;
    case 'sent':
      must(kiosk.see(number, { kind: 'sent', channel, reference: 'R-0', agent: null }));
      break;
    case 'withdrawn':
    case 'acknowledged':
    case 'forgotten':
      happen(kiosk, number, standing);
      break;
    case 'breaker open':
      for (let i = 0; i < 3; i += 1) kiosk.breaker.failed(channel, `other-${i}`);
      break;
    default:
  }
}

function happen(kiosk: TestKiosk, number: string, what: 'withdrawn' | 'acknowledged' | 'forgotten'): void {
  if (what === 'acknowledged') {
    const date = '2026-11-23';
    must(kiosk.see(number, { kind: 'acknowledged', number: 'N', date, pages: null, pagesHeld: null }));
    return;
  }
  must(kiosk.see(number, { kind: 'withdrawn' }));
  if (what === 'forgotten') must(kiosk.see(number, { kind: 'forgotten' }));
}

/** Everything that can be seen of the kiosk and its receiver, held against the oracle. */
function expectAsTold(kiosk: TestKiosk, number: string, receiver: ModelReceiver, told: Expected, when: string): void {
  const { core } = kiosk;
  const view = must(readFiling(core, number));
  const [delivery, second] = view.deliveries;
  const count = (table: string): unknown => core.store.get(`SELECT count(*) AS n FROM ${table}`)?.n;
  const waiting = must(waitingDeliveries(core)).filter((item) => item.channel === channel);
  const isListed = told.filing === 'prepared' && !told.forgotten && told.state !== 'sent';
  expect(
    {
      state: delivery?.state,
      withPerson: delivery?.handedOver,
      underWay: delivery?.underWay,
      filing: view.state,
      forgotten: view.forgottenAt !== null,
      copies: receiver.held.length,
      atOnce: receiver.most <= 1,
      other: [second?.state, kiosk.otherReceiver.held.length],
      facts: core.ledger.head().size,
      states: count('states'),
      receipts: count('receipts'),
      listed: waiting.map((item) => ({ state: item.state, waitsForPerson: item.nextAt === null })),
      ledger: must(checkLedger(core)).problems,
    },
    when,
  ).toEqual({
    state: told.state,
    withPerson: told.withPerson,
    underWay: false,
    filing: told.filing,
    forgotten: told.forgotten,
    copies: told.copies,
    atOnce: true,
    other: told.otherSent ? ['sent', 1] : ['queued', 0],
    facts: told.facts,
    states: told.facts,
    receipts: told.facts,
    listed: isListed ? [{ state: told.state, waitsForPerson: told.withPerson || told.state !== 'queued' }] : [],
    ledger: [],
  });
}

/** The next attempt lies as far ahead as so many tries ask for. */
function expectWait(kiosk: TestKiosk, tries: number, when: string): void {
  const item = must(waitingDeliveries(kiosk.core)).find((waiting) => waiting.channel === channel);
  const wait = (item?.nextAt ?? 0) - kiosk.clock.now / 1000;
  expect(Math.abs(wait / waitOf(tries) - 1), when).toBeLessThanOrEqual(0.21);
  expect(item?.attempts, when).toBe(tries);
}

const never = new Promise<never>(() => undefined);

async function runCell(cell: Cell): Promise<void> {
  const kiosk = new TestKiosk();
  const receiver = new ModelReceiver(cell.receiver);
  const number = recordFiling(kiosk.core, [channel, otherChannel]);
  makeStanding(kiosk, number, cell);
  let told = standingOf(cell.standing);
  try {
    expectAsTold(kiosk, number, receiver, told, 'as it stands');
    if (cell.standing === 'backing off' || cell.standing === 'breaker open') {
      await kiosk.round(receiver.carrier('none', noEvent, noEvent), never);
      expect(receiver.calls, 'handed off before its time').toBe(0);
      told = other(told);
      expectAsTold(kiosk, number, receiver, told, 'before its time');
      kiosk.later(3_600);
    }

    // The fault.
    const before = told;
    let happened = false;
    const during = (): void => {
      const [, what] = /^(withdrawn|acknowledged|forgotten) under way$/.exec(cell.standing) ?? [];
      if (what === 'withdrawn' || what === 'acknowledged' || what === 'forgotten') {
        if (!happened) happen(kiosk, number, what);
        happened = true;
      }
    };
    let failPower: (() => void) | null = null;
    const cut = new Promise<'cut'>((resolve) => {
      failPower = () => resolve('cut');
    });
    const carrier = receiver.carrier(cell.trouble, during, () => failPower?.());
    const isAnswered = (): boolean => receiver.calls > 0;
    const fellOver = await kiosk.round(
      cell.trouble === 'before the start is recorded'
        ? () => {
            throw new PowerFails();
          }
        : carrier,
      cut,
      cell.trouble === 'before the answer is recorded'
        ? cutAtRecord(isAnswered, 'before')
        : cell.trouble === 'right after the record'
          ? cutAtRecord(isAnswered, 'after')
          : undefined,
    );
    told = attempt(told, cell, cell.trouble, true);
    const wasAttempted = before.state === 'queued' && !before.withPerson && before.filing === 'prepared';
    expect(fellOver, 'the power failed').toBe(isPowerCut(cell.trouble) && wasAttempted);
    if (!fellOver) told = other(told);
    if (fellOver) kiosk.startAgain();
    else if (told.tries > before.tries && told.filing === 'prepared') expectWait(kiosk, told.tries, 'its next attempt');

    // Rounds without a fault, the next days.
    const rounds = async (when: string): Promise<void> => {
      for (let i = 0; i < 3; i += 1) {
        await kiosk.round(receiver.carrier('none', during, noEvent), never);
        kiosk.later(day);
      }
      told = other(quiet(told, cell, cell.trouble === 'before the start is recorded' && when === 'the next days'));
      expectAsTold(kiosk, number, receiver, told, when);
    };
    await rounds('the next days');
    kiosk.startAgain();
    expectAsTold(kiosk, number, receiver, told, 'after one more start');

    // A person looked.
    const after = said(told, cell.word);
    const word: Observation | null =
      cell.word === 'reference'
        ? { kind: 'sent', channel, reference: 'R-9', agent: null }
        : cell.word === 'not received'
          ? { kind: 'not-received', channel, agent: null }
          : null;
    if (word) expect(kiosk.see(number, word).ok, 'what a person says is taken').toBe(after !== told);
    const asked = cell.word === 'not received' && after !== told ? 1 : 0;
    told = after;
    expectAsTold(kiosk, number, receiver, told, 'a person spoke');
    if (asked > 0) {
      const item = must(waitingDeliveries(kiosk.core)).find((waiting) => waiting.channel === channel);
      expect([item?.attempts, item?.nextAt], 'asked for again: its waits begin anew').toEqual([
        0,
        kiosk.clock.now / 1000,
      ]);
    }
    await rounds('after a person spoke');

    // Promise 2, on its own: whatever the table above says.
    expect(receiver.held.length).toBeLessThanOrEqual(receivers[cell.receiver].recognises ? 1 : 1 + asked);
    expect(new Set(receiver.held).size).toBeLessThanOrEqual(1);
  } finally {
    kiosk.core.close();
    removeFolder(kiosk.folder);
  }
}

const noEvent = (): void => undefined;

describe('every fault of line and power in every state of a delivery', () => {
  test.each(Object.keys(receivers) as ReceiverName[])('%s', { timeout: 300_000 }, async (receiver) => {
    const own = cells.filter((cell) => cell.receiver === receiver);
    expect(own.length).toBeGreaterThan(60);
    for (const cell of own) {
      try {
        await runCell(cell);
      } catch (error) {
        throw new Error(`${cell.standing} × ${cell.trouble} × ${cell.word}`, { cause: error });
      }
    }
  });
});
