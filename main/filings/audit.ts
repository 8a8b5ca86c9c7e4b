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

/** Seconds until the next PIN may be tried. It counts every try since somebody last came in, whoever was named; a restart forgets none. */
export function waitBeforePin({ store, clock }: AuditCore): Result<number, DataFault> {
  return store.read(() => {
    const row = store.get(`
      SELECT count(*) AS tries, coalesce(max(at), 0) AS last FROM audit
      WHERE act = 'tried' AND id > coalesce((SELECT max(id) FROM audit WHERE act = 'entered'), 0)`);
    const tries = row ? integer(row, 'tries') : 0;
    if (tries < freeTries) return 0;
    const wait = Math.min(firstWaitSeconds * 2 ** (tries - freeTries), longestWaitSeconds);
    const since = secondsNow(clock) - (row ? integer(row, 'last') : 0);
    // A clock that was set back does not make the wait longer than it ever is.
    return Math.min(Math.max(0, wait - since), wait);
  });
}
