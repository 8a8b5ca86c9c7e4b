import { canonicalBytes } from '../../shared/canonical-json.ts';
import type { ClockState } from '../../shared/filing.ts';
import { saltBytes } from '../../shared/ledger/tree.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { isoTime, secondsNow } from './clock.ts';
import type { Core } from './core.ts';
import { type DataFault, isOfFolder } from './data-fault.ts';
import { dueAfter, dueOfFiling } from './due-of-filing.ts';
import { countLives } from './life-clock.ts';
import { isToLeave, type LifeLeft, lifeLeft, type Retention } from './lifetime.ts';
import { type LivingFiling, readLives } from './read-lives.ts';
import { text } from './row.ts';
import { sweepFilings } from './sweep.ts';
import { type NextStatement, recordObserved } from './transitions.ts';

/** Numbers of the filings that ended just now: whole, or their pages alone. */
export interface EndedLives {
  readonly ended: readonly string[];
  readonly pagesEnded: readonly string[];
  /** Others are over too: call again, once the screens had their turn. */
  readonly isMore: boolean;
}

export const endLimits = {
  /** Lives that one call ends, about 2 ms each: the screens wait for it. */
  livesPerCall: 50,
  /** After a gap so long nothing that is still to leave ends at once: whoever opens the desk sees it first. */
  afterGapSeconds: 86_400,
} as const;

interface Ending {
  readonly filing: LivingFiling;
  readonly left: LifeLeft;
}

/**
 * Counts lives and ends those that are over (promise 5): pages first, then the key and all it opens, as a ledger fact
 * `forgotten`; states stay as they were observed. What is still to leave is announced a week before. At start and every hour,
 * in turn with deliveries. It touches no draft: a visit may be open. `ran`: whole seconds since this process last called it;
 * null: it did not.
 */
export function endLives(
  core: Core,
  retention: Retention,
  clock: ClockState,
  ran: number | null = null,
): Result<EndedLives, DataFault> {
  const { store } = core;
  const counted = countLives(core, clock === 'synchronised', ran);
  if (!counted.ok) return counted;
  const living = store.read(() =>
    readLives(store).map((filing) => ({ filing, left: leftOf(core, filing, retention) })),
  );
  if (!living.ok) return living;
  const announced = announce(core, living.value);
  if (!announced.ok) return announced;
  const mayLeave = counted.value <= endLimits.afterGapSeconds;
  const over = living.value.filter(
    ({ filing, left }) =>
      (isOver(left.key) || (isOver(left.pages) && filing.pagesEndedAt === null)) && (mayLeave || !isToLeave(filing)),
  );
  const ended = endOver(core, over);
  // A second call would count nothing, and so end what this one spared.
  return ended.ok && !mayLeave ? ok({ ...ended.value, isMore: false }) : ended;
}

const isOver = (secondsLeft: LifeLeft['key']): boolean => secondsLeft <= 0;

/** The visitor's day is asked for only where it decides: it takes the filing's key. Throws the store's errors. */
function leftOf(core: Pick<Core, 'store' | 'vaultKeys'>, filing: LivingFiling, retention: Retention): LifeLeft {
  const left = lifeLeft(filing, retention);
  return left.isAnnounced ? lifeLeft(filing, retention, dueAfter(dueOfFiling(core, filing), filing)) : left;
}

/** What is announced is on the disk before it counts; what has more time again is not announced any more. */
function announce({ store }: Core, living: readonly Ending[]): Result<void, DataFault> {
  const changed = living.filter(({ filing, left }) => left.isAnnounced !== (filing.ending !== null));
  if (changed.length === 0) return ok(undefined);
  return store.transaction(() => {
    for (const { filing, left } of changed)
      store.run('UPDATE lives SET ending = ? WHERE filing = ?', left.isAnnounced ? 0 : null, filing.id);
    return ok(undefined);
  });
}

function endOver(core: Core, over: readonly Ending[]): Result<EndedLives, DataFault> {
  const ended: string[] = [];
  const pagesEnded: string[] = [];
  for (const { filing, left } of over.slice(0, endLimits.livesPerCall)) {
    if (isOver(left.key)) {
      const end = recordObserved(core, filing.number, { kind: 'life-ended' }, (next) =>
        lastStatement(core, filing.number, next.at),
      );
      if (end.ok) ended.push(filing.number);
      else if (isOfFolder(end.fault)) return fail(end.fault);
    } else {
      const end = endPages(core, filing.id);
      if (!end.ok) return end;
      if (end.value) pagesEnded.push(filing.number);
    }
  }
  const swept = sweepEnded(core);
  return swept.ok ? ok({ ended, pagesEnded, isMore: over.length > endLimits.livesPerCall }) : swept;
}

/** Its pages are gone for good: as a fact of the store first, then in the vault. */
const endPages = ({ store, clock }: Core, filing: string): Result<boolean, DataFault> =>
  store.transaction(() =>
    ok(
      store.run(
        'UPDATE lives SET pages_ended_at = ? WHERE filing = ? AND pages_ended_at IS NULL',
        secondsNow(clock),
        filing,
      ) === 1,
    ),
  );

/** Removes what ended from the vault, with what a cut or a killed shredder left; evidence of a sending stays as long as its key. */
function sweepEnded(core: Core): Result<void, DataFault> {
  const { store, vault } = core;
  const folders = vault.filings();
  if (!folders.ok) return folders;
  const ids = store.read(() => ({
    whole: store.all('SELECT id FROM filings WHERE forgotten_at IS NOT NULL').map((row) => text(row, 'id')),
    pages: store.all('SELECT filing FROM lives WHERE pages_ended_at IS NOT NULL').map((row) => text(row, 'filing')),
  }));
  if (!ids.ok) return ids;
  const there = new Set(folders.value);
  const whole = new Set(ids.value.whole);
  for (const filing of ids.value.pages.filter((id) => there.has(id) && !whole.has(id))) {
    const hasPages = vault.hasPages(filing);
    if (!hasPages.ok) return hasPages;
    const shredded = hasPages.value ? vault.shredPages(filing) : ok(undefined);
    if (!shredded.ok) return shredded;
  }
  const left = ids.value.whole.filter((id) => there.has(id));
  return left.length > 0 ? sweepFilings(core, left) : ok(undefined);
}

/** Nobody is there to take a receipt, and its key goes with it: the fact alone stands, as a hash. */
function lastStatement({ random }: Core, number: string, at: number): NextStatement<null> {
  return {
    salt: random(saltBytes),
    fact: canonicalBytes({ v: 1, fact: 'life-ended', number, at: isoTime(at) }),
    receipt: () => ({ sealed: new Uint8Array(), value: null }),
  };
}
