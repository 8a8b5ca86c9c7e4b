import type { CountedRule } from './counted-rule.ts';
import { addMonths, type DayNumber, lastDayOfMonth, toDayNumber, toPlainDate, weekday } from './plain-date.ts';
import type { WorkingCalendar } from './working-days.ts';

/**
 * The bare term of a rule counted in days, weeks, months or years: no franc day, no report, no prudence.
 * The trigger's day does not count (CPC art. 641). `start` is any day of the declared month for `jour_du_mois`,
 * any day of the year for `annees_civiles`.
 * @returns null for a combination that the catalogue does not define: nothing is computed rather than guessed.
 */
export function termOf(rule: CountedRule, start: DayNumber, counting: WorkingCalendar): DayNumber | null {
  const { duree, unite, sens } = rule;
  if (duree === null || !isDefined(rule)) return null;
  const signed = sens === 'avant' ? -duree : duree;
  switch (unite) {
    case 'jours_calendaires':
      return start + signed;
    case 'semaines':
      return start + 7 * signed;
    case 'jours_ouvres':
      return counting.plus(start, signed);
    case 'mois':
      return addMonths(start, signed);
    case 'an':
      return addMonths(start, 12 * signed);
    case 'annees_civiles':
      return toDayNumber({ year: toPlainDate(start).year + signed, month: 12, day: 31 });
    case 'vendredi_precedent':
      return weekdayBefore(start, 5, duree);
    case 'mercredi_precedent':
      return weekdayBefore(start, 3, duree);
    case 'jour_du_mois':
      return dayOfWindow(rule, duree, start);
    default:
      return null;
  }
}

/** The combinations of unit, direction and length that the catalogue's schema allows. */
export function isDefined({ duree, unite, sens, franc }: CountedRule): boolean {
  if (duree === null || !Number.isInteger(duree) || duree < 0) return false;
  if (duree === 0 && !(sens === 'avant' && unite === 'jours_calendaires')) return false;
  if (franc && !(sens === 'apres' && (unite === 'mois' || unite === 'jours_calendaires'))) return false;
  if (unite === 'vendredi_precedent' || unite === 'mercredi_precedent') return sens === 'avant';
  return (unite === 'jour_du_mois') === (sens === 'fenetre');
}

/** The n-th such weekday strictly before a day. */
function weekdayBefore(day: DayNumber, wanted: number, count: number): DayNumber {
  const back = ((weekday(day) - wanted + 6) % 7) + 1;
  return day - back - 7 * (count - 1);
}

/** A window opens in the declared month and closes in the next one; some months have their own day. */
function dayOfWindow(rule: CountedRule, duree: number, start: DayNumber): DayNumber {
  const declared = toPlainDate(start);
  const first = { year: declared.year, month: declared.month, day: 1 };
  const { year, month } = toPlainDate(addMonths(toDayNumber(first), rule.role === 'opening' ? 0 : 1));
  const exception = rule.exceptions.find(({ mois }) => mois === month);
  return toDayNumber({ year, month, day: Math.min(exception?.jour ?? duree, lastDayOfMonth(year, month)) });
}
