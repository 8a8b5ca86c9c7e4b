import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ruleOfAppeal, ruleOfDelai } from '../../../shared/deadlines/counted-rule.ts';
import { deadlineOf } from '../../../shared/deadlines/deadline.ts';
import { formatDay, parseDay } from '../../../shared/deadlines/plain-date.ts';
import type { Delai, ProcedureRules, Recours } from '../../../shared/deadlines/rule.ts';
import { uncataloguedDelais, uncataloguedRecours } from './uncatalogued-rules.ts';

const places = [
  { department: '59', timeZone: 'Europe/Paris' },
  { department: '67', timeZone: 'Europe/Paris' },
  { department: '974', timeZone: 'Indian/Reunion' },
] as const;
const startsPerRule = 400;
/** Rules of no procedure today get fewer starts, unless everything is asked for. */
const startsPerOtherRule = process.env.RECEPISSE_TESTS === 'all' ? startsPerRule : 100;

type Asked = { readonly kind: 'delais'; readonly rule: Delai } | { readonly kind: 'recours'; readonly rule: Recours };
type Answer = readonly [legal: string, prudent: string, printed: string, legalInDoubt: boolean] | null;

/** Days that calendars get wrong: ends of months, leap days, turns of years, Easter and the changes of clocks, 2024 to 2033. */
const hardDays = Array.from({ length: 10 }, (_, index) => 2024 + index).flatMap((year) =>
  [
    '01-31',
    '02-28',
    '03-01',
    '03-29',
    '03-31',
    '04-02',
    '04-30',
    '08-31',
    '10-24',
    '10-31',
    '12-20',
    '12-24',
    '12-31',
  ].map((day) => `${year}-${day}`),
);
const leapDays = ['2024-02-29', '2028-02-29', '2032-02-29'];
const first = parseDay('2024-01-01') ?? 0;

/** A sequence that is the same at every run (a linear congruence), so that a red day can be found again. */
function pseudoRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** `count` starts, the hard days first (a sample of them when few are wanted); the same at every run. */
function startsFor(seed: number, count: number, withHours: boolean): readonly string[] {
  const next = pseudoRandom(seed);
  const days = [...hardDays, ...leapDays].filter(() => count >= startsPerRule || next() < 0.4).slice(0, count);
  while (days.length < count) days.push(formatDay(first + Math.floor(next() * 3652)));
  if (!withHours) return days;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return days.map((day) => `${day}T${two(next() * 24)}:${two(next() * 60)}`);
}

const unitOf = ({ kind, rule }: Asked) => (kind === 'delais' ? rule.unite : rule.delai?.unite);

function ourAnswer({ kind, rule }: Asked, start: string, place: (typeof places)[number]): Answer {
  const counted = kind === 'delais' ? ruleOfDelai(rule) : ruleOfAppeal(rule);
  const found = counted === null ? null : deadlineOf(counted, start, place);
  if (found === null) return null;
  if (!found.ok) throw new Error(`${start}: ${found.fault.code}`);
  if (found.value.kind === 'none') return null;
  const { legal, prudent, printed } = found.value;
  return [legal, prudent, printed, found.value.kind === 'date' && found.value.legalInDoubt];
}

function theirAnswers(questions: readonly unknown[]): readonly (readonly Answer[])[] {
  const script = fileURLToPath(new URL('./dates.py', import.meta.url));
  const input = questions.map((question) => JSON.stringify(question)).join('\n');
  const run = spawnSync('python3', [script], { input, encoding: 'utf8', maxBuffer: 2 ** 28, timeout: 50_000 });
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as readonly Answer[]);
}

const catalogue = JSON.parse(
  readFileSync(new URL('../../../kiosk-config/catalog/procedures.fr.json', import.meta.url), 'utf8'),
) as readonly (ProcedureRules & { readonly id: string })[];

type Named = Asked & { readonly name: string };

const catalogued: readonly Named[] = catalogue.flatMap(({ id, delais, recours }) => [
  ...delais.map((rule, index) => ({ kind: 'delais' as const, rule, name: `${id} delais.${index}` })),
  ...recours.map((rule, index) => ({ kind: 'recours' as const, rule, name: `${id} recours.${index}` })),
]);
const others: readonly Named[] = [
  ...uncataloguedDelais.map((rule) => ({ kind: 'delais' as const, rule, name: rule.libelle })),
  ...uncataloguedRecours.map((rule) => ({ kind: 'recours' as const, rule, name: rule.destinataire })),
];

describe('a second calendar, written from the README alone, finds the same dates', () => {
  test.each([
    { what: 'every rule of the 47 procedures', rules: catalogued, count: startsPerRule },
    { what: 'every rule kind that no procedure uses', rules: others, count: startsPerOtherRule },
  ])('$what × $count starts × 59, 67, 974', ({ rules, count }) => {
    expect(catalogue).toHaveLength(47);
    const cases = rules.flatMap((asked, index) =>
      places.map((place) => ({ asked, place, starts: startsFor(index + 1, count, unitOf(asked) === 'heures') })),
    );
    const theirs = theirAnswers(
      cases.map(({ asked: { kind, rule }, place, starts }) => ({ kind, rule, department: place.department, starts })),
    );
    expect(theirs).toHaveLength(cases.length);
    const differences: string[] = [];
    for (const [index, { asked, place, starts }] of cases.entries()) {
      expect(starts.length).toBe(count);
      for (const [at, start] of starts.entries()) {
        const [ours, other] = [ourAnswer(asked, start, place), theirs[index]?.[at]].map((answer) =>
          JSON.stringify(answer),
        );
        if (ours !== other)
          differences.push(`${asked.name} (${place.department}) from ${start}: ${ours}, they say ${other}`);
      }
    }
    expect(differences.slice(0, 20)).toEqual([]);
  });

  test('every unit is compared', () => {
    expect(new Set([...catalogued, ...others].map(unitOf)).size).toBeGreaterThanOrEqual(12);
  });
});
