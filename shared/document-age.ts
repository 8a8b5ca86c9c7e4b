import { addMonths, type DayNumber, parseDay } from './deadlines/plain-date.ts';

/** How old a paper may or must be, as the catalogue has it: `ageMin` is how much OLDER than it the paper must be. */
export interface AgeLimits {
  readonly ageMax: number | null;
  readonly ageMin: number | null;
  readonly unite: 'jours_calendaires' | 'mois' | 'an';
}

export const documentAges = ['ok', 'too-old', 'too-young', 'unknown'] as const;
export type DocumentAge = (typeof documentAges)[number];

/**
 * Whether a paper of this day suits today; both days as `2026-11-23`. Months and years go from one day of the month to the same, else
 * the last (as `shared/deadlines`). The anniversary itself counts against the visitor: « moins de 3 mois » and « plus de 3 mois »
 * both leave it out, and a warning too many costs less than a refusal. `unknown`: no limit, no such day, or a day to come.
 */
export function documentAge(issuedOn: string | null, today: string, limits: AgeLimits | null): DocumentAge {
  const [issued, now] = [parseDay(issuedOn ?? ''), parseDay(today)];
  if (issued === null || now === null || limits === null || issued > now) return 'unknown';
  const { ageMax, ageMin, unite } = limits;
  if (ageMax !== null && now >= after(issued, ageMax, unite)) return 'too-old';
  if (ageMin !== null && now <= after(issued, ageMin, unite)) return 'too-young';
  return 'ok';
}

function after(day: DayNumber, count: number, unit: AgeLimits['unite']): DayNumber {
  if (unit === 'jours_calendaires') return day + count;
  return addMonths(day, unit === 'an' ? 12 * count : count);
}
