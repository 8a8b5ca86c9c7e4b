import type { CountedUnit } from '../../../shared/deadlines/rule.ts';
import type { HowToCount } from '../receipt-view.ts';
import type { Words } from '../words.ts';

/** Units that are simply so many of something. */
const durationKeys: Readonly<Partial<Record<CountedUnit, string>>> = {
  jours_calendaires: 'receipt.unit.days',
  jours_ouvres: 'receipt.unit.working_days',
  heures: 'receipt.unit.hours',
  semaines: 'receipt.unit.weeks',
  mois: 'receipt.unit.months',
  an: 'receipt.unit.years',
};

const weekdayKeys: Readonly<Partial<Record<CountedUnit, string>>> = {
  vendredi_precedent: 'receipt.count.friday',
  mercredi_precedent: 'receipt.count.wednesday',
};

/** Names of days that start a count, where the catalogue has no field to name them. */
const triggerKeys: Readonly<Record<string, string>> = {
  notification_decision: 'receipt.trigger.decision',
  reception_demande: 'receipt.trigger.received',
  decision_expresse_ou_implicite_sur_recours: 'receipt.trigger.appeal_decision',
  rejet_expres_ou_implicite: 'receipt.trigger.appeal_decision',
  decision_expresse_sur_reclamation: 'receipt.trigger.appeal_decision',
  confirmation_refus_2_mois_apres_saisine: 'receipt.trigger.appeal_decision',
  fin_mediation: 'receipt.trigger.mediation',
};

/** How to count a date whose first day is not known: « Comptez 2 mois après : … ». */
export function countStatement({ count, unit, direction, trigger }: HowToCount, words: Words): string {
  const { say } = words;
  const start =
    trigger.label === null ? say(triggerKeys[trigger.code] ?? 'receipt.trigger.other') : lower(trigger.label);
  const weekday = weekdayKeys[unit];
  if (weekday) return say(weekday, { rank: count, trigger: start });
  if (unit === 'jour_du_mois') return say('receipt.count.day_of_month', { rank: count });
  if (unit === 'annees_civiles') {
    const duration = say('receipt.unit.years', { count });
    return say('receipt.count.calendar_years', { duration, trigger: start });
  }
  // Zero units before a day: that day is the limit, and the day before it is safe.
  if (count === 0) return say('receipt.count.eve', { trigger: start });
  const duration = say(durationKeys[unit] ?? 'receipt.unit.days', { count });
  return say(direction === 'avant' ? 'receipt.count.before' : 'receipt.count.after', { duration, trigger: start });
}

/** A field's label begins a line on screen; here it ends a sentence. */
const lower = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1);
