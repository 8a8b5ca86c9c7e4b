import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { easterSunday } from '../../../../shared/deadlines/holidays.ts';
import {
  addMonths,
  formatDay,
  parseDay,
  toDayNumber,
  toPlainDate,
  weekday,
} from '../../../../shared/deadlines/plain-date.ts';

const first = parseDay('1900-01-01') ?? 0;
const last = parseDay('2199-12-31') ?? 0;

describe('plain dates', () => {
  test('every day of three centuries is the one that the platform’s own calendar says', () => {
    const wrong: string[] = [];
    for (let day = first; day <= last; day += 1) {
      const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
      const same = formatDay(day) === text && parseDay(text) === day && toDayNumber(toPlainDate(day)) === day;
      if (!same || weekday(day) % 7 !== new Date(day * 86_400_000).getUTCDay()) wrong.push(text);
    }
    expect(wrong).toEqual([]);
  });

  test.each([
    '2026-2-3',
    '2026-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2100-02-29',
    '1899-12-31',
    '2200-01-01',
    '2026-01-01T00:00',
    ' 2026-01-01',
  ])('%j is no day', (text) => expect(parseDay(text)).toBeNull());

  test('a month never spills into the next one', () => {
    const day = fc.integer({ min: first + 4000, max: last - 4000 });
    fc.assert(
      fc.property(day, fc.integer({ min: -100, max: 100 }), (start, months) => {
        const from = toPlainDate(start);
        const to = toPlainDate(addMonths(start, months));
        expect(to.year * 12 + to.month).toBe(from.year * 12 + from.month + months);
        expect(to.day === from.day || (to.day < from.day && toPlainDate(addMonths(start, months) + 1).day === 1)).toBe(
          true,
        );
      }),
    );
  });

  test('Easter, as almanacs print it', () => {
    const known = [
      '2000-04-23',
      '2008-03-23',
      '2011-04-24',
      '2019-04-21',
      '2024-03-31',
      '2026-04-05',
      '2038-04-25',
      '2049-04-18',
    ];
    expect(known.map((text) => formatDay(easterSunday(Number(text.slice(0, 4)))))).toEqual(known);
  });
});
