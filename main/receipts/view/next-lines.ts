import type { Bundle } from '../../../kiosk-config/schema/bundle.ts';
import { sourceLimits } from '../../../shared/deadlines/certainty.ts';
import { ruleOfDelai } from '../../../shared/deadlines/counted-rule.ts';
import type { AgencyPlace } from '../../../shared/deadlines/holidays.ts';
import { type NextDate, nextDates } from '../../../shared/deadlines/next-dates.ts';
import { parseDay } from '../../../shared/deadlines/plain-date.ts';
import type { RuleSource } from '../../../shared/deadlines/rule.ts';
import type { Procedure } from '../../../shared/procedure.ts';
import { type Fault, fail, ok, type Result } from '../../../shared/result.ts';
import type { AppealLine, DateFacts, DateLine, HowToCount } from '../receipt-view.ts';

interface NextInput {
  readonly bundle: Bundle;
  readonly procedure: Procedure;
  readonly fields: Readonly<Record<string, string>>;
  readonly today: string;
  readonly place: AgencyPlace;
}

/** The procedure's dates, soonest first, and its appeal route in order, each with what is known and how sure it is. */
export function nextLines(
  input: NextInput,
): Result<{ readonly dates: DateLine[]; readonly appeals: AppealLine[] }, Fault> {
  const { procedure, fields, today, place } = input;
  const dateCodes = new Set(procedure.champs.filter(({ type }) => type === 'date').map(({ code }) => code));
  const triggers = Object.fromEntries(Object.entries(fields).filter(([code]) => dateCodes.has(code)));
  const found = nextDates({ rules: procedure, triggers, today, place });
  if (!found.ok) {
    const { trigger, expected } = found.fault;
    return fail({ code: 'bad-trigger', message: `The date ${trigger} cannot be read; write it as ${expected}.` });
  }
  const dates: DateLine[] = [];
  const appeals: AppealLine[] = [];
  for (const next of found.value) {
    const facts = factsOf(next, input);
    if (next.rule.part === 'silence') dates.push(silenceLine(facts, procedure));
    else if (next.rule.part === 'delais') dates.push(...delaiLine(facts, next.rule.index, procedure));
    else appeals.push(...appealLine(facts, next.rule.index, procedure));
  }
  return ok({ dates, appeals: appeals.sort((a, b) => a.rank - b.rank) });
}

function factsOf({ deadline, count, state, certain }: NextDate, input: NextInput): DateFacts {
  const sure = certain && isCatalogueFresh(input);
  const how = count === null ? null : howToCount(count, input);
  if (deadline.kind === 'none') {
    const dateless = deadline.how;
    return { date: null, legal: null, how: dateless === 'needs-trigger' ? how : null, dateless, state, certain: sure };
  }
  const legal = deadline.legal.slice(0, 10);
  // A legal date that rests on a doubtful local holiday would be one day too late: only the prudent one is printed.
  const shown = deadline.kind === 'date' && deadline.legalInDoubt ? null : legal;
  return { date: deadline.printed, legal: shown, how: null, dateless: null, state, certain: sure };
}

/** Promise 9: a catalogue that nobody checked for 90 days makes no date certain. */
function isCatalogueFresh({ bundle, today }: NextInput): boolean {
  const [checked, now] = [parseDay(bundle.catalogue.checkedOn), parseDay(today)];
  return checked !== null && now !== null && now - checked < sourceLimits.maxAgeDays;
}

function howToCount(count: NonNullable<NextDate['count']>, { bundle, procedure }: NextInput): HowToCount | null {
  const { duree, unite, sens, trigger } = count;
  if (duree === null || unite === 'aucun' || unite === 'date_calendrier') return null;
  const label = labelOfTrigger(trigger, [procedure, ...bundle.catalogue.procedures]);
  return { count: duree, unit: unite, direction: sens, trigger: { code: trigger, label } };
}

/** The procedure's own words for this day, else another procedure's: a code means one thing in the whole catalogue. */
function labelOfTrigger(code: string, procedures: readonly Procedure[]): string | null {
  for (const { champs } of procedures) {
    const champ = champs.find((entry) => entry.code === code && entry.type === 'date');
    if (champ) return champ.libelle;
  }
  return null;
}

function delaiLine(facts: DateFacts, index: number, { delais }: Procedure): DateLine[] {
  const delai = delais[index];
  if (!delai) return [];
  const { role } = ruleOfDelai(delai);
  return [{ ...facts, label: delai.libelle, silence: null, role, source: sourceOf(delai.source) }];
}

function silenceLine(facts: DateFacts, { silence }: Procedure): DateLine {
  const effect = silence.effet === 'acceptation' || silence.effet === 'rejet' ? silence.effet : null;
  return { ...facts, label: null, silence: effect, role: 'answer', source: sourceOf(silence.source) };
}

function appealLine(facts: DateFacts, index: number, { recours }: Procedure): AppealLine[] {
  const step = recours[index];
  if (!step) return [];
  const { rang, destinataire, obligatoireAvantJuge } = step;
  return [{ ...facts, rank: rang, addressee: destinataire, mandatoryBeforeCourt: obligatoireAvantJuge }];
}

function sourceOf(source: RuleSource | null | undefined): DateLine['source'] {
  if (!source || !URL.canParse(source.url)) return null;
  return { site: new URL(source.url).hostname.replace(/^www\./, ''), readOn: source.consulteLe };
}
