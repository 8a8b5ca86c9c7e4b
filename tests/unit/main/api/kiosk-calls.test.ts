import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawNumber } from '../../../../shared/number.ts';
import { recordFiling } from '../../../faults/outbox-filing.ts';
import { newKiosk, openPage, type TestKiosk, type TestPage } from '../hosts/a-kiosk.ts';
import { codeOf, must, texts } from '../visits/a-visit.ts';

let kiosk: TestKiosk;
let page: TestPage;
beforeAll(async () => {
  kiosk = await newKiosk();
  page = await openPage(kiosk);
});
afterAll(() => kiosk.close());

describe('what the page may ask the core', () => {
  it('how the kiosk is: its desk, its languages, which devices are virtual', async () => {
    expect(must(await page.core.call('state', {}))).toMatchObject({
      demo: true,
      unsafeHost: false,
      languages: ['fr', 'en'],
      desk: { phone: '03 53 01 00 59' },
      printer: 'ready',
      virtual: { printer: true, scanner: false },
    });
  });

  it('the texts of a language this kiosk speaks', async () => {
    const english = must(await page.core.call('texts', { language: 'en' }));
    expect(Object.keys(english).sort()).toEqual(Object.keys(texts.fr ?? {}).sort());
    expect(english['sheet.title']).toBe('HOW TO DO IT');
    expect(codeOf(await page.core.call('texts', { language: 'tlh' }))).toBe('no-such-language');
    expect(codeOf(await page.core.call('texts', { language: '__proto__' }))).toBe('no-such-language');
  });

  it('a number that is none, and one that nobody has', async () => {
    expect(codeOf(await page.core.call('receiptStatus', { number: 'dossier' }))).toBe('bad-number');
    expect(codeOf(await page.core.call('receiptStatus', { number: drawNumber(randomBytes) }))).toBe('no-such-filing');
  });

  it('hands on virtual devices alone, and the state says what they did', async () => {
    const changed = new Promise((resolve) => page.core.on('stateChanged', resolve));
    must(await page.core.call('dock', { device: 'printer', act: 'cover-open' }));
    expect(await changed).toMatchObject({ printer: 'trouble' });
    expect(codeOf(await page.core.call('dock', { device: 'scanner', act: 'jam' }))).toBe('not-virtual');
    must(await page.core.call('dock', { device: 'printer', act: 'healthy' }));
  });

  it('the screens are told when what is urgent changes, and only then: a filing whose end comes near', async () => {
    const told: number[] = [];
    page.core.on('stateChanged', ({ urgent }) => void told.push(urgent));
    kiosk.outboxRound();
    const { core } = kiosk.kiosk;
    recordFiling(core, ['post']);
    kiosk.outboxRound();
    core.store.run(`INSERT INTO lives (filing, lived, quiet, rank, ending)
      SELECT id, ${25 * 86_400}, 0, 0, 0 FROM filings`);
    expect(must(await page.core.call('state', {})).urgent).toBe(1);
    kiosk.outboxRound();
    kiosk.outboxRound();
    must(await page.core.call('state', {}));
    expect(told).toEqual([1]);
  });

  it('without a visit there is none to come back to, and no visit in a language nobody has words for', async () => {
    expect(must(await page.core.call('livingVisit', {})).living).toBeNull();
    expect(must(await page.core.call('lastEnding', {})).how).toBeNull();
    expect(codeOf(await page.core.call('openVisit', { language: 'tlh' }))).toBe('not-ready');
  });
});
