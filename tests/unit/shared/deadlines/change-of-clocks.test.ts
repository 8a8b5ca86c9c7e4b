import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ruleOfDelai } from '../../../../shared/deadlines/counted-rule.ts';
import { deadlineOf } from '../../../../shared/deadlines/deadline.ts';
import { formatInstant, instantOf, isTimeZone, parseStart, wallClock } from '../../../../shared/deadlines/instant.ts';
import { delai } from './rules.ts';

const hours = (duree: number, start: string, timeZone = 'Europe/Paris', department = '59') => {
  const found = deadlineOf(ruleOfDelai(delai({ unite: 'heures', duree })), start, { department, timeZone });
  if (!found.ok || found.value.kind !== 'instant') throw new Error(`no instant from ${start}`);
  return found.value;
};

describe('hours', () => {
  test('the hour that spring skips is read early, the one that autumn repeats is the first of the two', () => {
    expect(hours(24, '2026-03-29T02:30')).toMatchObject({
      legal: '2026-03-30T02:30+02:00',
      prudent: '2026-03-30T01:30+02:00',
    });
    expect(hours(24, '2026-10-25T02:30')).toMatchObject({
      legal: '2026-10-26T01:30+01:00',
      prudent: '2026-10-26T01:30+01:00',
    });
  });

  test('La Réunion, Cayenne, Nouméa keep one clock; Saint-Pierre changes when America does', () => {
    expect(hours(48, '2026-03-28T10:00', 'Indian/Reunion', '974')).toMatchObject({
      legal: '2026-03-30T10:00+04:00',
      prudent: '2026-03-30T10:00+04:00',
    });
    expect(hours(48, '2026-10-24T10:00', 'America/Cayenne', '973')).toMatchObject({ legal: '2026-10-26T10:00-03:00' });
    expect(hours(48, '2026-10-24T10:00', 'Pacific/Noumea', '988')).toMatchObject({ legal: '2026-10-26T10:00+11:00' });
    expect(hours(48, '2026-03-07T10:00', 'America/Miquelon', '975')).toMatchObject({
      legal: '2026-03-09T11:00-02:00',
      prudent: '2026-03-09T10:00-02:00',
    });
  });

  test('48 hours that end on a Sunday: paper says the Friday', () => {
    expect(hours(48, '2026-11-20T15:00')).toMatchObject({ prudent: '2026-11-22T15:00+01:00', printed: '2026-11-20' });
  });

  test('48 hours that end at midnight end the day before', () => {
    expect(hours(48, '2026-11-17T00:00')).toMatchObject({ prudent: '2026-11-19T00:00+01:00', printed: '2026-11-18' });
  });

  test.each([
    '2026-11-17T24:00',
    '2026-11-17T10:60',
    '2026-11-17 10:00',
    '10:00',
    '2026-11-31T10:00',
    '2026-11-17T10:00+25:00',
  ])('%j is no instant', (text) => expect(parseStart(text, 'Europe/Paris')).toBeNull());

  test('what is written is what is read, in every zone of the Republic', () => {
    const zone = fc.constantFrom(
      'Europe/Paris',
      'Indian/Reunion',
      'America/Miquelon',
      'America/Cayenne',
      'Pacific/Marquesas',
    );
    const minute = fc.integer({ min: 28_000_000, max: 33_000_000 });
    fc.assert(
      fc.property(minute, zone, (at, timeZone) => {
        const epochMs = at * 60_000;
        expect(parseStart(formatInstant(epochMs, timeZone), timeZone)).toEqual({ epochMs, hourKnown: true });
        const again = instantOf(wallClock(epochMs, timeZone), timeZone);
        expect(again === epochMs || again === epochMs - 3_600_000).toBe(true);
      }),
    );
  });

  test('a zone that does not exist is known as such', () => {
    expect([isTimeZone('Europe/Paris'), isTimeZone('Europe/Lutèce')]).toEqual([true, false]);
  });
});
