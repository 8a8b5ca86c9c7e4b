import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Bundle } from '../../../../kiosk-config/schema/bundle.ts';
import { defaultVisitLimits } from '../../../../main/visits/limits.ts';
import { openFiling } from '../../../../main/visits/next-receipt.ts';
import { attempt } from '../../../../shared/bytes.ts';
import type { Procedure } from '../../../../shared/procedure.ts';
import { cleanLook, scannedBill } from '../pages/codes/proof-page.ts';
import { billText, daysAgo, drawDataMatrix, makeSigner, today } from '../pages/codes/signed-doc.ts';
import { bundle, codeOf, must, newVisit, type TestVisit } from './a-visit.ts';
import { sheet } from './paper-scanner.ts';

const signer = makeSigner();
const stranger = makeSigner('P-256', 'INCONNU');
afterAll(() => {
  signer.remove();
  stranger.remove();
});

/** The demo desk, trusting one signer, where the electoral roll is filed end to end: it asks for a proof of address of 3 months. */
const procedure = 'civique-liste-electorale';
const desk: Bundle = {
  ...bundle,
  twoDDoc: { certificates: [{ ca: 'TEST', id: 'TS01', certificate: signer.certificate }] },
  catalogue: {
    ...bundle.catalogue,
    procedures: bundle.catalogue.procedures.map(
      (entry): Procedure => (entry.id === procedure ? { ...entry, parcours: 'depot' } : entry),
    ),
  },
};

let visit: TestVisit;
afterEach(() => visit.close());

const issuedOn = daysAgo(25);
const bill = async (text: string): Promise<Buffer> => scannedBill(drawDataMatrix(text), cleanLook);
const scanned = async (...pile: Uint8Array[]) => {
  visit.scanner.pile = pile;
  must(await visit.client.call('scan', { document: 'domicile' }));
  const review = must(await visit.client.call('review', {}));
  return review.documents.find(({ code }) => code === 'domicile');
};
const begin = async (): Promise<void> => {
  // A machine at its limits may read later than a visitor waits: here every code is waited for.
  visit = await newVisit({ bundle: desk, limits: { ...defaultVisitLimits, codeWaitMs: 30_000 } });
  must(await visit.client.call('begin', { procedure }));
};

describe('a code on a visitor’s paper', () => {
  it('is told once read, with who signed, its day and the address; a page without one has none', async () => {
    await begin();
    const told: unknown[] = [];
    visit.client.on('codeRead', (read) => told.push(read));
    const kept = await scanned(await bill(signer.sign(billText({ issuedOn }))), await sheet(1));
    const code = {
      kind: '2d-doc',
      issuer: 'FOURNISSEUR INVENTE',
      issuedOn,
      signature: 'valid',
      address: { holder: 'MME SPECIMEN AMINATA', lines: ['12 RUE DES EXEMPLES', '99000 SPECIMEN SUR ORB'] },
    };
    expect(kept?.pages.map((page) => page.code)).toEqual([code, null]);
    expect(told).toEqual([{ page: kept?.pages[0]?.id, code }]);
    const { fields } = must(await visit.client.call('resume', {}));
    expect(fields, 'nothing is filled in by itself').toEqual({});
  });

  it('of another signer is offered as not checked; one that was changed offers neither day nor address', async () => {
    await begin();
    const unknown = await bill(stranger.sign(billText({ issuedOn, authority: 'ELSE' })));
    const changed = await bill(signer.sign(billText({ issuedOn })).replace('12 RUE', '13 RUE'));
    const kept = await scanned(unknown, changed);
    expect(kept?.pages.map((page) => page.code)).toMatchObject([
      { issuer: 'ELSE TS01', issuedOn, signature: 'unknown-signer', address: { holder: 'MME SPECIMEN AMINATA' } },
      { issuer: 'TEST TS01', issuedOn: null, signature: 'invalid', address: null },
    ]);
  });

  it('goes with its page, and no word of it is in what is recorded', async () => {
    await begin();
    const first = await scanned(await bill(signer.sign(billText({ issuedOn }))));
    must(await visit.client.call('removePage', { page: first?.pages[0]?.id ?? '' }));
    const again = await scanned(await bill(signer.sign(billText({ issuedOn: daysAgo(40) }))));
    expect(again?.pages.map(({ code }) => code?.issuedOn)).toEqual([daysAgo(40)]);
    must(await visit.client.call('setIssued', { document: 'domicile', date: daysAgo(40) }));
    const shown = must(await visit.client.call('procedure', { id: procedure }));
    for (const { code } of shown.documents.filter(({ need, code }) => need === 'oui' && code !== 'domicile')) {
      visit.scanner.pile = [await sheet(2)];
      must(await visit.client.call('scan', { document: code }));
    }
    const recorded = must(await visit.client.call('record', { channels: ['counter'] }));
    const { record } = must(openFiling(visit.core, recorded.number));
    const words = JSON.stringify(record);
    expect(words).toContain('domicile');
    for (const word of ['SPECIMEN', 'FOURNISSEUR', '2d-doc', daysAgo(40)]) expect(words, word).not.toContain(word);
  });
});

describe('the process that reads codes', () => {
  /** Code processes that live below this one; the guard before them is not there any more once they run. */
  const living = (): number =>
    readdirSync('/proc').filter((pid) => {
      const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
      if (stat?.slice(stat.lastIndexOf(')')).split(' ')[2] !== String(process.pid)) return false;
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('code-process');
    }).length;

  it('holds the visitor’s page and is gone with the visit, even while it reads', async () => {
    await begin();
    await scanned(await bill(signer.sign(billText({ issuedOn }))));
    expect(living()).toBe(1);
    visit.scanner.pile = [await sheet(1), await sheet(2)];
    const taking = visit.client.call('scan', { document: 'domicile' });
    await new Promise<void>((taken) => visit.client.on('pageTaken', () => taken()));
    await visit.visit.close();
    await taking;
    for (let looks = 0; living() > 0 && looks < 100; looks++) await new Promise((next) => setTimeout(next, 20));
    expect(living()).toBe(0);
  });
});

describe('the day on a paper whose age counts', () => {
  it('is asked for the papers that the catalogue limits, and no other', async () => {
    await begin();
    const { documents } = must(await visit.client.call('procedure', { id: procedure }));
    expect(documents.filter(({ age }) => age !== null).map(({ code, age }) => [code, age])).toEqual([
      ['domicile', { atMost: 3, atLeast: null, unit: 'months' }],
    ]);
    const ask = (document: string, date: string) => visit.client.call('setIssued', { document, date });
    const other = documents.find(({ age }) => age === null)?.code ?? '';
    expect(codeOf(await ask(other, today))).toBe('no-such-document');
    expect(codeOf(await ask('domicile', '2026-02-30'))).toBe('bad-date');
    expect(codeOf(await ask('domicile', daysAgo(-2)))).toBe('bad-date');
  });

  it('is said to be too old and refuses nothing; the review has it until the pages are taken back', async () => {
    await begin();
    const ask = async (date: string) => must(await visit.client.call('setIssued', { document: 'domicile', date })).age;
    const kept = await scanned(await sheet(1));
    expect(kept?.issued).toBeNull();
    expect(await ask(daysAgo(10))).toBe('ok');
    expect(await ask(daysAgo(100))).toBe('too-old');
    const review = must(await visit.client.call('review', {}));
    const domicile = review.documents.find(({ code }) => code === 'domicile');
    expect(domicile).toMatchObject({ missing: false, issued: { date: daysAgo(100), age: 'too-old' } });
    must(await visit.client.call('removePage', { page: kept?.pages[0]?.id ?? '' }));
    expect((await scanned(await sheet(3)))?.issued).toBeNull();
  });

  it('nothing is asked before a procedure was chosen', async () => {
    visit = await newVisit({ bundle: desk });
    expect(codeOf(await visit.client.call('setIssued', { document: 'domicile', date: today }))).toBe('not-begun');
  });
});
