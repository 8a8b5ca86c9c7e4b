import { ok, type Result } from '../result.ts';
import { type CountedRule, ruleOfAppeal, ruleOfDelai, ruleOfSilence } from './counted-rule.ts';
import type { AgencyPlace } from './holidays.ts';
import type { DayNumber } from './plain-date.ts';
import type { ProcedureRules, Sourced } from './rule.ts';
import { silenceOf, silenceTrigger } from './silence.ts';
import {
  type KnownTrigger,
  type NamedTriggerFault,
  type Triggers,
  triggerOfAppeal,
  triggerOfDelai,
} from './trigger.ts';

/** Which line of the entry a date comes from; the words to print beside it are there. */
export type RuleReference =
  | { readonly part: 'delais' | 'recours'; readonly index: number }
  | { readonly part: 'silence' };

export interface NextDatesInput {
  readonly rules: ProcedureRules;
  readonly triggers: Triggers;
  /** The day at the desk, `YYYY-MM-DD`. */
  readonly today: string;
  /** The agency's place, not the desk's. */
  readonly place: AgencyPlace;
}

/** A rule with the trigger found for it, before counting. */
export interface Candidate {
  readonly reference: RuleReference;
  /** Null: `recours[].delai` is null, read the decision. */
  readonly rule: CountedRule | null;
  readonly triggerName: string;
  readonly trigger: KnownTrigger | null;
  readonly sourced: Sourced;
}

/** Every rule of the entry with what is known of its trigger: delais, then silence, then appeals. */
export function candidatesOf(input: NextDatesInput, today: DayNumber): Result<Candidate[], NamedTriggerFault> {
  const { rules, triggers, place } = input;
  const found: Candidate[] = rules.delais.map((delai, index) => ({
    reference: { part: 'delais', index },
    rule: ruleOfDelai(delai),
    triggerName: delai.declencheur,
    trigger: triggerOfDelai(delai, rules, triggers, today),
    sourced: delai,
  }));
  const silence = silenceCandidate(rules, triggers);
  if (silence !== null) found.push(silence);
  for (const [index, step] of rules.recours.entries()) {
    const trigger = triggerOfAppeal(step, rules, triggers, place);
    if (!trigger.ok) return trigger;
    const triggerName = step.delai?.declencheur ?? '';
    found.push({
      reference: { part: 'recours', index },
      rule: ruleOfAppeal(step),
      triggerName,
      trigger: trigger.value,
      sourced: step,
    });
  }
  return ok(found);
}

/** The procedure's silence, unless a line of `delais[]` already says the same. */
function silenceCandidate(rules: ProcedureRules, given: Triggers): Candidate | null {
  const silence = silenceOf(rules.silence);
  const told = rules.delais.some(({ effet }) => effet === 'rejet_implicite' || effet === 'refus_implicite');
  if (silence === null || silence.sourced === null || told) return null;
  const name = silenceTrigger(rules.silence);
  const value = given[name];
  const trigger = value === undefined ? null : ({ name, value, origin: 'given' } as const);
  return {
    reference: { part: 'silence' },
    rule: ruleOfSilence(silence),
    triggerName: name,
    trigger,
    sourced: silence.sourced,
  };
}
