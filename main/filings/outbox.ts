import { type ChannelId, channelIds, type DeliveryState, deliveryStates } from '../../shared/filing.ts';
import type { RandomBytes } from '../../shared/number.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { secondsNow } from './clock.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import { integer, integerOrNull, member, type Row, text } from './row.ts';

/** A delivery that is not finished. */
export interface WaitingDelivery {
  readonly number: string;
  readonly channel: ChannelId;
  readonly state: DeliveryState;
  /** The same in every attempt (promise 2). */
  readonly idempotencyKey: string;
  readonly attempts: number;
  /** Seconds since 1970 of the next attempt; null when a person decides. */
  readonly nextAt: number | null;
}

/** Waits between attempts, doubled each time: a busy service is not hurried, and one that is back is found within hours. Spread by a fifth: kiosks that failed together do not come back together. */
const firstWaitSeconds = 60;
const longestWaitSeconds = 6 * 3600;
const spread = 0.2;

function waitAfter(attempts: number, random: RandomBytes): number {
  const wait = Math.min(firstWaitSeconds * 2 ** (attempts - 1), longestWaitSeconds);
  const [byte = 0] = random(1);
  return Math.round(wait * (1 - spread + (2 * spread * byte) / 255));
}

const columns = `
  SELECT number, channel, deliveries.state, idempotency_key, attempts, next_at
  FROM deliveries JOIN filings ON filings.id = deliveries.filing LEFT JOIN lives ON lives.filing = filings.id`;

/** Filings that the agency or the visitor has ended, forgotten ones and those without pages have nothing left to send. */
const unfinished = `
  deliveries.state <> 'sent' AND forgotten_at IS NULL AND pages_ended_at IS NULL
  AND filings.state IN ('prepared', 'mismatch')`;

/** Oldest filing first, its deliveries in the manifest's order. */
const inOrder = 'ORDER BY prepared_at, filings.rowid, deliveries.rowid';

/** Everything that waits, oldest filing first; `queued` goes by itself, `failed` and `unknown` wait for a person. */
export const waitingDeliveries = ({ store }: Pick<Core, 'store'>): Result<readonly WaitingDelivery[], DataFault> =>
  store.read(() => store.all(`${columns} WHERE ${unfinished} ${inOrder}`).map(toWaiting));

/** The first delivery of each filing of which the agency lacks pages though everything was sent: it waits for whoever sends them. */
export const lackingDeliveries = ({ store }: Pick<Core, 'store'>): Result<readonly WaitingDelivery[], DataFault> =>
  store.read(() =>
    store
      .all(
        `${columns} WHERE filings.state = 'mismatch' AND forgotten_at IS NULL AND pages_ended_at IS NULL
           AND deliveries.rowid = (SELECT min(d.rowid) FROM deliveries d WHERE d.filing = filings.id)
           AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.filing = filings.id AND d.state <> 'sent') ${inOrder}`,
      )
      .map(toWaiting),
  );

/**
 * What is to be attempted now. A time further ahead than any wait is a clock's that was ahead once: it holds nothing back. One delivery's wait is its own: counter and post are two ways that the visitor chose, and
 * one that is down holds up neither the other nor the next filing.
 */
export const dueDeliveries = ({
  store,
  clock,
}: Pick<Core, 'store' | 'clock'>): Result<readonly WaitingDelivery[], DataFault> =>
  store.read(() =>
    store
      .all(
        `${columns} WHERE ${unfinished} AND deliveries.state = 'queued' AND begun_at IS NULL
           AND (next_at <= ?1 OR next_at > ?1 + ?2) ${inOrder}`,
        secondsNow(clock),
        Math.ceil(longestWaitSeconds * (1 + spread)),
      )
      .map(toWaiting),
  );

/** Records a failed attempt to reach a service, kept as evidence, and when to try again. `fault`: a stable code, no free text. */
export function recordAttempt(
  { store, clock, random }: Pick<Core, 'store' | 'clock' | 'random'>,
  delivery: Pick<WaitingDelivery, 'number' | 'channel'>,
  fault: string,
): Result<{ readonly nextAt: number }, DataFault | Fault<'not-waiting'>> {
  return store.transaction(() => {
    const row = store.get(
      `SELECT filing, attempts FROM deliveries JOIN filings ON filings.id = filing
       WHERE number = ? AND channel = ? AND deliveries.state = 'queued'`,
      delivery.number,
      delivery.channel,
    );
    if (!row) return fail({ code: 'not-waiting', message: 'This delivery is not waiting to be sent.' } as const);
    const at = secondsNow(clock);
    const attempts = integer(row, 'attempts') + 1;
    const nextAt = at + waitAfter(attempts, random);
    store.run(
      'UPDATE deliveries SET attempts = ?, next_at = ?, begun_at = NULL WHERE filing = ? AND channel = ?',
      attempts,
      nextAt,
      text(row, 'filing'),
      delivery.channel,
    );
    insertAttempt({ store }, { filing: text(row, 'filing'), channel: delivery.channel, at, fault });
    return ok({ nextAt });
  });
}

/** One line of evidence: nobody reached the service then, or it did not say what became of it. */
export function insertAttempt(
  { store }: Pick<Core, 'store'>,
  attempt: { readonly filing: string; readonly channel: ChannelId; readonly at: number; readonly fault: string },
): void {
  const { filing, channel, at, fault } = attempt;
  store.run('INSERT INTO attempts (filing, channel, at, fault) VALUES (?, ?, ?, ?)', filing, channel, at, fault);
}

/** Deliveries of whatever filing whose hand-off began and has no recorded end. */
export const begunDeliveries = ({ store }: Pick<Core, 'store'>): Result<readonly WaitingDelivery[], DataFault> =>
  store.read(() => store.all(`${columns} WHERE begun_at IS NOT NULL ${inOrder}`).map(toWaiting));

const toWaiting = (row: Row): WaitingDelivery => ({
  number: text(row, 'number'),
  channel: member(row, 'channel', channelIds),
  state: member(row, 'state', deliveryStates),
  idempotencyKey: text(row, 'idempotency_key'),
  attempts: integer(row, 'attempts'),
  nextAt: integerOrNull(row, 'next_at'),
});
