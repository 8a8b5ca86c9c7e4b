import { type DayNumber, parseDay } from './plain-date.ts';
import type { RuleSource, Sourced, SourceNature } from './rule.ts';

/** Promise 9: after this many days a source must be read again before its date is certain. */
export const sourceLimits = { maxAgeDays: 90 } as const;

const officialNatures: readonly SourceNature[] = ['texte', 'fiche'];

/** Why a date is printed « à confirmer ». */
export type Doubt =
  | 'rule-unverified'
  | 'no-source'
  | 'source-not-official'
  | 'source-too-old'
  /** Read after today: the kiosk's clock or the catalogue is wrong. */
  | 'source-in-future'
  /** A line of `aVerifier` is about this rule. */
  | 'open-question'
  /** Hours were counted from a date without its hour. */
  | 'hour-unknown'
  /** The trigger has not happened yet, so it may still change. */
  | 'trigger-in-future'
  /** The silence that starts this appeal's time was not sourced for this procedure. */
  | 'silence-by-default';

/** Promise 9 for one rule on a day: empty when its date may be printed as certain. */
export function doubtsAbout(rule: Sourced, today: DayNumber): readonly Doubt[] {
  return [
    ...(rule.verifie ? [] : (['rule-unverified'] as const)),
    ...doubtsAboutSource(rule.source, today),
    ...(rule.doute.length === 0 ? [] : (['open-question'] as const)),
  ];
}

function doubtsAboutSource(source: RuleSource | null, today: DayNumber): readonly Doubt[] {
  const read = source === null ? null : parseDay(source.consulteLe);
  if (source === null || read === null) return ['no-source'];
  const doubts: Doubt[] = officialNatures.includes(source.nature) ? [] : ['source-not-official'];
  const age = today - read;
  if (age < 0) doubts.push('source-in-future');
  if (age >= sourceLimits.maxAgeDays) doubts.push('source-too-old');
  return doubts;
}
