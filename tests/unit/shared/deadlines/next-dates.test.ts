import { describe, expect, test } from 'vitest';
import { type NextDate, type NextDatesInput, nextDates } from '../../../../shared/deadlines/next-dates.ts';
import { court, delai, lille, recours, rules, today } from './rules.ts';

const dates = (input: Partial<NextDatesInput>): readonly NextDate[] => {
  const found = nextDates({ rules: rules(), triggers: {}, today, place: lille, ...input });
  if (!found.ok) throw new Error(JSON.stringify(found.fault));
  return found.value;
};
const printed = (lines: readonly NextDate[]) =>
  lines.map(({ deadline }) => (deadline.kind === 'none' ? deadline.how : deadline.printed));

describe('the list for the paper', () => {
  test('the soonest date comes first, what has no date comes last', () => {
    const lines = dates({
      rules: rules({
        delais: [
          delai({ declencheur: 'inconnu' }),
          delai({ declencheur: 'tard', duree: 3 }),
          delai({ declencheur: 'tot', duree: 10, unite: 'jours_calendaires' }),
          delai({ unite: 'date_calendrier', duree: null }),
        ],
      }),
      triggers: { tard: '2026-11-20', tot: '2026-11-20' },
    });
    expect(printed(lines)).toEqual(['2026-11-30', '2027-02-19', 'needs-trigger', 'read-published-date']);
  });

  test('a visitor who does not know the date leaves with how to count', () => {
    const [line] = dates({ rules: rules({ recours: [recours()] }) });
    expect(line).toMatchObject({
      deadline: { kind: 'none', how: 'needs-trigger' },
      count: { duree: 2, unite: 'mois', sens: 'apres', trigger: 'notification_decision' },
      state: null,
    });
  });

  test('an appeal without a delay says: read the decision, and counts nothing', () => {
    const [line] = dates({ rules: rules({ recours: [recours({ delai: null })] }) });
    expect(line).toMatchObject({ deadline: { how: 'read-decision' }, count: null });
  });

  test.each(['03/11/2026', '2026-02-30', '0202-11-03', '2062', ''])(
    'a date written %j is refused, not guessed',
    (value) => {
      const found = nextDates({
        rules: rules({ recours: [recours()] }),
        triggers: { notification_decision: value },
        today,
        place: lille,
      });
      expect(found).toMatchObject({
        ok: false,
        fault: { code: 'bad-trigger', trigger: 'notification_decision', value },
      });
    },
  );

  test('a limit whose printed day is gone but whose legal day is not says: act now', () => {
    const states = ['2027-01-08', '2027-01-09', '2027-01-11', '2027-01-12'].map((day) => {
      const [line] = dates({
        rules: rules({ recours: [recours()] }),
        triggers: { notification_decision: '2026-11-10' },
        today: day,
      });
      return line?.state;
    });
    expect(states).toEqual(['ahead', 'act-now', 'act-now', 'past']);
  });

  test('what the agency owes is printed on its exact day, a Sunday too, and silence counts from the next', () => {
    const [line] = dates({
      rules: rules({ delais: [delai({ qui: 'administration', effet: 'refus_implicite', declencheur: 'reception' })] }),
      triggers: { reception: '2026-11-10' },
    });
    expect(line?.deadline).toMatchObject({ role: 'answer', printed: '2027-01-10', after: '2027-01-11' });
  });
});

describe('silence', () => {
  const silence = { effet: 'rejet', duree: 3, unite: 'mois', note: null, verifie: true } as const;
  const parts = (lines: readonly NextDate[]) => lines.map(({ rule }) => rule.part);

  test('what silence is worth is told with its day, its length and the day after', () => {
    const [line] = dates({ rules: rules({ silence }), triggers: { reception_demande: '2026-11-10' } });
    expect(line?.deadline).toMatchObject({ role: 'answer', printed: '2027-02-10', after: '2027-02-11' });
    const [uncounted] = dates({ rules: rules({ silence }) });
    expect(uncounted?.count).toMatchObject({ duree: 3, unite: 'mois', trigger: 'reception_demande' });
  });

  test('it is told once, when a line of the entry already says it', () => {
    const said = delai({ duree: 3, qui: 'administration', effet: 'rejet_implicite', declencheur: 'reception_recours' });
    expect(parts(dates({ rules: rules({ silence, delais: [said] }) }))).toEqual(['delais']);
    expect(parts(dates({ rules: rules({ silence, delais: [delai()] }) }))).toEqual(['delais', 'silence']);
  });

  test('what it is worth is not promised when nobody knows', () => {
    const unknown = { effet: 'inconnu', duree: null, unite: null, note: null, verifie: false } as const;
    expect(dates({ rules: rules({ silence: unknown }) })).toEqual([]);
  });
});

describe('which terms move to the next working day', () => {
  const legal = (changes: Parameters<typeof delai>[0], start: string) => {
    const rule = delai({ declencheur: 'depart', ...changes });
    const [line] = dates({ rules: rules({ delais: [rule] }), triggers: { depart: start } });
    return line?.deadline.kind === 'date' ? line.deadline.legal : null;
  };

  test('an appeal’s Sunday moves; a due to an agency, a countdown and the tax year’s 31 December do not', () => {
    expect(legal({ effet: 'forclusion' }, '2026-11-10')).toBe('2027-01-11');
    expect(legal({ effet: 'irrecevabilite' }, '2026-11-10')).toBe('2027-01-11');
    expect(legal({ effet: 'sanction' }, '2026-11-10')).toBe('2027-01-10');
    expect(legal({ effet: 'forclusion', sens: 'avant' }, '2027-03-10')).toBe('2027-01-10');
    expect(legal({ effet: 'forclusion', unite: 'annees_civiles' }, '2026-11-10')).toBe('2028-12-31');
  });
});

describe('windows', () => {
  const anef = rules({
    delais: [
      delai({ unite: 'jours_calendaires', duree: 60, sens: 'avant', declencheur: 'fin', effet: 'taxe_de_retard' }),
      delai({ unite: 'jours_calendaires', duree: 120, sens: 'avant', declencheur: 'fin', effet: 'ouverture_fenetre' }),
    ],
  });

  test('the opening is a "from" date, never moved and never a limit; the closing cites it', () => {
    const [opening, closing] = dates({ rules: anef, triggers: { fin: '2027-03-30' } });
    expect(opening).toMatchObject({
      deadline: { role: 'opening', printed: '2026-11-30' },
      opens: null,
      state: 'ahead',
    });
    expect(closing).toMatchObject({ deadline: { role: 'limit', printed: '2027-01-29' }, opens: '2026-11-30' });
    const [saturday] = dates({ rules: anef, triggers: { fin: '2026-06-28' } });
    expect(saturday, '28 June minus 120 days is a Saturday').toMatchObject({
      deadline: { printed: '2026-02-28' },
      state: 'open',
    });
  });

  const monthly = rules({
    delais: [
      delai({
        unite: 'jour_du_mois',
        sens: 'fenetre',
        duree: 28,
        declencheur: 'mois_declare',
        effet: 'ouverture_fenetre',
        exceptions: [{ mois: 2, jour: 26 }],
      }),
      delai({ unite: 'jour_du_mois', sens: 'fenetre', duree: 15, declencheur: 'mois_declare', effet: 'radiation' }),
    ],
  });

  test.each([
    { day: '2026-12-15', from: '2026-11-28', to: '2026-12-15' },
    { day: '2026-12-16', from: '2026-12-28', to: '2027-01-15' },
    { day: '2027-01-15', from: '2026-12-28', to: '2027-01-15' },
    { day: '2027-02-20', from: '2027-02-26', to: '2027-03-15' },
    { day: '2028-03-15', from: '2028-02-26', to: '2028-03-15' },
  ])('on $day the month declared is the one whose window is next to close', ({ day, from, to }) => {
    const [opening, closing] = dates({ rules: monthly, today: day });
    expect(opening?.deadline).toMatchObject({ legal: from });
    expect(closing?.deadline).toMatchObject({ legal: to });
    expect(opening?.trigger).toMatchObject({ origin: 'today' });
  });

  test('February’s day is data: without the exception it opens on the 28th', () => {
    const [opening] = monthly.delais;
    const plain = opening === undefined ? [] : [{ ...opening, exceptions: [] }];
    const [line] = dates({ rules: rules({ delais: plain }), triggers: { mois_declare: '2027-02' } });
    expect(line?.deadline).toMatchObject({ legal: '2027-02-28' });
  });

  test.each([
    { given: undefined, legal: '2026-11-30' },
    { given: '2028-02', legal: '2028-02-29' },
    { given: '2027-02-03', legal: '2027-02-28' },
  ])('the end of the month follows from $given or today', ({ given, legal }) => {
    const monthEnd = delai({ unite: 'jours_calendaires', sens: 'avant', duree: 0, declencheur: 'fin_du_mois_civil' });
    const triggers: Record<string, string> = given === undefined ? {} : { fin_du_mois_civil: given };
    const [line] = dates({ rules: rules({ delais: [monthEnd] }), triggers });
    expect(line?.deadline).toMatchObject({ legal });
  });
});

describe('appeals', () => {
  const twoSteps = rules({ recours: [recours(), court()] });

  test('silence, then the court: vector 52 through the list', () => {
    const lines = dates({ rules: twoSteps, triggers: { reception_recours: '2026-01-31' } });
    expect(lines[0]).toMatchObject({
      rule: { part: 'recours', index: 1 },
      trigger: { value: '2026-03-31', origin: 'silence' },
      deadline: { legal: '2026-06-01', prudent: '2026-05-31', printed: '2026-05-29' },
      certain: false,
      doubts: ['silence-by-default'],
    });
  });

  test('a step’s own silence is counted instead of the general two months, and may be certain', () => {
    const fourMonths = rules({ recours: [recours({ silence: { duree: 4, unite: 'mois' } }), court()] });
    const [line] = dates({ rules: fourMonths, triggers: { reception_recours: '2026-01-31' } });
    expect(line).toMatchObject({ trigger: { value: '2026-05-31' }, certain: true });
  });

  test('the date on the answer counts, not the silence, once there is an answer', () => {
    const triggers = { reception_recours: '2026-01-31', decision_expresse_ou_implicite_sur_recours: '2026-03-02' };
    const [line] = dates({ rules: twoSteps, triggers });
    expect(line).toMatchObject({ trigger: { origin: 'given' }, deadline: { prudent: '2026-05-02' } });
  });

  test('an optional appeal that is not made leaves the court’s time running from the decision', () => {
    const optional = rules({ recours: [recours({ obligatoireAvantJuge: false }), court()] });
    const lines = dates({ rules: optional, triggers: { notification_decision: '2026-11-02' } });
    expect(lines.map(({ trigger }) => trigger?.origin)).toEqual(['given', 'optional-step-skipped']);
    expect(lines[1]?.deadline).toMatchObject({ prudent: '2027-01-02', legal: '2027-01-04' });
  });

  test('a mandatory appeal is never skipped', () => {
    const lines = dates({ rules: twoSteps, triggers: { notification_decision: '2026-11-02' } });
    expect(printed(lines)).toEqual(['2026-12-31', 'needs-trigger']);
  });

  test('only the administrative court’s two months are francs, unless the catalogue says so', () => {
    const triggers = { notification_decision: '2026-11-03' };
    const legal = (step: ReturnType<typeof recours>) => {
      const [line] = dates({ rules: rules({ recours: [step] }), triggers });
      return line?.deadline.kind === 'date' ? line.deadline.legal : null;
    };
    const own = { duree: 2, unite: 'mois', declencheur: 'notification_decision' } as const;
    expect(legal(court({ rang: 1, delai: own }))).toBe('2027-01-04');
    expect(legal(recours({ delai: { ...own, franc: true } }))).toBe('2027-01-04');
    expect(legal(court({ rang: 1, type: 'tribunal', delai: { ...own, duree: 1 } }))).toBe('2026-12-03');
    expect(legal(court({ rang: 1, delai: { ...own, duree: 1 } }))).toBe('2026-12-04');
  });
});
