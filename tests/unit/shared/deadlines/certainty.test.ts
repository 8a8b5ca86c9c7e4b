import { describe, expect, test } from 'vitest';
import { nextDates } from '../../../../shared/deadlines/next-dates.ts';
import type { Delai, Silence } from '../../../../shared/deadlines/rule.ts';
import { delai, lille, officialText, recours, rules } from './rules.ts';

const lineFor = (rule: Delai, given: string, today: string) => {
  const found = nextDates({ rules: rules({ delais: [rule] }), triggers: { depart: given }, today, place: lille });
  return found.ok ? found.value[0] : undefined;
};
const doubts = (changes: Partial<Delai>, { given = '2026-11-20', today = '2026-11-23' } = {}) =>
  lineFor(delai({ declencheur: 'depart', ...changes }), given, today)?.doubts;

describe('promise 9: a date is certain only when everything about it is', () => {
  test('verified, official, undoubted and fresh: certain', () => {
    for (const nature of ['texte', 'fiche'] as const) {
      const line = lineFor(
        delai({ declencheur: 'depart', source: { ...officialText, nature } }),
        '2026-11-20',
        '2026-11-23',
      );
      expect(line).toMatchObject({ certain: true, doubts: [] });
    }
  });

  test('each thing missing is enough', () => {
    expect(doubts({ verifie: false })).toEqual(['rule-unverified']);
    expect(doubts({ source: null })).toEqual(['no-source']);
    expect(doubts({ doute: ['à relire'] })).toEqual(['open-question']);
    for (const nature of ['page', 'depot', 'openapi', 'falc', 'presse', 'memoire'] as const)
      expect(doubts({ source: { ...officialText, nature } })).toEqual(['source-not-official']);
  });

  test('read 89 days ago it holds, 90 days ago it does not', () => {
    const source = { ...officialText, consulteLe: '2026-08-26' };
    expect(doubts({ source }, { today: '2026-11-23' })).toEqual([]);
    expect(doubts({ source }, { today: '2026-11-24' })).toEqual(['source-too-old']);
  });

  test('a source read after today means that a clock is wrong', () => {
    expect(doubts({}, { given: '2026-11-01', today: '2026-11-22' })).toEqual(['source-in-future']);
  });

  test('counting from a day that has not come is to be confirmed; counting back from one is not', () => {
    expect(doubts({}, { given: '2062-11-03' })).toEqual(['trigger-in-future']);
    expect(doubts({ sens: 'avant' }, { given: '2027-11-03' })).toEqual([]);
  });

  test('48 hours from a day without its hour are counted from its first minute, and to be confirmed', () => {
    const line = lineFor(delai({ unite: 'heures', duree: 48, declencheur: 'depart' }), '2026-11-16', '2026-11-23');
    expect(line).toMatchObject({
      deadline: { kind: 'instant', prudent: '2026-11-18T00:00+01:00', printed: '2026-11-17' },
      doubts: ['hour-unknown'],
    });
  });

  test('a doubtful silence makes the appeal that follows doubtful', () => {
    const silent: Silence = { effet: 'rejet', duree: 1, unite: 'mois', note: null, verifie: false };
    const delay = { duree: 2, unite: 'mois', declencheur: 'refus_expres_ou_implicite' } as const;
    const found = nextDates({
      rules: rules({ silence: silent, recours: [recours({ delai: delay })] }),
      triggers: { reception_demande: '2026-11-01' },
      today: '2026-11-23',
      place: lille,
    });
    expect(found.ok && found.value.map(({ rule, certain }) => [rule.part, certain])).toEqual([
      ['silence', false],
      ['recours', false],
    ]);
  });
});
