import { fail, ok, type Result } from '../result.ts';
import { type Candidate, candidatesOf, type NextDatesInput, type RuleReference } from './candidate.ts';
import { type Doubt, doubtsAbout } from './certainty.ts';
import type { CountedRule } from './counted-rule.ts';
import { type Deadline, datelessReason, deadlineOf } from './deadline.ts';
import type { AgencyPlace } from './holidays.ts';
import { type DayNumber, parseDay } from './plain-date.ts';
import type { KnownTrigger, NamedTriggerFault } from './trigger.ts';

export type { NextDatesInput, RuleReference } from './candidate.ts';

/** Where today stands: before the printed date; between it and the legal one; after; or a window already open. */
export type DateState = 'ahead' | 'act-now' | 'past' | 'open';

/** One line for the paper. */
export interface NextDate {
  readonly rule: RuleReference;
  /** How to count, for a line without a date: « 2 mois après … »; null when nothing is counted. */
  readonly count: (Pick<CountedRule, 'duree' | 'unite' | 'sens' | 'franc'> & { readonly trigger: string }) | null;
  readonly trigger: KnownTrigger | null;
  readonly deadline: Deadline;
  /** A limit that closes a window: its opening, a plain date. */
  readonly opens: string | null;
  /** Null without a date. */
  readonly state: DateState | null;
  /** Promise 9; when false the paper says « à confirmer », and `doubts` says why. */
  readonly certain: boolean;
  readonly doubts: readonly Doubt[];
}

/** Every date of a procedure, the soonest printed one first, then the rules without a date in the catalogue's order. */
export function nextDates(input: NextDatesInput): Result<readonly NextDate[], NamedTriggerFault> {
  const today = parseDay(input.today);
  if (today === null)
    return fail({ code: 'bad-trigger', expected: 'YYYY-MM-DD', trigger: 'today', value: input.today });
  const candidates = candidatesOf(input, today);
  if (!candidates.ok) return candidates;
  const lines: NextDate[] = [];
  for (const candidate of candidates.value) {
    const line = lineOf(candidate, today, input);
    if (!line.ok) return line;
    lines.push(line.value);
  }
  return ok(withOpenings(lines).sort(bySoonest));
}

function lineOf(
  { reference, rule, triggerName, trigger, sourced }: Candidate,
  today: DayNumber,
  { place }: NextDatesInput,
): Result<NextDate, NamedTriggerFault> {
  const counted = countOf(rule, trigger, place);
  if (!counted.ok) return counted;
  const deadline = counted.value;
  const doubts = [...new Set([...doubtsAbout(sourced, today), ...doubtsOfCount(deadline, rule, trigger, today)])];
  const count =
    rule === null || datelessReason(rule) !== null
      ? null
      : { duree: rule.duree, unite: rule.unite, sens: rule.sens, franc: rule.franc, trigger: triggerName };
  const state = stateOf(deadline, today);
  return ok({ rule: reference, count, trigger, deadline, opens: null, state, certain: doubts.length === 0, doubts });
}

function countOf(
  rule: CountedRule | null,
  trigger: KnownTrigger | null,
  place: AgencyPlace,
): Result<Deadline, NamedTriggerFault> {
  if (rule === null) return ok({ kind: 'none', how: 'read-decision' });
  const dateless = datelessReason(rule);
  if (dateless !== null) return ok({ kind: 'none', how: dateless });
  if (trigger === null) return ok({ kind: 'none', how: 'needs-trigger' });
  const dated = deadlineOf(rule, trigger.value, place);
  return dated.ok ? dated : fail({ ...dated.fault, trigger: trigger.name, value: trigger.value });
}

function doubtsOfCount(
  deadline: Deadline,
  rule: CountedRule | null,
  trigger: KnownTrigger | null,
  today: DayNumber,
): readonly Doubt[] {
  if (deadline.kind === 'none' || trigger === null) return [];
  const doubts: Doubt[] = [];
  if (deadline.kind === 'instant' && !deadline.hourKnown) doubts.push('hour-unknown');
  if (trigger.origin === 'silence') {
    if (trigger.silence) doubts.push(...doubtsAbout(trigger.silence, today));
    else doubts.push('silence-by-default');
  }
  const happened = parseDay(trigger.value.slice(0, 10));
  const forwards = rule?.sens === 'apres' || rule?.sens === 'periodique';
  if (trigger.origin === 'given' && forwards && happened !== null && happened > today) doubts.push('trigger-in-future');
  return doubts;
}

function stateOf(deadline: Deadline, today: DayNumber): DateState | null {
  if (deadline.kind === 'none') return null;
  const printed = parseDay(deadline.printed) ?? today;
  const legal = parseDay(deadline.legal.slice(0, 10)) ?? today;
  if (deadline.role === 'opening') return today < printed ? 'ahead' : 'open';
  if (today <= printed) return 'ahead';
  return today <= legal && deadline.role === 'limit' ? 'act-now' : 'past';
}

/** A limit and an opening counted from the same trigger are one window. */
function withOpenings(lines: readonly NextDate[]): NextDate[] {
  return lines.map((line) => {
    if (line.deadline.kind === 'none' || line.deadline.role !== 'limit' || line.rule.part !== 'delais') return line;
    const opening = lines.find(
      ({ deadline, trigger, rule }) =>
        rule.part === 'delais' &&
        deadline.kind === 'date' &&
        deadline.role === 'opening' &&
        trigger?.name === line.trigger?.name,
    );
    return opening?.deadline.kind === 'date' ? { ...line, opens: opening.deadline.printed } : line;
  });
}

function bySoonest(a: NextDate, b: NextDate): number {
  const [left, right] = [a, b].map(({ deadline }) => (deadline.kind === 'none' ? '~' : deadline.printed));
  return (left ?? '~') < (right ?? '~') ? -1 : left === right ? 0 : 1;
}
