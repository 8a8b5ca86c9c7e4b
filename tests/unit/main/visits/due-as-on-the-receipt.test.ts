import { afterEach, describe, expect, it } from 'vitest';
import { readDue } from '../../../../main/filings/due.ts';
import { openSealer } from '../../../../main/filings/transitions.ts';
import { datesOf, procedureById } from '../../../../main/visits/catalogue-calls.ts';
import { dueOf } from '../../../../main/visits/due-of.ts';
import { bundle, must, newVisit, type TestVisit } from './a-visit.ts';
import { sheet } from './paper-scanner.ts';

const clockAt = (day: string) => (): Date => new Date(`${day}T10:00:00Z`);
const due = (id: string, fields: Readonly<Record<string, string>>, today = '2026-11-23') => {
  const procedure = procedureById(bundle, id);
  if (!procedure) throw new Error(id);
  return dueOf({ bundle, clock: clockAt(today) }, procedure, fields);
};

let desk: TestVisit | null = null;
afterEach(() => desk?.close());

describe('the day by which a filing must have left', () => {
  it('is the limit that the receipt prints', () => {
    expect(due('ft-reponse-avertissement', { reception_avertissement: '2026-11-20' })?.day).toBe('2026-11-30');
  });

  it('is the earliest of several, and says whether it is certain', () => {
    const fields = { notification_decision: '2026-11-20', reception_notification_indu: '2026-11-20' };
    expect(due('caf-contestation', fields)).toMatchObject({ day: '2026-12-10', certain: false });
    expect(due('caf-rsa-demande', { fin_du_mois_civil: '2026-11-20' })).toMatchObject({
      day: '2026-11-27',
      certain: true,
    });
  });

  it('is neither an opening nor the agency’s own time, and not a day that is over', () => {
    // Opens on the 28th, ends on the 15th.
    expect(due('ft-actualisation', { mois_declare: '2026-11-20' })?.day).toBe('2026-12-15');
    expect(due('ft-reponse-avertissement', { reception_avertissement: '2026-09-20' })).toBeNull();
    // The first limit was over in September.
    const fields = { depot_demande: '2026-11-20', dernier_passage: '2026-11-20', fin_attestation: '2026-11-20' };
    expect(due('ccas-domiciliation', fields)?.day).toBe('2027-02-19');
  });

  it('is the legal one while the prudent one is over', () => {
    const fields = { reception_avertissement: '2026-11-20' };
    const procedure = procedureById(bundle, 'ft-reponse-avertissement');
    if (!procedure) throw new Error('no procedure');
    const days = Array.from({ length: 20 }, (_, i) => new Date(Date.UTC(2026, 10, 25 + i)).toISOString().slice(0, 10));
    for (const day of days) {
      const [line] = datesOf(procedure, fields, { bundle, clock: clockAt(day) }).filter(({ role }) => role === 'limit');
      const told = line?.state === 'ahead' ? line.date : line?.state === 'act-now' ? line.legal : null;
      expect(due('ft-reponse-avertissement', fields, day)?.day ?? null, day).toBe(told);
      expect(due('ft-reponse-avertissement', fields, day)?.legal ?? null, day).toBe(told && (line?.legal ?? null));
    }
  });

  it('is not guessed where the visitor gave no day', () => {
    expect(due('ft-reponse-avertissement', {})).toBeNull();
    // The end of the month is known without being asked.
    expect(due('caf-rsa-demande', {})?.day).toBe('2026-11-27');
  });

  it('is sealed by the visit that records, and opens with the filing’s key', async () => {
    desk = await newVisit({ clock: clockAt('2026-11-23') });
    must(await desk.client.call('begin', { procedure: 'ft-reponse-avertissement' }));
    for (const [rank, document] of ['avertissement', 'preuves'].entries()) {
      desk.scanner.pile = [await sheet(rank + 1)];
      must(await desk.client.call('scan', { document }));
    }
    must(await desk.client.call('setField', { code: 'reception_avertissement', value: '2026-11-20' }));
    const { number } = must(await desk.client.call('record', { channels: ['counter'] }));
    expect(readDue(desk.core.store, must(openSealer(desk.core, number)))).toMatchObject({ day: '2026-11-30' });
  });
});
