import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleOfAppeal, ruleOfDelai } from '../../../../shared/deadlines/counted-rule.ts';
import { deadlineOf } from '../../../../shared/deadlines/deadline.ts';
import type { AgencyPlace } from '../../../../shared/deadlines/holidays.ts';
import { formatDay, parseDay } from '../../../../shared/deadlines/plain-date.ts';
import { buildWorkingCalendar } from '../../../../shared/deadlines/working-days.ts';
import { delai, lille, recours, saintDenis, strasbourg } from './rules.ts';

const dated = (rule: ReturnType<typeof ruleOfAppeal>, start: string, place: AgencyPlace) => {
  const found = rule === null ? null : deadlineOf(rule, start, place);
  if (found === null || !found.ok || found.value.kind !== 'date') throw new Error(`no date from ${start}`);
  return found.value;
};
const twoMonths = ruleOfAppeal(recours());
const tenWorkingDays = ruleOfDelai(delai({ unite: 'jours_ouvres', duree: 10 }));

describe('a local holiday never lengthens what is printed, and moves the last working day back', () => {
  test('the day before Easter: Thursday in Strasbourg, Friday in Lille', () => {
    expect(dated(twoMonths, '2026-02-04', lille)).toMatchObject({ prudent: '2026-04-04', printed: '2026-04-03' });
    expect(dated(twoMonths, '2026-02-04', strasbourg)).toMatchObject({ prudent: '2026-04-04', printed: '2026-04-02' });
  });

  test('20 December in La Réunion: paper says the Friday before', () => {
    expect(dated(twoMonths, '2027-10-20', lille)).toMatchObject({ printed: '2027-12-20', legal: '2027-12-20' });
    expect(dated(twoMonths, '2027-10-20', saintDenis)).toMatchObject({
      printed: '2027-12-17',
      legal: '2027-12-21',
      legalInDoubt: true,
    });
  });

  test('a legal date that rests on Good Friday is in doubt, one that rests on 26 December is not', () => {
    expect(dated(twoMonths, '2026-02-03', strasbourg)).toMatchObject({ legal: '2026-04-07', legalInDoubt: true });
    expect(dated(twoMonths, '2024-10-25', strasbourg)).toMatchObject({ legal: '2024-12-27', legalInDoubt: false });
  });

  test('a day in the site’s settings is sure', () => {
    const place = { ...saintDenis, localHolidays: [{ month: 12, day: 20 }] };
    expect(dated(twoMonths, '2027-10-20', place)).toMatchObject({ legal: '2027-12-21', legalInDoubt: false });
    const other = { ...lille, localHolidays: [{ month: 10, day: 9 }] };
    expect(dated(twoMonths, '2026-08-09', other)).toMatchObject({ prudent: '2026-10-09', printed: '2026-10-08' });
  });

  test.each([
    ['971', '2026-05-27'],
    ['972', '2026-05-22'],
    ['973', '2026-06-10'],
    ['974', '2027-12-20'],
    ['976', '2026-04-27'],
    ['57', '2024-12-26'],
    ['67', '2024-12-26'],
    ['68', '2024-12-26'],
    ['68', '2026-04-03'],
  ])('in %s nothing is open on %s', (department, day) => {
    const number = parseDay(day) ?? 0;
    const open = (code: string) =>
      buildWorkingCalendar({ department: code, timeZone: 'Europe/Paris' }, 'every').isWorkingDay(number);
    expect([open(department), open('59')]).toEqual([false, true]);
  });

  test('whatever the site’s holidays, nothing printed is later than without them', () => {
    const start = fc.integer({ min: parseDay('2024-01-01') ?? 0, max: parseDay('2040-12-31') ?? 0 }).map(formatDay);
    const holiday = fc.record({ month: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 28 }) });
    const department = fc.constantFrom('59', '57', '67', '971', '973', '974', '976');
    const rule = fc.constantFrom(
      twoMonths,
      tenWorkingDays,
      ruleOfDelai(delai({ unite: 'jours_ouvres', duree: 7, sens: 'avant' })),
      ruleOfDelai(delai({ franc: true, effet: 'forclusion' })),
    );
    fc.assert(
      fc.property(
        start,
        fc.array(holiday, { maxLength: 20 }),
        department,
        rule,
        (day, localHolidays, code, counted) => {
          const place = { department: code, timeZone: 'Europe/Paris' };
          const plain = dated(counted, day, lille);
          const local = dated(counted, day, { ...place, localHolidays });
          expect(local.prudent <= plain.prudent && local.printed <= plain.printed).toBe(true);
          expect(local.printed <= local.prudent && local.prudent <= local.legal).toBe(true);
          const working = buildWorkingCalendar({ ...place, localHolidays }, 'every');
          expect(working.isWorkingDay(parseDay(local.printed) ?? 0)).toBe(true);
        },
      ),
      { numRuns: process.env.RECEPISSE_TESTS === 'all' ? 20_000 : 1000, seed: 20261123 },
    );
  });
});
