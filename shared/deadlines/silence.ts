import { fail, ok, type Result } from '../result.ts';
import { ruleOfSilence } from './counted-rule.ts';
import { deadlineOf, type TriggerFault } from './deadline.ts';
import type { AgencyPlace } from './holidays.ts';
import type { CountedUnit, Effect, ProcedureRules, Recours, Silence, Sourced } from './rule.ts';

/** A length of silence, and the rule that says so; `sourced` is null for the general law, not read for this procedure. */
export interface KnownSilence {
  readonly duree: number;
  readonly unite: CountedUnit;
  readonly sourced: Sourced | null;
}

/** CRPA L411-7: two months of silence on an administrative appeal are worth a refusal. */
export const defaultAppealSilence: KnownSilence = { duree: 2, unite: 'mois', sourced: null };

/** Which day starts the agency's time before the decision that a trigger names, expressed or implicit. */
export const silenceStarts: Readonly<Record<string, string>> = {
  decision_expresse_ou_implicite_sur_recours: 'reception_recours',
  rejet_expres_ou_implicite: 'reception_recours',
  confirmation_refus_2_mois_apres_saisine: 'reception_recours',
  refus_expres_ou_implicite: 'reception_demande',
};

const implicitRefusals: readonly Effect[] = ['rejet_implicite', 'refus_implicite'];

/** What a procedure's own silence lasts, when silence is worth something there. */
export function silenceOf(silence: Silence): KnownSilence | null {
  const { duree, unite, effet, verifie } = silence;
  if ((effet !== 'rejet' && effet !== 'acceptation') || duree === null || unite === null) return null;
  return { duree, unite, sourced: { verifie, source: silence.source ?? null, doute: silence.doute ?? [] } };
}

/** The day from which a procedure's own silence is counted. */
export const silenceTrigger = (silence: Silence): string => silence.declencheur ?? 'reception_demande';

/**
 * The silence that opens an appeal step: the step before's own, else the procedure's line that says so, else its
 * general silence, else (for an administrative appeal) the law's two months; null when none is known.
 */
export function silenceBefore(step: Recours, startName: string, rules: ProcedureRules): KnownSilence | null {
  const before = rules.recours.find(({ rang }) => rang === step.rang - 1);
  if (before?.silence) return { ...before.silence, sourced: before };
  for (const delai of rules.delais) {
    const { duree, unite, declencheur, effet } = delai;
    if (declencheur !== startName || duree === null || !implicitRefusals.includes(effet)) continue;
    if (unite !== 'aucun' && unite !== 'date_calendrier') return { duree, unite, sourced: delai };
  }
  const own = rules.silence.effet === 'rejet' && silenceTrigger(rules.silence) === startName;
  return (own ? silenceOf(rules.silence) : null) ?? (startName === 'reception_recours' ? defaultAppealSilence : null);
}

/** An implicit refusal, as plain dates: the last day of silence, from which an appeal is prudently counted, and its birth. */
export interface ImplicitRefusal {
  readonly lastDay: string;
  readonly bornOn: string;
}

/** When silence since a day (`YYYY-MM-DD`) becomes a refusal; the last day is never moved to a working day. */
export function implicitRefusal(
  receivedOn: string,
  silence: Pick<KnownSilence, 'duree' | 'unite'>,
  place: AgencyPlace,
): Result<ImplicitRefusal, TriggerFault> {
  const end = deadlineOf(ruleOfSilence(silence), receivedOn, place);
  if (!end.ok) return end;
  if (end.value.kind !== 'date' || end.value.after === null)
    return fail({ code: 'bad-trigger', expected: 'YYYY-MM-DD' });
  return ok({ lastDay: end.value.prudent, bornOn: end.value.after });
}
