import { fail, ok, type Result } from '../result.ts';
import type { TriggerFault } from './deadline.ts';
import type { AgencyPlace } from './holidays.ts';
import {
  addMonths,
  type DayNumber,
  formatDay,
  lastDayOfMonth,
  parseDay,
  toDayNumber,
  toPlainDate,
} from './plain-date.ts';
import type { Delai, ProcedureRules, Recours, Sourced } from './rule.ts';
import { implicitRefusal, silenceBefore, silenceOf, silenceStarts, silenceTrigger } from './silence.ts';

/** The days that the visitor gave, by the catalogue's `declencheur`: `{ notification_decision: '2026-11-03' }`. */
export type Triggers = Readonly<Record<string, string>>;

/**
 * Where a trigger's day came from: the visitor; today (the end of this month, the month now declared); the end of a
 * silence; or the decision itself, because the optional appeal before this one is not used.
 */
export type TriggerOrigin = 'given' | 'today' | 'silence' | 'optional-step-skipped';

export interface KnownTrigger {
  readonly name: string;
  readonly value: string;
  readonly origin: TriggerOrigin;
  /** For `silence`: the rule that says how long, null when it is the general law. Else absent. */
  readonly silence?: Sourced | null;
}

/** A fault that names the trigger it is about. */
export type NamedTriggerFault = TriggerFault & { readonly trigger: string; readonly value: string };

const endOfMonth = 'fin_du_mois_civil';
const notified = 'notification_decision';
const decidedOnAppeal = 'decision_expresse_ou_implicite_sur_recours';

/** Every day a visitor may give for this entry: the triggers of its dated rules, and of the silences before an appeal. */
export function triggerNames(rules: ProcedureRules): readonly string[] {
  const dated = rules.delais.filter(({ duree }) => duree !== null).map(({ declencheur }) => declencheur);
  const appeals = rules.recours.flatMap(({ delai }) => (delai === null ? [] : [delai.declencheur]));
  const silences = appeals.flatMap((name) => silenceStarts[name] ?? []);
  const own = silenceOf(rules.silence) === null ? [] : [silenceTrigger(rules.silence)];
  return [...new Set([...dated, ...own, ...appeals, ...silences])];
}

/** The trigger of one line of `delais[]`: given, else what today says, else null. */
export function triggerOfDelai(
  delai: Delai,
  rules: ProcedureRules,
  given: Triggers,
  today: DayNumber,
): KnownTrigger | null {
  const name = delai.declencheur;
  const value = given[name];
  const origin = value === undefined ? 'today' : 'given';
  if (name === endOfMonth) return { name, value: monthEnd(value ?? formatDay(today)), origin };
  if (value !== undefined) return { name, value, origin };
  return delai.unite === 'jour_du_mois' ? { name, value: declaredMonth(delai, rules, today), origin } : null;
}

/** The last day of the month named by `YYYY-MM` or a day in it; what cannot be read is left for the count to refuse. */
function monthEnd(text: string): string {
  const day = parseDay(/^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text);
  if (day === null) return text;
  const { year, month } = toPlainDate(day);
  return formatDay(toDayNumber({ year, month, day: lastDayOfMonth(year, month) }));
}

/** Until the day a window closes, the month now declared is the one before; after it, this one. */
function declaredMonth({ declencheur }: Delai, rules: ProcedureRules, today: DayNumber): string {
  const closing = rules.delais.find(
    (other) =>
      other.unite === 'jour_du_mois' && other.declencheur === declencheur && other.effet !== 'ouverture_fenetre',
  );
  const stillOpen = toPlainDate(today).day <= (closing?.duree ?? 0);
  return formatDay(stillOpen ? addMonths(today, -1) : today).slice(0, 7);
}

/** The trigger of one line of `recours[]`: given, else the end of a silence, else the decision if the step before is optional. */
export function triggerOfAppeal(
  step: Recours,
  rules: ProcedureRules,
  given: Triggers,
  place: AgencyPlace,
): Result<KnownTrigger | null, NamedTriggerFault> {
  const name = step.delai?.declencheur;
  if (name === undefined) return ok(null);
  const value = given[name];
  if (value !== undefined) return ok({ name, value, origin: 'given' });
  const silent = endOfSilence(step, name, rules, given, place);
  return !silent.ok || silent.value !== null ? silent : ok(skippedStep(step, name, rules, given));
}

function endOfSilence(
  step: Recours,
  name: string,
  rules: ProcedureRules,
  given: Triggers,
  place: AgencyPlace,
): Result<KnownTrigger | null, NamedTriggerFault> {
  const startName = silenceStarts[name];
  const start = startName === undefined ? undefined : given[startName];
  if (startName === undefined || start === undefined) return ok(null);
  const silence = silenceBefore(step, startName, rules);
  if (silence === null) return ok(null);
  const refusal = implicitRefusal(start, silence, place);
  if (!refusal.ok) return fail({ ...refusal.fault, trigger: startName, value: start });
  return ok({ name, value: refusal.value.lastDay, origin: 'silence', silence: silence.sourced });
}

/** An appeal that need not be made, and is not, leaves the court's time running from the decision. */
function skippedStep(step: Recours, name: string, rules: ProcedureRules, given: Triggers): KnownTrigger | null {
  const value = given[notified];
  if (name !== decidedOnAppeal || value === undefined) return null;
  const mandatory = rules.recours.some(({ rang, obligatoireAvantJuge }) => rang < step.rang && obligatoireAvantJuge);
  return mandatory ? null : { name: notified, value, origin: 'optional-step-skipped' };
}
