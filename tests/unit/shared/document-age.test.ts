import fc from 'fast-check';
import { expect, it } from 'vitest';
import { proceduresSchema } from '../../../kiosk-config/schema/procedure.ts';
import { formatDay, toDayNumber } from '../../../shared/deadlines/plain-date.ts';
import { type AgeLimits, documentAge } from '../../../shared/document-age.ts';
import { catalogue } from '../kiosk-config/demo-bundle.ts';

const atMost = (ageMax: number, unite: AgeLimits['unite']): AgeLimits => ({ ageMax, ageMin: null, unite });
const atLeast = (ageMin: number, unite: AgeLimits['unite']): AgeLimits => ({ ageMax: null, ageMin, unite });

it('a paper of at most 3 months is good up to the day before the same day three months on, whatever the months’ lengths', () => {
  const limits = atMost(3, 'mois');
  const table = [
    ['2026-08-30', '2026-11-29', 'ok'],
    ['2026-08-30', '2026-11-30', 'too-old'],
    ['2026-11-30', '2027-02-27', 'ok'],
    ['2026-11-30', '2027-02-28', 'too-old'],
    ['2027-11-30', '2028-02-28', 'ok'],
    ['2027-11-30', '2028-02-29', 'too-old'],
    ['2026-11-30', '2026-11-30', 'ok'],
  ] as const;
  for (const [issued, today, age] of table) expect(documentAge(issued, today, limits), `${issued} ${today}`).toBe(age);
});

it('days and years are counted by the calendar too', () => {
  expect(documentAge('2026-11-01', '2026-11-30', atMost(30, 'jours_calendaires'))).toBe('ok');
  expect(documentAge('2026-11-01', '2026-12-01', atMost(30, 'jours_calendaires'))).toBe('too-old');
  expect(documentAge('2028-02-29', '2029-02-27', atMost(1, 'an'))).toBe('ok');
  expect(documentAge('2028-02-29', '2029-02-28', atMost(1, 'an'))).toBe('too-old');
});

it('a paper that must be older than 3 months is good from the day after', () => {
  const limits = atLeast(3, 'mois');
  expect(documentAge('2026-08-30', '2026-11-30', limits)).toBe('too-young');
  expect(documentAge('2026-08-30', '2026-12-01', limits)).toBe('ok');
  expect(documentAge('2026-11-30', '2026-11-30', limits)).toBe('too-young');
});

it('nothing is said of a day to come, of no day, or where no age counts', () => {
  expect(documentAge('2026-12-01', '2026-11-30', atMost(3, 'mois'))).toBe('unknown');
  expect(documentAge(null, '2026-11-30', atMost(3, 'mois'))).toBe('unknown');
  expect(documentAge('2026-02-30', '2026-11-30', atMost(3, 'mois'))).toBe('unknown');
  expect(documentAge('2026-11-01', '2026-11-30', null)).toBe('unknown');
});

it('for every limit of the catalogue, a paper only ever gets older', () => {
  const limits = proceduresSchema
    .parse(catalogue())
    .flatMap(({ pieces }) => pieces.flatMap(({ validite }) => (validite ? [validite] : [])));
  expect(limits.length).toBeGreaterThan(8);
  const order = ['too-young', 'ok', 'too-old'];
  const day = fc.integer({ min: toDayNumber({ year: 2020, month: 1, day: 1 }), max: 22_000 });
  fc.assert(
    fc.property(fc.constantFrom(...limits), day, fc.nat(800), (limit, issued, days) => {
      const [now, next] = [0, 1].map((more) =>
        order.indexOf(documentAge(formatDay(issued), formatDay(issued + days + more), limit)),
      );
      expect(next).toBeGreaterThanOrEqual(now ?? 9);
    }),
  );
});
