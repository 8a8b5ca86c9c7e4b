import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { Procedure } from '../../shared/procedure.ts';
import { type Clock, secondsNow } from '../filings/clock.ts';
import type { Due } from '../filings/due.ts';
import { dayAt } from '../receipts/view/day-at.ts';
import { datesOf } from './catalogue-calls.ts';

/** The earliest limit still ahead that the visitor must keep for this procedure, counted as the receipt counts it; null: none is known. */
export function dueOf(
  parts: { readonly bundle: Bundle; readonly clock: Clock },
  procedure: Procedure,
  fields: Readonly<Record<string, string>>,
): Due | null {
  const today = dayAt(secondsNow(parts.clock), parts.bundle.desk.timeZone);
  const limits = datesOf(procedure, fields, parts).flatMap(({ role, state, date, legal, certain }): Due[] => {
    if (role !== 'limit' || date === null) return [];
    if (state === 'ahead') return [{ day: date, certain, legal }];
    // Between the prudent day and the legal one: the legal one is what is left, today where it is in doubt.
    return state === 'act-now' ? [{ day: legal ?? today, certain, legal }] : [];
  });
  return limits.reduce<Due | null>((first, due) => (first === null || due.day < first.day ? due : first), null);
}
