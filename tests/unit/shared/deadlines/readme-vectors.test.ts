import { describe, expect, test } from 'vitest';
import { electronicAcknowledgement } from '../../../../shared/deadlines/acknowledgement.ts';
import { type CountedRule, ruleOfAppeal } from '../../../../shared/deadlines/counted-rule.ts';
import { deadlineOf } from '../../../../shared/deadlines/deadline.ts';
import { distinctIsoWeeks, isoWeek } from '../../../../shared/deadlines/iso-week.ts';
import { parseDay } from '../../../../shared/deadlines/plain-date.ts';
import { type DateVector, datelessVectors, dateVectors, instantVectors, weekVectors } from './readme-vectors.ts';

const place = (department: string) => ({ department, timeZone: 'Europe/Paris' });
const base: CountedRule = {
  duree: null,
  unite: 'aucun',
  sens: 'apres',
  franc: false,
  role: 'limit',
  reported: false,
  exceptions: [],
};
const ruleOf = (vector: DateVector): CountedRule => ({
  ...base,
  duree: vector.rule[0],
  unite: vector.rule[1],
  sens: vector.rule[2],
  franc: vector.franc ?? false,
  role: vector.role ?? 'limit',
  reported: vector.appeal ?? false,
  exceptions: vector.exceptions ?? [],
});
const day = (text: string): number => parseDay(text) ?? Number.NaN;

describe('the 53 vectors of the README', () => {
  test('none of the 53 is left out', () => {
    const numbers = [dateVectors, instantVectors, weekVectors, datelessVectors].flatMap((table) =>
      table.map(({ n }) => n),
    );
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(Array.from({ length: 53 }, (_, index) => index + 1));
  });

  test.each(dateVectors)('$n: $rule from $start', (vector) => {
    const { legal, prudent, printed = prudent, after } = vector;
    const found = deadlineOf(ruleOf(vector), vector.start, place('59'));
    expect(found).toMatchObject({ ok: true, value: { kind: 'date', legal, prudent, printed, legalInDoubt: false } });
    if (after !== undefined) expect(found).toMatchObject({ value: { after } });
  });

  test.each(dateVectors)('$n in Alsace-Moselle: $rule from $start', (vector) => {
    const { prudent, printed = prudent, legal, legalAM = legal, printedAM = printed } = vector;
    for (const department of ['57', '67', '68'])
      expect(deadlineOf(ruleOf(vector), vector.start, place(department))).toMatchObject({
        ok: true,
        value: { legal: legalAM, prudent, printed: printedAM },
      });
  });

  test.each(instantVectors)('$n: 48 hours from $start', ({ start, legal, prudent }) => {
    const rule: CountedRule = { ...base, duree: 48, unite: 'heures' };
    expect(deadlineOf(rule, start, place('59'))).toMatchObject({
      ok: true,
      value: { kind: 'instant', legal, prudent },
    });
    const onTheClock = start.slice(0, 16);
    expect(deadlineOf(rule, onTheClock, place('59')), 'without an offset the agency’s clock is meant').toMatchObject({
      value: { legal, prudent, hourKnown: true },
    });
  });

  test.each(weekVectors)('$n: attempts of $dates make $distinct weeks', ({ dates, weeks, distinct }) => {
    expect(dates.map((date) => isoWeek(day(date)))).toEqual(weeks);
    expect(distinctIsoWeeks(dates.map(day))).toBe(distinct);
  });

  test.each(datelessVectors)('$n: $unite gives no date', ({ unite }) => {
    for (const start of ['2026-01-31', '2028-02-29', '2026-12-25'])
      expect(deadlineOf({ ...base, unite }, start, place('59'))).toMatchObject({ ok: true, value: { kind: 'none' } });
  });

  test('53: an appeal whose delay is null gives nothing to count', () => {
    expect(ruleOfAppeal({ type: 'tribunal_administratif', delai: null })).toBeNull();
  });

  test('43: registered within 1 working day, acknowledged within 10 (CRPA R112-11-2)', () => {
    expect(electronicAcknowledgement('2026-07-10', place('59'))).toMatchObject({
      ok: true,
      value: { registered: { legal: '2026-07-13' }, acknowledged: { legal: '2026-07-27' } },
    });
  });
});
