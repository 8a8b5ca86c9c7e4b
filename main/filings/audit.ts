import { ok, type Result } from '../../shared/result.ts';
import { type AuditAct, auditActs } from './audit-acts.ts';
import { secondsNow } from './clock.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import { integer, member, textOrNull } from './row.ts';

export interface AuditEntry {
  /** Seconds since 1970. */
  readonly at: number;
  readonly act: AuditAct;
  /** The agent's number, never a name; null: none of this desk. */
  readonly agent: string | null;
  /** The filing's number. */
  readonly filing: string | null;
}

type AuditCore = Pick<Core, 'store' | 'clock'>;

/** Adds one line; the table only grows. */
export function audit(
  { store, clock }: AuditCore,
  { act, agent, filing }: Omit<AuditEntry, 'at'>,
): Result<void, DataFault> {
  return store.transaction(() => {
    const at = secondsNow(clock);
    store.run('INSERT INTO audit (at, act, agent, filing) VALUES (?, ?, ?, ?)', at, act, agent, filing);
    return ok(undefined);
  });
}

/** The newest first, at most `most`. */
export const readAudit = ({ store }: Pick<Core, 'store'>, most: number): Result<readonly AuditEntry[], DataFault> =>
  store.read(() =>
    store.all('SELECT at, act, agent, filing FROM audit ORDER BY id DESC LIMIT ?', most).map((row) => ({
      at: integer(row, 'at'),
      act: member(row, 'act', auditActs),
      agent: textOrNull(row, 'agent'),
      filing: textOrNull(row, 'filing'),
    })),
  );

/** Wrong PINs that cost nothing; then each one doubles the wait. */
const freeTries = 3;
const firstWaitSeconds = 30;
/** A passer-by who tries PINs keeps agents out no longer than this. */
const longestWaitSeconds = 15 * 60;

export interface PinWait {
  /** Seconds until the next PIN may be tried, of any clock that goes forward. It counts every try since somebody last came in, whoever was named; a restart forgets none. */
  left(core: AuditCore): Result<number, DataFault>;
}

/** `nowSeconds`: a clock that only goes forward. The wall clock may be set: what it says counts where it shortens the wait, never where it makes it longer. */
export function buildPinWait(nowSeconds: () => number): PinWait {
  /** The last try that this process saw, and when it first saw it. */
  let seen: { readonly id: number; readonly at: number } | null = null;
  return {
    left: ({ store, clock }) =>
      store.read(() => {
        const row = store.get(`
          SELECT count(*) AS tries, coalesce(max(id), 0) AS last, coalesce(max(at), 0) AS at FROM audit
          WHERE act = 'tried' AND id > coalesce((SELECT max(id) FROM audit WHERE act = 'entered'), 0)`);
        const tries = row ? integer(row, 'tries') : 0;
        if (!row || tries < freeTries) return 0;
        const last = integer(row, 'last');
        if (seen?.id !== last) seen = { id: last, at: nowSeconds() };
        const wait = Math.min(firstWaitSeconds * 2 ** (tries - freeTries), longestWaitSeconds);
        const since = Math.max(secondsNow(clock) - integer(row, 'at'), Math.floor(nowSeconds() - seen.at));
        return Math.max(0, wait - since);
      }),
  };
}
