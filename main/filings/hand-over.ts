import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import type { WaitingDelivery } from './outbox.ts';

/**
 * The machine did its part of a delivery that a person finishes (the counter): it stays `queued`, and is not attempted
 * again by itself. Not a state of its own: nothing is claimed until a named agent confirms.
 */
export function recordHandOver(
  { store }: Pick<Core, 'store'>,
  { number, channel }: Pick<WaitingDelivery, 'number' | 'channel'>,
): Result<void, DataFault | Fault<'not-waiting'>> {
  return store.transaction(() => {
    const changed = store.run(
      `UPDATE deliveries SET attempts = attempts + 1, next_at = NULL, begun_at = NULL
       WHERE state = 'queued' AND channel = ? AND filing = (SELECT id FROM filings WHERE number = ?)`,
      channel,
      number,
    );
    if (changed === 1) return ok(undefined);
    return fail({ code: 'not-waiting', message: 'This delivery is not waiting to be sent.' } as const);
  });
}
