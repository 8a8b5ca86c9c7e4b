import { fail, ok, type Result } from '../result.ts';
import type { CountedRule, Role } from './counted-rule.ts';
import type { AgencyPlace } from './holidays.ts';
import { addHours, dayOf, formatInstant, lastDayBefore, parseStart } from './instant.ts';
import { type DayNumber, formatDay, parseDay } from './plain-date.ts';
import type { Unit } from './rule.ts';
import { isDefined, termOf } from './term.ts';
import { buildWorkingCalendar } from './working-days.ts';

/** Why a rule gives no date. */
export type NoDate =
  /** The date is published or written on the letter: read it there. */
  | 'read-published-date'
  /** The decision says how long one has. */
  | 'read-decision'
  /** There is no time limit. */
  | 'no-deadline'
  /** The trigger's day is not known: the paper says how to count. */
  | 'needs-trigger'
  /** The catalogue does not define this combination of unit and direction. */
  | 'undefined-rule';

/** Dates are `YYYY-MM-DD`, instants `YYYY-MM-DDTHH:mm+HH:MM` on the agency's clock. */
export type Deadline =
  | {
      readonly kind: 'date';
      readonly role: Role;
      /** The law's own date: franc day and report included, local holidays counted. */
      readonly legal: string;
      /** The legal date rests on a local holiday that is not sure for this commune: print it as to be confirmed. */
      readonly legalInDoubt: boolean;
      /** Neither franc day nor report, and no local holiday lengthens it. */
      readonly prudent: string;
      /** What paper says: a limit's prudent date, moved back to the last working day; another role's date as it is. */
      readonly printed: string;
      /** `answer` only: the first day on which silence is worth an answer. */
      readonly after: string | null;
    }
  | {
      readonly kind: 'instant';
      readonly role: Role;
      /** The hours really elapsed. */
      readonly legal: string;
      /** The earlier of hours elapsed and the same hour on the clock. */
      readonly prudent: string;
      /** A limit's last working day that still has time before the prudent instant; another role's day. A plain date. */
      readonly printed: string;
      /** Only a date was given: hours were counted from its first minute. */
      readonly hourKnown: boolean;
    }
  | { readonly kind: 'none'; readonly how: NoDate };

/** The trigger cannot be read; `expected` is the form that this rule's unit takes. */
export interface TriggerFault {
  readonly code: 'bad-trigger';
  readonly expected: 'YYYY-MM-DD' | 'YYYY-MM' | 'YYYY' | 'YYYY-MM-DDTHH:mm';
}

/**
 * The dates of one rule from its trigger's day (for a registered letter: its first presentation).
 * @param trigger `YYYY-MM-DD`; also `YYYY-MM` for a declared month, `YYYY` for calendar years, an RFC 3339 instant for hours
 */
export function deadlineOf(rule: CountedRule, trigger: string, place: AgencyPlace): Result<Deadline, TriggerFault> {
  const dateless = datelessReason(rule);
  if (dateless !== null) return ok({ kind: 'none', how: dateless });
  if (rule.unite === 'heures') return hoursOf(rule, trigger, place);
  const start = parseTrigger(rule.unite, trigger);
  if (start === null) return fail({ code: 'bad-trigger', expected: expectedForm(rule.unite) });
  return ok(datesOf(rule, start, place));
}

/** Why a rule never gives a date, whatever its trigger; null when it does. */
export function datelessReason(rule: CountedRule): NoDate | null {
  if (rule.unite === 'date_calendrier') return 'read-published-date';
  if (rule.unite === 'aucun') return 'no-deadline';
  return isDefined(rule) ? null : 'undefined-rule';
}

function datesOf(rule: CountedRule, start: DayNumber, place: AgencyPlace): Deadline {
  const national = buildWorkingCalendar(place, 'national');
  const sure = buildWorkingCalendar(place, 'sure');
  const every = buildWorkingCalendar(place, 'every');
  // Counting forwards a local day would lengthen, counting backwards it shortens: prudence takes the earlier each time.
  const bare = termOf(rule, start, rule.sens === 'avant' ? every : national);
  if (bare === null) return { kind: 'none', how: 'undefined-rule' };
  const legalWith = (calendar: typeof every): DayNumber => {
    const term = (termOf(rule, start, calendar) ?? bare) + (rule.franc ? 1 : 0);
    return rule.reported ? calendar.onOrAfter(term) : term;
  };
  const legal = legalWith(every);
  const prudent = rule.duree === 0 ? bare - 1 : bare;
  return {
    kind: 'date',
    role: rule.role,
    legal: formatDay(legal),
    legalInDoubt: legal !== legalWith(sure),
    prudent: formatDay(prudent),
    printed: formatDay(rule.role === 'limit' ? every.onOrBefore(prudent) : prudent),
    after: rule.role === 'answer' ? formatDay(legal + 1) : null,
  };
}

function hoursOf(rule: CountedRule, trigger: string, place: AgencyPlace): Result<Deadline, TriggerFault> {
  const start = parseStart(trigger, place.timeZone);
  if (start === null) return fail({ code: 'bad-trigger', expected: 'YYYY-MM-DDTHH:mm' });
  const hours = (rule.duree ?? 0) * (rule.sens === 'avant' ? -1 : 1);
  const { elapsed, wall } = addHours(start.epochMs, hours, place.timeZone);
  const prudent = Math.min(elapsed, wall);
  const printed =
    rule.role === 'limit'
      ? buildWorkingCalendar(place, 'every').onOrBefore(lastDayBefore(prudent, place.timeZone))
      : dayOf(prudent, place.timeZone);
  return ok({
    kind: 'instant',
    role: rule.role,
    legal: formatInstant(elapsed, place.timeZone),
    prudent: formatInstant(prudent, place.timeZone),
    printed: formatDay(printed),
    hourKnown: start.hourKnown,
  });
}

function parseTrigger(unite: Unit, text: string): DayNumber | null {
  if (unite === 'jour_du_mois' && /^\d{4}-\d{2}$/.test(text)) return parseDay(`${text}-01`);
  if (unite === 'annees_civiles' && /^\d{4}$/.test(text)) return parseDay(`${text}-12-31`);
  return parseDay(text);
}

function expectedForm(unite: Unit): TriggerFault['expected'] {
  if (unite === 'jour_du_mois') return 'YYYY-MM';
  return unite === 'annees_civiles' ? 'YYYY' : 'YYYY-MM-DD';
}
