import { type DeliveryState, deliveryStates, filingStates } from '../../shared/filing.ts';
import type { Life } from './lifetime.ts';
import { integer, integerOrNull, member, type Row, text } from './row.ts';
import type { Store } from './store.ts';

/** A recorded filing, as what becomes of it is decided. Nothing is opened for it. */
export interface LivingFiling extends Life {
  readonly id: string;
  readonly number: string;
  /** Seconds since 1970. */
  readonly preparedAt: number;
  readonly pagesEndedAt: number | null;
}

/**
 * Filings that have a key, oldest first; `number`: that one alone. One that was never counted has lived for nothing yet, and
 * what was observed since the last count is as new as can be. One query for all: it is asked by every screen. Throws the store's errors.
 */
export function readLives(store: Store, number: string | null = null): readonly LivingFiling[] {
  const which = 'WHERE (?1 IS NULL OR filings.number = ?1)';
  const deliveries = new Map<string, DeliveryState[]>();
  for (const row of store.all(
    `SELECT deliveries.filing AS id, deliveries.state FROM filings
     JOIN filing_keys ON filing_keys.filing = filings.id JOIN deliveries ON deliveries.filing = filings.id ${which}`,
    number,
  )) {
    const states = deliveries.get(text(row, 'id')) ?? [];
    states.push(member(row, 'state', deliveryStates));
    deliveries.set(text(row, 'id'), states);
  }
  return store
    .all(
      `SELECT filings.id, filings.number, filings.state, prepared_at, lived, quiet, lives.rank, ending, pages_ended_at,
         (SELECT max(ledger_index) FROM states WHERE states.filing = filings.id) AS seen,
         EXISTS (SELECT 1 FROM states WHERE states.filing = filings.id AND states.state = 'queued') AS asked_again
       FROM filings JOIN filing_keys ON filing_keys.filing = filings.id LEFT JOIN lives ON lives.filing = filings.id
       ${which} ORDER BY filings.rowid`,
      number,
    )
    .map((row) => toLife(row, deliveries.get(text(row, 'id')) ?? []));
}

const toLife = (row: Row, deliveries: readonly DeliveryState[]): LivingFiling => ({
  id: text(row, 'id'),
  number: text(row, 'number'),
  state: member(row, 'state', filingStates),
  preparedAt: integer(row, 'prepared_at'),
  deliveries,
  lived: integerOrNull(row, 'lived') ?? 0,
  quiet: integerOrNull(row, 'rank') === integerOrNull(row, 'seen') ? (integerOrNull(row, 'quiet') ?? 0) : 0,
  askedAgain: integer(row, 'asked_again') === 1,
  ending: integerOrNull(row, 'ending'),
  pagesEndedAt: integerOrNull(row, 'pages_ended_at'),
});
