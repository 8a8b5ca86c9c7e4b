import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLedger } from '../../../../main/filings/check.ts';
import { evidenceOf } from '../../../../main/filings/evidence.ts';
import { readFiling } from '../../../../main/filings/transitions.ts';
import { buildCoreForVisit } from '../../../../main/visits/core-for-visit.ts';
import { openFiling } from '../../../../main/visits/next-receipt.ts';
import { codeOf, must, newVisit, type TestVisit } from './a-visit.ts';
import { comeBack, fileOne } from './at-a-desk.ts';
import { sheet } from './paper-scanner.ts';

let desk: TestVisit;
beforeEach(async () => {
  desk = await newVisit();
});
afterEach(() => desk.close());

const right = 'RA 123 456 785 FR';

/** The post office's slip as it may lie on the glass: its Code 128 written by Debian's zint. */
async function slip(text: string): Promise<Uint8Array> {
  const file = join(desk.parts.folder, 'code.png');
  execFileSync('zint', ['--barcode=20', `--data=${text}`, `--output=${file}`, '--scale=2', '--height=40']);
  const code = await sharp(readFileSync(file)).flatten({ background: 'white' }).toBuffer();
  const paper = { create: { width: 900, height: 600, channels: 3, background: '#f4f2ee' } } as const;
  return sharp(paper)
    .composite([{ input: code, left: 120, top: 200 }])
    .jpeg({ quality: 85 })
    .toBuffer();
}

/** Papers as they came out, in words. */
const papers = async (wanted: RegExp): Promise<string> => {
  const words = (): string =>
    readdirSync(desk.paperFolder)
      .filter((name) => name.endsWith('.txt'))
      .map((name) => readFileSync(join(desk.paperFolder, name), 'utf8'))
      .join('\n');
  // A paper is laid a moment after the printer's last word.
  for (let tries = 0; tries < 100 && !wanted.test(words()); tries++) await new Promise((next) => setTimeout(next, 50));
  return words();
};

describe('a letter that was posted', () => {
  it('its number, typed in the same visit, gives a second receipt that says REÇU D’ENVOI', async () => {
    const { number } = await fileOne(desk, ['counter', 'post']);
    const posted = must(await desk.client.call('posted', { number, reference: right }));
    expect(posted).toEqual({ number, result: 'printed', slipKept: false });
    const filing = must(readFiling(desk.core, number));
    expect(filing.deliveries).toMatchObject([
      { channel: 'counter', state: 'queued' },
      { channel: 'post', state: 'sent', reference: 'RA123456785FR' },
    ]);
    expect(filing.receipts).toHaveLength(2);
    const paper = (await papers(/REÇU D’ENVOI/)).replaceAll(/\s+/g, ' ');
    expect(paper).toContain('Recommandé n° RA123456785FR'.replace('n° ', 'n° '));
    // The kiosk was told a number; it did not see the letter go.
    expect(paper).toContain('Numéro donné à la borne le');
    expect(paper).not.toContain('Parti vers l’organisme');
    expect(codeOf(await desk.client.call('posted', { number, reference: right }))).toBe('already-sent');
    expect(must(checkLedger(desk.core)).problems).toEqual([]);
  });

  it('a wrong check digit, a number of nothing, and a filing that leaves otherwise are refused; nothing is recorded', async () => {
    const { number } = await fileOne(desk, ['post']);
    const tries = { 'RA 123 456 784 FR': 'wrong-check-digit', '12345': 'bad-number', '': 'bad-number' };
    for (const [reference, code] of Object.entries(tries))
      expect(codeOf(await desk.client.call('posted', { number, reference })), reference).toBe(code);
    expect(must(readFiling(desk.core, number)).receipts).toHaveLength(1);
    const { client: other, number: another } = await fileAnother(['counter']);
    expect(codeOf(await other.call('posted', { number: another, reference: right }))).toBe('not-by-post');
    expect(codeOf(await other.call('posted', { number, reference: right }))).toBe('nothing-open');
    expect(codeOf(await comeBack(desk).call('posted', { number, reference: right }))).toBe('nothing-open');
  });

  it('days later: the receipt on the glass opens the filing, the slip’s barcode gives the number, and is kept sealed', async () => {
    const { number, paper } = await fileOne(desk, ['post']);
    const client = comeBack(desk);
    desk.scanner.pile = [paper];
    expect(must(await client.call('openReceipt', {}))).toEqual({ number, post: 'waiting' });
    const card = await slip('RA123456785FR');
    desk.scanner.pile = [card];
    expect(must(await client.call('readSlip', {}))).toEqual({ reference: 'RA123456785FR' });
    const posted = must(await client.call('posted', { number, reference: right }));
    expect(posted).toEqual({ number, result: 'printed', slipKept: true });
    desk.scanner.pile = [await sheet(9)];
    must(await client.call('keepSlip', { number, kind: 'return' }));

    const { sealer, filing } = must(openFiling(desk.core, number));
    expect(desk.core.store.all('SELECT rank, kind FROM evidence ORDER BY rank')).toEqual([
      { rank: 1, kind: 'deposit' },
      { rank: 2, kind: 'return' },
    ]);
    const file = join(desk.vaultFolder, filing.id, 'evidence-0001');
    expect(readFileSync(file).subarray(0, 4).toString()).toBe('RCV1');
    const kept = must(desk.core.vault.get(sealer, 'evidence', 1));
    expect((await sharp(kept).metadata()).format).toBe('jpeg');
    expect(must(checkLedger(desk.core)).problems).toEqual([]);
    desk.core.store.run("UPDATE sealed SET bytes = x'00' WHERE kind = 'fact' AND idx = ?", 3);
    expect(must(checkLedger(desk.core)).consistent).toBe(false);
  });

  it('a slip whose barcode says another number is not kept with this filing', async () => {
    const { number, paper } = await fileOne(desk, ['post']);
    const client = comeBack(desk);
    desk.scanner.pile = [paper, await slip('RB473124829FR')];
    must(await client.call('openReceipt', {}));
    expect(must(await client.call('readSlip', {})).reference).not.toBeNull();
    expect(must(await client.call('posted', { number, reference: right }))).toMatchObject({ number, slipKept: false });
    expect(desk.core.store.all('SELECT * FROM evidence')).toEqual([]);
  });

  it('without its receipt nobody adds to a filing: another visit is refused by the core itself', async () => {
    const { number } = await fileOne(desk, ['post']);
    const { bundle, clock } = desk.parts;
    const onRecorded = () => undefined;
    const stranger = buildCoreForVisit({ core: desk.core, bundle, clock, clockState: () => 'unknown', onRecorded });
    const sent = { kind: 'sent', channel: 'post', reference: 'RA123456785FR', agent: null } as const;
    expect(codeOf(await stranger.open(number))).toBe('not-ours');
    expect(codeOf(await stranger.observe(number, sent))).toBe('not-ours');
    const paper = { rank: 1, kind: 'deposit', sha256: new Uint8Array(32) } as const;
    expect(codeOf(await stranger.keepEvidence(number, paper))).toBe('not-ours');
    expect(codeOf(await stranger.waiting())).toBe('refused');
    expect(codeOf(await stranger.startPrint(number, 1))).toBe('refused');
    // The visit that recorded it may give a registered number, and say nothing for an agent or the agency.
    const own = desk.parts.core;
    for (const observation of [
      { kind: 'sent', channel: 'counter', reference: 'A1', agent: 'A1' },
      { kind: 'not-received', channel: 'post', agent: 'A1' },
      { kind: 'withdrawn' },
      { kind: 'forgotten' },
      { kind: 'acknowledged', number: '1', date: '2026-11-25', pages: 3, pagesHeld: null },
    ] as const)
      expect(codeOf(await own.observe(number, observation)), observation.kind).toBe('refused');
    expect(codeOf(await own.observe(number, { ...sent, reference: 'RA123456784FR' }))).toBe('wrong-check-digit');
    // A paper is evidence of what lies in the vault, of a letter, a dozen times at most.
    expect(codeOf(await own.keepEvidence(number, paper))).toBe('refused');
    expect(must(readFiling(desk.core, number)).receipts).toHaveLength(1);
  });

  it('two filings in one visit: the number goes to the one whose paper was shown, never to the other', async () => {
    const first = await fileOne(desk, ['post']);
    const client = comeBack(desk);
    desk.scanner.pile = [first.paper];
    must(await client.call('openReceipt', {}));
    const second = await fileOne({ ...desk, client }, ['post']);
    must(await client.call('posted', { number: second.number, reference: right }));
    const post = (number: string) => must(readFiling(desk.core, number)).deliveries[0]?.state;
    expect([post(first.number), post(second.number)]).toEqual(['queued', 'sent']);
    // Chosen anew, the visit holds the first no longer: its paper is to be shown again.
    expect(codeOf(await client.call('posted', { number: first.number, reference: right }))).toBe('nothing-open');
  });

  it('a slip kept while the card is scanned stays what it is: each paper has a rank of its own', async () => {
    const { number } = await fileOne(desk, ['post']);
    desk.scanner.pile = [await slip('RA123456785FR')];
    must(await desk.client.call('readSlip', {}));
    desk.scanner.pile = [await sheet(7)];
    const [kept, posted] = await Promise.all([
      desk.client.call('keepSlip', { number, kind: 'return' }),
      desk.client.call('posted', { number, reference: right }),
    ]);
    expect([kept.ok, must(posted).slipKept]).toEqual([true, true]);
    const { sealer, filing } = must(openFiling(desk.core, number));
    for (const { rank, sha256 } of evidenceOf(desk.core, filing.id))
      expect(desk.core.crypto.sha256(must(desk.core.vault.get(sealer, 'evidence', rank)))).toEqual(sha256);
    expect(evidenceOf(desk.core, filing.id)).toHaveLength(2);
  });

  it('the receipt of sending can be printed again by who holds the first receipt, as DUPLICATA', async () => {
    const { number, paper } = await fileOne(desk, ['post']);
    must(await desk.client.call('posted', { number, reference: right }));
    const client = comeBack(desk);
    desk.scanner.pile = [paper];
    expect(must(await client.call('openReceipt', {}))).toEqual({ number, post: 'sent' });
    expect(must(await client.call('printLatest', { number })).result).toBe('printed');
    const printed = await papers(/DUPLICATA/);
    expect(printed).toContain('DUPLICATA');
    expect(printed).toContain('RA123456785FR');
  });
});

async function fileAnother(channels: ('counter' | 'post')[]) {
  const client = comeBack(desk);
  const { number } = await fileOne({ ...desk, client }, channels);
  return { client, number };
}
