import { ok, type Result } from '../../shared/result.ts';
import { secondsNow } from './clock.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import { integer, integerOrNull, type Row } from './row.ts';

const day = 86_400;
export const lifeClockLimits = {
  /** A long week-end between two looks is believed of any clock. */
  gapDays: 3,
  /** Where a time source vouched for the clock both times: a desk that was shut for August, and not the year 2099. */
  vouchedGapDays: 45,
  /** A clock that jumped and then ran on for so long is followed again, from there; the jump itself counts nothing. */
  doubtDays: 1,
} as const;

/** The last look at the clock that was believed; `doubtedAt`: what it said first after a jump. Seconds since 1970. */
export interface LifeClock {
  readonly seenAt: number;
  readonly synchronised: boolean;
  readonly doubtedAt: number | null;
}

/**
 * Seconds that passed since the last look, as far as they can be believed. A jump, ahead or back, counts nothing until the clock
 * comes back or has run on for a day, so that no clock of a dead battery ends every filing at once. A jump shorter than a
 * believed gap is none that could be told, and counts. `ran`: seconds that this process itself has run since the last look,
 * which no clock can change: then they are what passed; null: it made none yet.
 */
export function surelyPassed(
  before: LifeClock | null,
  now: number,
  synchronised: boolean,
  ran: number | null = null,
): { readonly seconds: number; readonly next: LifeClock } {
  const believed = { seenAt: now, synchronised, doubtedAt: null };
  if (before === null) return { seconds: 0, next: believed };
  const { gapDays, vouchedGapDays, doubtDays } = lifeClockLimits;
  const gap = now - before.seenAt;
  const limit = (before.synchronised && synchronised ? vouchedGapDays : gapDays) * day;
  const isBelieved = gap >= 0 && gap <= limit;
  // In doubt before, and right again: the night counts too, of which nothing was counted yet.
  if (ran !== null)
    return { seconds: before.doubtedAt !== null && isBelieved ? Math.max(gap, ran) : ran, next: believed };
  if (isBelieved) return { seconds: gap, next: believed };
  const ranOn = before.doubtedAt === null ? -1 : now - before.doubtedAt;
  if (ranOn < 0 || ranOn > gapDays * day) return { seconds: 0, next: { ...before, doubtedAt: now } };
  return ranOn >= doubtDays * day ? { seconds: ranOn, next: believed } : { seconds: 0, next: before };
}

/**
 * Adds what surely passed to the life of every filing that has a key; one seen for the first time begins at nothing. Gives the
 * seconds counted. However long a kiosk was off, what has something to leave lives no more than `gapDays` in one look.
 */
export function countLives(
  { store, clock }: Pick<Core, 'store' | 'clock'>,
  synchronised: boolean,
  ran: number | null,
): Result<number, DataFault> {
  return store.transaction(() => {
    const row = store.get('SELECT * FROM life_clock');
    const { seconds, next } = surelyPassed(row && readClock(row), secondsNow(clock), synchronised, ran);
    store.run(
      'INSERT OR REPLACE INTO life_clock (one, seen_at, synchronised, doubted_at) VALUES (1, ?, ?, ?)',
      next.seenAt,
      next.synchronised ? 1 : 0,
      next.doubtedAt,
    );
    const last = 'WITH last AS (SELECT filing AS id, max(ledger_index) AS seen FROM states GROUP BY filing)';
    store.run(
      `${last}, counted AS (SELECT last.id, seen, iif(${toLeave}, ?, ?) AS passed FROM last JOIN filings ON filings.id = last.id)
       UPDATE lives SET lived = lived + passed, quiet = CASE WHEN rank = seen THEN quiet + passed ELSE 0 END,
         ending = ending + passed, rank = seen
       FROM counted WHERE counted.id = lives.filing AND lives.filing IN (SELECT filing FROM filing_keys)`,
      Math.min(seconds, lifeClockLimits.gapDays * day),
      seconds,
    );
    store.run(
      `${last} INSERT INTO lives (filing, lived, quiet, rank) SELECT filing, 0, 0, seen
       FROM filing_keys JOIN last ON last.id = filing WHERE filing NOT IN (SELECT filing FROM lives)`,
    );
    return ok(seconds);
  });
}

/** `isToLeave`, in the store's words. */
const toLeave = `filings.state = 'mismatch' OR (filings.state = 'prepared' AND EXISTS
  (SELECT 1 FROM deliveries WHERE deliveries.filing = filings.id AND deliveries.state <> 'sent'))`;

const readClock = (row: Row): LifeClock => ({
  seenAt: integer(row, 'seen_at'),
  synchronised: integer(row, 'synchronised') === 1,
  doubtedAt: integerOrNull(row, 'doubted_at'),
});
