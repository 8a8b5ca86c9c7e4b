import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { A4Printer } from '../../../../main/devices/a4/a4-printer.ts';
import { readFiling } from '../../../../main/filings/transitions.ts';
import { openFiling } from '../../../../main/visits/next-receipt.ts';
import { verifyPdf } from '../../../../shared/receipt/verify.ts';
import { codeOf, must, newVisit, type TestVisit } from './a-visit.ts';
import { sheet } from './paper-scanner.ts';

let desk: TestVisit;
beforeEach(async () => {
  desk = await newVisit();
});
afterEach(() => desk.close());

const procedure = 'ft-reponse-avertissement';

async function scanBoth(): Promise<void> {
  must(await desk.client.call('begin', { procedure }));
  desk.scanner.pile = [await sheet(1)];
  must(await desk.client.call('scan', { document: 'avertissement' }));
  desk.scanner.pile = [await sheet(2), await sheet(3)];
  must(await desk.client.call('scan', { document: 'preuves' }));
}

const papers = (): string =>
  (existsSync(desk.paperFolder) ? readdirSync(desk.paperFolder) : [])
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readFileSync(join(desk.paperFolder, name), 'utf8'))
    .join('\n=====\n');

/** Papers are laid a moment after the printer's last word. */
const until = async (said: RegExp): Promise<string> => {
  for (let tries = 0; tries < 100 && !said.test(papers()); tries++) await new Promise((next) => setTimeout(next, 50));
  return papers();
};

describe('a visit from the choice of a procedure to its paper', () => {
  it('scans, reviews, records, prints once, and once more as DUPLICATA', async () => {
    const taken: string[] = [];
    desk.client.on('pageTaken', ({ document, rank }) => taken.push(`${document} ${rank}`));
    await scanBoth();
    expect(taken).toEqual(['avertissement 1', 'preuves 1', 'preuves 2']);
    expect(codeOf(await desk.client.call('setField', { code: 'reception_avertissement', value: '2026-02-30' }))).toBe(
      'bad-date',
    );
    must(await desk.client.call('setField', { code: 'reception_avertissement', value: '2026-11-20' }));
    must(await desk.client.call('setField', { code: 'deposant', value: 'Aminata Exemple' }));

    const review = must(await desk.client.call('review', {}));
    expect(review.complete).toBe(true);
    expect(review.documents.map(({ code, pages }) => [code, pages.length])).toEqual([
      ['avertissement', 1],
      ['preuves', 2],
    ]);
    const picture = await desk.visit.picture(review.documents[0]?.pages[0]?.image.split('/').pop() ?? '');
    expect(Buffer.from(picture?.bytes ?? []).subarray(0, 2)).toEqual(Buffer.from([0xff, 0xd8]));

    const recorded = must(await desk.client.call('record', { channels: ['counter'] }));
    expect(recorded.pages).toBe(3);
    expect(recorded.dates[0]?.date).toBe('2026-11-30');
    expect(must(readFiling(desk.core, recorded.number)).state).toBe('prepared');
    expect(must(openFiling(desk.core, recorded.number)).record).toMatchObject({
      depositor: 'Aminata Exemple',
      fields: { reception_avertissement: '2026-11-20' },
    });
    expect(codeOf(await desk.client.call('record', { channels: ['counter'] }))).toBe('already-recorded');
    const drawn = await desk.visit.picture(recorded.paper?.split('/').pop() ?? '');
    expect(drawn?.type).toBe('image/png');

    expect(must(await desk.client.call('printReceipt', {}))).toEqual({ result: 'printed', status: 'ready' });
    expect(await until(/Aminata Exemple/)).not.toContain('DUPLICATA');
    expect(must(await desk.client.call('printReceipt', {})).result).toBe('printed');
    expect(await until(/DUPLICATA/)).toContain(recorded.number);
  });

  it('the A4 receipt of this visit goes to the A4 printer, signed, and verifies with the public key alone', async () => {
    await desk.close();
    const jobs: Uint8Array[] = [];
    const a4: A4Printer = {
      name: 'sheets kept here',
      virtual: true,
      print: async (pdf) => {
        jobs.push(pdf);
        return { handedOver: true };
      },
    };
    desk = await newVisit({ a4 });
    expect(codeOf(await desk.client.call('printA4', {}))).toBe('nothing-recorded');
    await scanBoth();
    const { number } = must(await desk.client.call('record', { channels: ['counter'] }));
    expect(must(await desk.client.call('printA4', {}))).toEqual({ handedOver: true });
    const { keys, crypto } = desk.core;
    const trust = { keys: [keys.receipt.publicKey], certificates: [] };
    expect(must(await desk.client.call('printA4', {}))).toEqual({ handedOver: true });
    for (const job of jobs) expect(verifyPdf(job, trust, crypto)).toMatchObject({ problems: [], content: { number } });
    // The first is the receipt; another one of the same number says what it is.
    const words = jobs.map((job) => spawnSync('pdftotext', ['-', '-'], { input: job }).stdout.toString());
    expect(words.map((text) => text.includes('DUPLICATA'))).toEqual([false, true]);
  });

  it('a picture is fetched once', async () => {
    await scanBoth();
    const { documents } = must(await desk.client.call('review', {}));
    const token = documents[0]?.pages[0]?.image.split('/').pop() ?? '';
    expect(await desk.visit.picture(token)).not.toBeNull();
    expect(await desk.visit.picture(token)).toBeNull();
    expect(await desk.visit.picture('guessed')).toBeNull();
  });

  it('a page taken back is in no filing, and all of it leaves the vault', async () => {
    await scanBoth();
    const [draft = ''] = readdirSync(desk.vaultFolder);
    const sealed = (): string[] => readdirSync(join(desk.vaultFolder, draft)).sort();
    expect(sealed()).toEqual(['image-0000', 'image-0001', 'image-0002', 'page-0000', 'page-0001', 'page-0002']);
    const before = must(await desk.client.call('review', {}));
    const page = before.documents[1]?.pages[0]?.id ?? '';
    must(await desk.client.call('removePage', { page }));
    expect(sealed()).toHaveLength(4);
    expect(codeOf(await desk.client.call('pageImage', { page }))).toBe('no-such-page');
    expect(must(await desk.client.call('record', { channels: ['counter'] })).pages).toBe(2);
    // What stands in the delivered files stands there alone.
    expect(sealed().map((name) => name.slice(0, 4))).toEqual(['file', 'file', 'page', 'page']);
  });

  it('a page that crashed comes back to the same visit, and the old connection is closed', async () => {
    await scanBoth();
    must(await desk.client.call('setField', { code: 'deposant', value: 'Aminata Exemple' }));
    const again = desk.connectAgain();
    expect(must(await again.call('resume', {}))).toEqual({
      language: 'fr',
      procedure,
      fields: { deposant: 'Aminata Exemple' },
      recorded: null,
    });
    expect(must(await again.call('review', {})).complete).toBe(true);
    expect(codeOf(await desk.client.call('review', {}))).toBe('closed');
  });

  it('« imprimer ou copier » without an A4 printer, and the sheet « comment faire »', async () => {
    expect(codeOf(await desk.client.call('copy', { copies: 1 }))).toBe('no-a4');
    expect(must(await desk.client.call('printSheet', { procedure })).result).toBe('printed');
    expect(await until(/COMMENT FAIRE/)).toContain('Ce n’est pas un reçu');
  });

  it('« mon reçu »: the code on a printed receipt prints it again, DUPLICATA, whatever was read before', async () => {
    await scanBoth();
    must(await desk.client.call('setField', { code: 'deposant', value: 'Aminata Exemple' }));
    const { number } = must(await desk.client.call('record', { channels: ['counter'] }));
    must(await desk.client.call('printReceipt', {}));
    await until(/Aminata Exemple/);
    desk.scanner.pile = [await sheet(4)];
    expect(codeOf(await desk.client.call('reprint', {}))).toBe('no-code');
    const [paper = ''] = readdirSync(desk.paperFolder).filter((name) => name.endsWith('.png'));
    // As on the glass: the ticket somewhere on an A4, the printer's 203 dots an inch read at 300.
    const ticket = sharp(join(desk.paperFolder, paper));
    const { width, height } = await ticket.metadata();
    const seen = await ticket.resize({ width: Math.round((width * 300) / 203) }).toBuffer();
    const glass = { width: 2480, height: Math.max(3508, Math.round((height * 300) / 203)), channels: 3 } as const;
    desk.scanner.pile = [
      await sharp({ create: { ...glass, background: '#eeeeee' } })
        .composite([{ input: seen, left: 300, top: 0 }])
        .jpeg()
        .toBuffer(),
    ];
    expect(must(await desk.client.call('reprint', {}))).toEqual({ number, result: 'printed' });
    const again = await until(/DUPLICATA/);
    expect(again.split('=====')[1]).toContain('Aminata Exemple');
  });
});

describe('what a visit refuses', () => {
  it('an entry that is explained, not filed; a channel that its entry or this kiosk lacks', async () => {
    expect(codeOf(await desk.client.call('begin', { procedure: 'ccas-domiciliation' }))).toBe('not-fileable');
    expect(codeOf(await desk.client.call('begin', { procedure: 'nothing' }))).toBe('no-such-procedure');
    await scanBoth();
    // In service, and it needs to know who writes to whom.
    expect(codeOf(await desk.client.call('record', { channels: ['post'] }))).toBe('missing-field');
    for (const channel of ['email', 'portal'] as const)
      expect(codeOf(await desk.client.call('record', { channels: [channel] }))).toBe('channel-not-allowed');
    expect(codeOf(await desk.client.call('record', { channels: ['counter', 'https'] }))).toBe('channel-not-allowed');
  });

  it('an incomplete filing, and papers of another procedure', async () => {
    expect(codeOf(await desk.client.call('scan', { document: 'avertissement' }))).toBe('not-begun');
    expect(codeOf(await desk.client.call('record', { channels: ['counter'] }))).toBe('not-begun');
    must(await desk.client.call('begin', { procedure }));
    expect(codeOf(await desk.client.call('record', { channels: ['counter'] }))).toBe('incomplete');
    expect(codeOf(await desk.client.call('scan', { document: 'decision' }))).toBe('no-such-document');
    expect(codeOf(await desk.client.call('printReceipt', {}))).toBe('nothing-recorded');
  });

  it('choosing another procedure drops the pages and their sealed originals', async () => {
    await scanBoth();
    must(await desk.client.call('begin', { procedure: 'caf-contestation' }));
    expect(readdirSync(desk.vaultFolder)).toEqual([]);
    expect(must(await desk.client.call('review', {})).documents.flatMap(({ pages }) => pages)).toEqual([]);
  });
});

describe('a jam, an empty feeder, a second touch', () => {
  it('keeps the pages that were good before the fault', async () => {
    must(await desk.client.call('begin', { procedure }));
    desk.scanner.pile = [await sheet(1), await sheet(2), await sheet(3)];
    desk.scanner.mishap = { at: 3, fault: 'jam' };
    expect(codeOf(await desk.client.call('scan', { document: 'preuves' }))).toBe('jam');
    const { documents } = must(await desk.client.call('review', {}));
    expect(documents[1]?.pages.map(({ rank }) => rank)).toEqual([1, 2]);
  });

  it.each([
    ['no-paper', 'no-paper'],
    ['cover-open', 'cover-open'],
    ['disconnected', 'absent'],
    ['not-installed', 'absent'],
    ['timeout', 'trouble'],
    ['incomplete', 'bad-page'],
    ['busy', 'busy'],
  ] as const)('%s is said as %s', async (fault, code) => {
    must(await desk.client.call('begin', { procedure }));
    desk.scanner.mishap = { at: 1, fault };
    expect(codeOf(await desk.client.call('scan', { document: 'preuves' }))).toBe(code);
  });

  it('a second scan while one runs is told busy; a cancelled one says so', async () => {
    must(await desk.client.call('begin', { procedure }));
    desk.scanner.mishap = { at: 1, fault: 'hang' };
    const first = desk.client.call('scan', { document: 'preuves' });
    expect(codeOf(await desk.client.call('scan', { document: 'avertissement' }))).toBe('busy');
    must(await desk.client.call('cancelScan', {}));
    expect(codeOf(await first)).toBe('cancelled');
  });

  it('a sheet that does not decode is a bad page, and no page', async () => {
    must(await desk.client.call('begin', { procedure }));
    desk.scanner.pile = [(await sheet(1)).subarray(0, 300)];
    expect(codeOf(await desk.client.call('scan', { document: 'preuves' }))).toBe('bad-page');
    expect(must(await desk.client.call('review', {})).documents.flatMap(({ pages }) => pages)).toEqual([]);
  });
});

describe('« trouver une démarche »', () => {
  it('by word without accents, by agency, by need; nothing for nonsense', async () => {
    const ids = async (words: string, agency: string | null = null, domain: string | null = null) =>
      must(await desk.client.call('find', { words, agency, domain })).map(({ id }) => id);
    expect((await ids('avertissement'))[0]).toBe(procedure);
    expect(await ids('TROP percu caf')).toContain('caf-contestation');
    expect(await ids('', 'FT')).toContain(procedure);
    expect(await ids('', null, 'logement')).toHaveLength(3);
    expect(await ids('xyzzy')).toEqual([]);
    expect(await ids('')).toHaveLength(47);
  });
});
