// The 53 vectors of the catalogue's README, written before the code; a vector with several dates has several rows.
// "AM" is Alsace-Moselle. `printed` differs from `prudent` only where the README marks the date with an arrow.
import type { CountedUnit, Direction, MonthException } from '../../../../shared/deadlines/rule.ts';

export type VectorRole = 'limit' | 'opening' | 'answer';

export interface DateVector {
  readonly n: number;
  readonly rule: readonly [duree: number, unite: CountedUnit, sens: Direction];
  readonly franc?: boolean;
  /** An appeal: its legal term moves to the next working day. */
  readonly appeal?: boolean;
  readonly role?: VectorRole;
  readonly exceptions?: readonly MonthException[];
  readonly start: string;
  readonly legal: string;
  /** The legal date in the departments 57, 67 and 68; absent: the same. */
  readonly legalAM?: string;
  readonly prudent: string;
  /** The last working day on or before the prudent date; absent: the prudent date itself. */
  readonly printed?: string;
  /** The same in Alsace-Moselle, where it differs. */
  readonly printedAM?: string;
  /** Day on which an implicit decision is born: the first one after the agency's time. */
  readonly after?: string;
}

const francs = { rule: [2, 'mois', 'apres'], franc: true, appeal: true } as const;
const ouvres = { rule: [5, 'jours_ouvres', 'apres'] } as const;
const february = [{ mois: 2, jour: 26 }] as const;
const opening = { rule: [28, 'jour_du_mois', 'fenetre'], role: 'opening', exceptions: february } as const;
const closing = { rule: [15, 'jour_du_mois', 'fenetre'] } as const;
const anef = (start: string, from: string, to: string, printed = to): DateVector[] => {
  const n = { '2027-03-31': 5, '2026-02-28': 31, '2028-03-31': 32 }[start] ?? 0;
  return [
    { n, rule: [120, 'jours_calendaires', 'avant'], role: 'opening', start, legal: from, prudent: from },
    { n, rule: [60, 'jours_calendaires', 'avant'], start, legal: to, prudent: to, printed },
  ];
};
const elections = (n: number, start: string, friday: string, wednesday: string, printed = wednesday): DateVector[] => [
  { n, rule: [6, 'vendredi_precedent', 'avant'], start, legal: friday, prudent: friday },
  { n, rule: [6, 'mercredi_precedent', 'avant'], start, legal: wednesday, prudent: wednesday, printed },
];

// biome-ignore format: a table, one vector a line
export const dateVectors: readonly DateVector[] = [
  { n: 1, ...francs, start: '2022-11-03', legal: '2023-01-04', prudent: '2023-01-03' },
  { n: 2, ...francs, start: '2007-10-01', legal: '2007-12-03', prudent: '2007-12-01', printed: '2007-11-30' },
  { n: 3, rule: [2, 'mois', 'apres'], role: 'answer', start: '2023-05-15', legal: '2023-07-15', prudent: '2023-07-15', after: '2023-07-16' },
  { n: 4, rule: [30, 'jours_calendaires', 'apres'], role: 'answer', start: '2023-05-15', legal: '2023-06-14', prudent: '2023-06-14', after: '2023-06-15' },
  { n: 4, rule: [8, 'semaines', 'apres'], role: 'answer', start: '2023-05-15', legal: '2023-07-10', prudent: '2023-07-10', after: '2023-07-11' },
  ...anef('2027-03-31', '2026-12-01', '2027-01-30', '2027-01-29'),
  { n: 6, ...ouvres, start: '2026-07-10', legal: '2026-07-20', prudent: '2026-07-20' },
  ...elections(7, '2026-03-15', '2026-02-06', '2026-02-04'),
  { n: 8, rule: [2, 'annees_civiles', 'apres'], start: '2024', legal: '2026-12-31', prudent: '2026-12-31' },
  { n: 9, rule: [2, 'mois', 'apres'], role: 'answer', start: '2023-04-15', legal: '2023-06-15', prudent: '2023-06-15', after: '2023-06-16' },
  { n: 10, ...opening, start: '2026-12', legal: '2026-12-28', prudent: '2026-12-28' },
  { n: 10, ...closing, start: '2026-12', legal: '2027-01-15', prudent: '2027-01-15' },
  { n: 11, ...opening, start: '2026-02', legal: '2026-02-26', prudent: '2026-02-26' },
  { n: 11, ...closing, start: '2026-02', legal: '2026-03-15', prudent: '2026-03-15', printed: '2026-03-13' },
  { n: 12, ...opening, start: '2026-07', legal: '2026-07-28', prudent: '2026-07-28' },
  { n: 12, ...closing, start: '2026-07', legal: '2026-08-15', prudent: '2026-08-15', printed: '2026-08-14' },
  { n: 13, ...francs, start: '2025-12-31', legal: '2026-03-02', prudent: '2026-02-28', printed: '2026-02-27' },
  { n: 14, rule: [2, 'mois', 'apres'], appeal: true, start: '2025-12-31', legal: '2026-03-02', prudent: '2026-02-28', printed: '2026-02-27' },
  { n: 15, ...francs, start: '2027-12-31', legal: '2028-03-01', prudent: '2028-02-29' },
  { n: 16, ...francs, start: '2026-05-13', legal: '2026-07-15', prudent: '2026-07-13' },
  { n: 17, ...francs, start: '2026-10-31', legal: '2027-01-04', prudent: '2026-12-31' },
  { n: 18, ...francs, start: '2024-10-24', legal: '2024-12-26', legalAM: '2024-12-27', prudent: '2024-12-24' },
  { n: 19, ...francs, start: '2026-02-02', legal: '2026-04-03', legalAM: '2026-04-07', prudent: '2026-04-02' },
  { n: 20, ...francs, start: '2026-03-13', legal: '2026-05-15', prudent: '2026-05-13' },
  { n: 21, ...francs, start: '2026-03-23', legal: '2026-05-26', prudent: '2026-05-23', printed: '2026-05-22' },
  { n: 22, ...francs, start: '2026-03-10', legal: '2026-05-11', prudent: '2026-05-10', printed: '2026-05-07' },
  { n: 23, ...francs, start: '2026-11-02', legal: '2027-01-04', prudent: '2027-01-02', printed: '2026-12-31' },
  { n: 24, rule: [2, 'mois', 'apres'], appeal: true, start: '2026-06-15', legal: '2026-08-17', prudent: '2026-08-15', printed: '2026-08-14' },
  { n: 25, rule: [1, 'mois', 'apres'], start: '2026-08-31', legal: '2026-09-30', prudent: '2026-09-30' },
  { n: 26, rule: [1, 'an', 'apres'], start: '2028-02-29', legal: '2029-02-28', prudent: '2029-02-28' },
  { n: 27, rule: [12, 'mois', 'apres'], start: '2027-02-28', legal: '2028-02-28', prudent: '2028-02-28' },
  { n: 28, rule: [3, 'mois', 'periodique'], start: '2026-11-30', legal: '2027-02-28', prudent: '2027-02-28', printed: '2027-02-26' },
  { n: 29, rule: [6, 'mois', 'avant'], start: '2028-08-31', legal: '2028-02-29', prudent: '2028-02-29' },
  { n: 30, rule: [4, 'mois', 'avant'], role: 'opening', start: '2026-06-30', legal: '2026-02-28', prudent: '2026-02-28' },
  { n: 30, rule: [2, 'mois', 'avant'], start: '2026-06-30', legal: '2026-04-30', prudent: '2026-04-30' },
  ...anef('2026-02-28', '2025-10-31', '2025-12-30'),
  ...anef('2028-03-31', '2027-12-02', '2028-01-31'),
  { n: 33, rule: [0, 'jours_calendaires', 'avant'], start: '2028-02-29', legal: '2028-02-29', prudent: '2028-02-28' },
  { n: 34, rule: [10, 'jours_calendaires', 'apres'], start: '2026-09-22', legal: '2026-10-02', prudent: '2026-10-02' },
  { n: 35, rule: [10, 'jours_calendaires', 'apres'], start: '2026-12-24', legal: '2027-01-03', prudent: '2027-01-03', printed: '2026-12-31' },
  { n: 36, rule: [20, 'jours_calendaires', 'apres'], start: '2026-12-18', legal: '2027-01-07', prudent: '2027-01-07' },
  { n: 37, rule: [15, 'jours_calendaires', 'apres'], appeal: true, start: '2026-02-14', legal: '2026-03-02', prudent: '2026-03-01', printed: '2026-02-27' },
  { n: 38, rule: [15, 'jours_calendaires', 'apres'], appeal: true, start: '2028-02-14', legal: '2028-02-29', prudent: '2028-02-29' },
  { n: 39, rule: [10, 'jours_calendaires', 'apres'], start: '2026-10-20', legal: '2026-10-30', prudent: '2026-10-30' },
  { n: 40, ...ouvres, start: '2026-04-02', legal: '2026-04-10', legalAM: '2026-04-13', prudent: '2026-04-10' },
  { n: 41, ...ouvres, start: '2025-12-23', legal: '2025-12-31', legalAM: '2026-01-02', prudent: '2025-12-31' },
  { n: 42, ...ouvres, start: '2026-04-30', legal: '2026-05-11', prudent: '2026-05-11' },
  { n: 43, rule: [1, 'jours_ouvres', 'apres'], role: 'answer', start: '2026-07-10', legal: '2026-07-13', prudent: '2026-07-13' },
  { n: 43, rule: [10, 'jours_ouvres', 'apres'], role: 'answer', start: '2026-07-10', legal: '2026-07-27', prudent: '2026-07-27' },
  { n: 48, rule: [2, 'semaines', 'apres'], start: '2026-12-24', legal: '2027-01-07', prudent: '2027-01-07' },
  ...elections(49, '2027-01-10', '2026-12-04', '2026-12-02'),
  ...elections(50, '2024-06-09', '2024-05-03', '2024-05-01', '2024-04-30'),
  { n: 51, rule: [1, 'annees_civiles', 'apres'], start: '2026', legal: '2027-12-31', prudent: '2027-12-31' },
  { n: 51, rule: [2, 'annees_civiles', 'apres'], start: '2026', legal: '2028-12-31', prudent: '2028-12-31', printed: '2028-12-29' },
  { n: 52, rule: [2, 'mois', 'apres'], role: 'answer', start: '2026-01-31', legal: '2026-03-31', prudent: '2026-03-31' },
  { n: 52, ...francs, start: '2026-03-31', legal: '2026-06-01', prudent: '2026-05-31', printed: '2026-05-29' },
];

/** Vectors 44 and 45: 48 hours over a change of the clocks, Europe/Paris. */
export const instantVectors = [
  { n: 44, start: '2026-03-28T10:00+01:00', legal: '2026-03-30T11:00+02:00', prudent: '2026-03-30T10:00+02:00' },
  { n: 45, start: '2026-10-24T10:00+02:00', legal: '2026-10-26T09:00+01:00', prudent: '2026-10-26T09:00+01:00' },
] as const;

/** Vectors 46 and 47: in which ISO 8601 weeks attempts fall, and how many weeks that makes. */
export const weekVectors = [
  { n: 46, dates: ['2019-09-13', '2019-09-18'], weeks: ['2019-W37', '2019-W38'], distinct: 2 },
  {
    n: 47,
    dates: ['2026-12-31', '2027-01-03', '2027-01-04'],
    weeks: ['2026-W53', '2026-W53', '2027-W01'],
    distinct: 2,
  },
] as const;

/** Vector 53: these give no date, whatever the start. */
export const datelessVectors = [
  { n: 53, unite: 'date_calendrier' },
  { n: 53, unite: 'aucun' },
] as const;
