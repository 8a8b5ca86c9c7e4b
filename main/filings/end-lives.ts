import { canonicalBytes } from '../../shared/canonical-json.ts';
import { type ClockState, deliveryStates, filingStates } from '../../shared/filing.ts';
import { saltBytes } from '../../shared/ledger/tree.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { isoTime, secondsNow } from './clock.ts';
import type { Core } from './core.ts';
import { type DataFault, isOfFolder } from './data-fault.ts';
import { countLives } from './life-clock.ts';
import { type Life, type LifeLeft, lifeLeft, type Retention } from './lifetime.ts';
import { integerOrNull, member, text } from './row.ts';
import type { Store } from './store.ts';
import { type NextStatement, observe } from './transitions.ts';

/** Numbers of the filings that ended just now: whole, or their pages alone. */
export interface EndedLives {
  readonly ended: readonly string[];
  readonly pagesEnded: readonly string[];
}

/** Facts of one filing's life as the store has them; one that was never counted has lived for nothing yet. Throws the store's errors. */
export function readLife(store: Store, filing: string): Life {
  const row = store.get('SELECT state, lived, quiet FROM filings LEFT JOIN lives ON filing = id WHERE id = ?', filing);
  if (!row) throw new Error('readLife: no filing');
  const deliveries = store.all('SELECT state FROM deliveries WHERE filing = ?', filing);
  return {
    state: member(row, 'state', filingStates),
    deliveries: deliveries.map((delivery) => member(delivery, 'state', deliveryStates)),
    lived: integerOrNull(row, 'lived') ?? 0,
    quiet: integerOrNull(row, 'quiet') ?? 0,
  };
}

/**
 * Counts lives and ends those that are over (promise 5): pages first, then the key and all it opens, as a ledger fact
 * `forgotten`; states stay as they were observed. At start and every hour, in turn with deliveries. It touches no draft:
 * a visit may be open.
 */
export function endLives(core: Core, retention: Retention, clock: ClockState): Result<EndedLives, DataFault> {
  const { store } = core;
  const counted = countLives(core, clock === 'synchronised');
  if (!counted.ok) return counted;
  const living = store.read(() =>
    store
      .all('SELECT id, number FROM filings JOIN filing_keys ON filing = id ORDER BY filings.rowid')
      .map((row) => ({ id: text(row, 'id'), number: text(row, 'number') }))
      .map((filing) => ({ ...filing, left: lifeLeft(readLife(store, filing.id), retention) })),
  );
  if (!living.ok) return living;
  const ended: string[] = [];
  const pagesEnded: string[] = [];
  for (const { id, number, left } of living.value) {
    if (isOver(left.key)) {
      const end = observe(core, number, { kind: 'life-ended' }, (next) => lastStatement(core, number, next.at));
      if (end.ok) ended.push(number);
      else if (isOfFolder(end.fault)) return fail(end.fault);
    } else if (isOver(left.pages)) {
      const end = endPages(core, id);
      if (!end.ok) return end;
      if (end.value) pagesEnded.push(number);
    }
  }
  return ok({ ended, pagesEnded });
}

const isOver = (secondsLeft: LifeLeft['key']): boolean => secondsLeft <= 0;

/**
 * Its pages are gone for good: first as a fact of the store, then in the vault; what a cut left is removed by the next call.
 * What was kept as evidence of its sending stays as long as its key.
 */
function endPages({ store, vault, clock }: Core, filing: string): Result<boolean, DataFault> {
  const marked = store.transaction<boolean, DataFault>(() =>
    ok(
      store.run(
        'UPDATE lives SET pages_ended_at = ? WHERE filing = ? AND pages_ended_at IS NULL',
        secondsNow(clock),
        filing,
      ) === 1,
    ),
  );
  if (!marked.ok) return marked;
  const hasPages = vault.hasPages(filing);
  if (!hasPages.ok) return hasPages;
  if (!hasPages.value) return marked;
  const shredded = vault.shredPages(filing);
  return shredded.ok ? marked : shredded;
}

/** Nobody is there to take a receipt, and its key goes with it: the fact alone stands, as a hash. */
function lastStatement({ random }: Core, number: string, at: number): NextStatement<null> {
  return {
    salt: random(saltBytes),
    fact: canonicalBytes({ v: 1, fact: 'life-ended', number, at: isoTime(at) }),
    receipt: () => ({ sealed: new Uint8Array(), value: null }),
  };
}
