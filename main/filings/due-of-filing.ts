import { parseDay } from '../../shared/deadlines/plain-date.ts';
import type { Core } from './core.ts';
import { type Due, knownDue, lastDayOf } from './due.ts';
import type { LivingFiling } from './read-lives.ts';
import { openSealer } from './transitions.ts';

/** The visitor's day of a recorded filing, opened once; null: it has none, or cannot be opened now. Throws the store's errors. */
export const dueOfFiling = (
  core: Pick<Core, 'store' | 'vaultKeys'>,
  { id, number }: Pick<LivingFiling, 'id' | 'number'>,
): Due | null =>
  knownDue(core.store, id, () => {
    const sealer = openSealer(core, number);
    return sealer.ok ? sealer.value : null;
  });

const secondsPerDay = 86_400;

/** Seconds from its recording to the end of its last day, wherever the desk is; 0: none. What the clock says now does not count. */
export function dueAfter(due: Due | null, { preparedAt }: Pick<LivingFiling, 'preparedAt'>): number {
  const day = due && parseDay(lastDayOf(due));
  return day === null ? 0 : Math.max(0, (day + 2) * secondsPerDay - preparedAt);
}
