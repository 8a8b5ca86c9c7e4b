import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { secondsNow } from './clock.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import { insertAttempt, type WaitingDelivery } from './outbox.ts';
import { text } from './row.ts';

type Which = Pick<WaitingDelivery, 'number' | 'channel'>;

/**
 * Records, on the disk, that a hand-off begins: before its first byte leaves (promise 2). If its end is never recorded, a
 * restart finds it. `not-waiting`: meanwhile it was begun, settled or withdrawn, and nothing may leave.
 */
export function recordBegin(
  { store, clock }: Pick<Core, 'store' | 'clock'>,
  { number, channel }: Which,
): Result<void, DataFault | Fault<'not-waiting'>> {
  return store.transaction(() => {
    const changed = store.run(
      `UPDATE deliveries SET begun_at = ?
       WHERE state = 'queued' AND begun_at IS NULL AND next_at IS NOT NULL AND channel = ? AND filing =
         (SELECT id FROM filings WHERE number = ? AND forgotten_at IS NULL AND state IN ('prepared', 'mismatch'))`,
      secondsNow(clock),
      channel,
      number,
    );
    if (changed === 1) return ok(undefined);
    return fail({ code: 'not-waiting', message: 'This delivery is not waiting to be sent.' } as const);
  });
}

/** What was begun is over and says nothing: it may be attempted again when it was due. */
export function dropBegin({ store }: Pick<Core, 'store'>, { number, channel }: Which): Result<void, DataFault> {
  return store.transaction(() => {
    const where = 'channel = ? AND filing = (SELECT id FROM filings WHERE number = ?)';
    store.run(`UPDATE deliveries SET begun_at = NULL WHERE ${where}`, channel, number);
    return ok(undefined);
  });
}

/** One more attempt that did not tell what became of it, kept as evidence. `fault`: a stable code, no free text. */
export function keepAttempt(
  { store, clock }: Pick<Core, 'store' | 'clock'>,
  { number, channel }: Which,
  fault: string,
): Result<void, DataFault> {
  return store.transaction(() => {
    const filing = store.get('SELECT id FROM filings WHERE number = ?', number);
    if (!filing) return ok(undefined);
    const id = text(filing, 'id');
    store.run('UPDATE deliveries SET attempts = attempts + 1 WHERE filing = ? AND channel = ?', id, channel);
    insertAttempt({ store }, { filing: id, channel, at: secondsNow(clock), fault });
    return ok(undefined);
  });
}
