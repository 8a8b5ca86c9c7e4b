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

/** Filings that the agency or the visitor has ended, and forgotten ones, have nothing left to send. */
const unfinished = `
  SELECT number, channel, deliveries.state, idempotency_key, attempts, next_at
  FROM deliveries JOIN filings ON filings.id = filing
  WHERE deliveries.state <> 'sent' AND forgotten_at IS NULL AND filings.state IN ('prepared', 'mismatch')`;

/** Everything that waits, oldest filing first; `queued` goes by itself, `failed` and `unknown` wait for a person. */
export const waitingDeliveries = ({ store }: Pick<Core, 'store'>): Result<readonly WaitingDelivery[], DataFault> =>
  store.read(() => store.all(`${unfinished} ORDER BY prepared_at, number, deliveries.rowid`).map(toWaiting));

/** What is to be attempted now. */
export const dueDeliveries = ({
  store,
  clock,
}: Pick<Core, 'store' | 'clock'>): Result<readonly WaitingDelivery[], DataFault> =>
  store.read(() =>
    store
      .all(`${unfinished} AND deliveries.state = 'queued' AND next_at <= ? ORDER BY next_at, number`, secondsNow(clock))
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
      'UPDATE deliveries SET attempts = ?, next_at = ? WHERE filing = ? AND channel = ?',
      attempts,
      nextAt,
      text(row, 'filing'),
      delivery.channel,
    );
    store.run(
      'INSERT INTO attempts (filing, channel, at, fault) VALUES (?, ?, ?, ?)',
      text(row, 'filing'),
      delivery.channel,
      at,
      fault,
    );
    return ok({ nextAt });
  });
}

const toWaiting = (row: Row): WaitingDelivery => ({
  number: text(row, 'number'),
  channel: member(row, 'channel', channelIds),
  state: member(row, 'state', deliveryStates),
  idempotencyKey: text(row, 'idempotency_key'),
  attempts: integer(row, 'attempts'),
  nextAt: integerOrNull(row, 'next_at'),
});
