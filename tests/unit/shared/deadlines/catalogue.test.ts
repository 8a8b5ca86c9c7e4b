import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nextDates } from '../../../../shared/deadlines/next-dates.ts';
import { formatDay, parseDay } from '../../../../shared/deadlines/plain-date.ts';
import type { ProcedureRules } from '../../../../shared/deadlines/rule.ts';
import { triggerNames } from '../../../../shared/deadlines/trigger.ts';
import { lille, saintDenis, strasbourg } from './rules.ts';

const file = new URL('../../../../kiosk-config/catalog/procedures.fr.json', import.meta.url);
const catalogue = JSON.parse(readFileSync(file, 'utf8')) as readonly (ProcedureRules & { readonly id: string })[];
/** The last day on which any rule was checked: dates are judged from there, so that a new check does not break them. */
const checkedOn = catalogue
  .flatMap(({ delais, recours }) => [...delais, ...recours].map(({ source }) => source?.consulteLe ?? ''))
  .reduce((latest, day) => (day > latest ? day : latest), '');
const daysAfter = (day: string, count: number) => formatDay((parseDay(day) ?? 0) + count);

const lines = (rules: ProcedureRules, triggers: Record<string, string>, today = checkedOn) =>
  [lille, strasbourg, saintDenis].flatMap((place) => {
    const found = nextDates({ rules, triggers, today, place });
    if (!found.ok) throw new Error(JSON.stringify(found.fault));
    return found.value;
  });

describe.each(catalogue)('$id', (rules) => {
  const given = Object.fromEntries(triggerNames(rules).map((name) => [name, '2026-11-10']));

  test('without any date from the visitor every rule still has a line, and none is undefined', () => {
    const found = lines(rules, {});
    const expected = 3 * (rules.delais.length + rules.recours.length);
    expect(found.filter(({ rule }) => rule.part !== 'silence')).toHaveLength(expected);
    for (const { deadline } of found) expect(deadline).not.toMatchObject({ how: 'undefined-rule' });
  });

  test('with every date given, nothing that can be counted is left uncounted', () => {
    for (const { deadline } of lines(rules, given)) expect(deadline).not.toMatchObject({ how: 'needs-trigger' });
  });

  test('no limit is printed after its legal day, nor an unverified one as certain', () => {
    for (const { deadline, rule, certain } of lines(rules, given)) {
      if (deadline.kind !== 'none') expect(deadline.printed <= deadline.legal.slice(0, 10)).toBe(true);
      const own = rule.part === 'silence' ? rules.silence : rules[rule.part][rule.index];
      if (own?.verifie !== true || !own.source) expect(certain).toBe(false);
    }
  });

  test('90 days after the catalogue was checked nothing is certain any more', () => {
    expect(lines(rules, given, daysAfter(checkedOn, 90)).filter(({ certain }) => certain)).toEqual([]);
  });
});

test('some dates of the catalogue are certain, and some are not', () => {
  const all = catalogue.flatMap((rules) => lines(rules, {}));
  expect(new Set(all.map(({ certain }) => certain))).toEqual(new Set([true, false]));
});
