import { spawnSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { kioskState } from '../../../../main/api/state.ts';
import { readAudit } from '../../../../main/filings/audit.ts';
import { checkLedger } from '../../../../main/filings/check.ts';
import { readFiling } from '../../../../main/filings/transitions.ts';
import { connect } from '../../../../shared/contract/connect.ts';
import { visitContract } from '../../../../shared/contract/visit.ts';
import { drawNumber } from '../../../../shared/number.ts';
import { codeOf, must, newVisit, type TestVisit } from './a-visit.ts';
import { enterRoom, fileOne, keepingA4 } from './at-a-desk.ts';

let desk: TestVisit;
beforeEach(async () => {
  desk = await newVisit();
});
afterEach(() => desk.close());

const wordsOf = (pdf: Uint8Array | undefined): string =>
  spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf }).stdout.toString();
const acts = (): string[] => must(readAudit(desk.core, 100)).map(({ act, agent }) => `${act} ${agent}`);
const today = new Date().toISOString().slice(0, 10);

describe('an agent in the staff’s room', () => {
  it('sees devices and what waits, opens a filing by its number, takes it over in its own name', async () => {
    const { number } = await fileOne(desk, ['counter', 'post']);
    const room = enterRoom(desk);
    const seen = must(await room.client.call('overview', {}));
    expect(seen).toMatchObject({
      agent: 'A1',
      waiting: [
        { number, channel: 'counter' },
        { number, channel: 'post' },
      ],
    });
    expect(seen.devices.map(({ kind, status }) => `${kind} ${status}`)).toEqual([
      'receipt-printer ready',
      'scanner ready',
      'a4-printer disconnected',
    ]);
    expect(codeOf(await room.client.call('confirm', { channel: 'counter', reference: '' }))).toBe('nothing-open');
    expect(codeOf(await room.client.call('openFiling', { number: drawNumber(desk.parts.random) }))).toBe(
      'no-such-filing',
    );
    expect(must(await room.client.call('openFiling', { number }))).toMatchObject({
      number,
      pages: 3,
      state: 'prepared',
    });
    // Whatever reference is sent, the agent's own number stands for the counter.
    const done = must(await room.client.call('confirm', { channel: 'counter', reference: 'A2' }));
    expect(done).toMatchObject({ receipt: 'printed', claim: null });
    expect(done.filing.deliveries[0]).toMatchObject({ channel: 'counter', state: 'sent', reference: 'A1' });
    expect(
      must(await room.client.call('confirm', { channel: 'post', reference: 'RA123456785FR' })).filing.receipts,
    ).toBe(3);
    // The same once more is nothing new; another one corrects what was mistyped, and the letter stays sent.
    expect(codeOf(await room.client.call('confirm', { channel: 'post', reference: 'RA123456785FR' }))).toBe(
      'not-allowed',
    );
    const corrected = must(await room.client.call('confirm', { channel: 'post', reference: 'RB473124829FR' }));
    expect(corrected.filing.deliveries[1]).toMatchObject({ state: 'sent', reference: 'RB473124829FR' });
    expect(must(await room.client.call('overview', {})).waiting).toEqual([]);
    expect(must(checkLedger(desk.core)).problems).toEqual([]);
    expect(acts().filter((act) => act === 'observed A1')).toHaveLength(3);
    expect(JSON.stringify(desk.core.store.all('SELECT * FROM audit'))).not.toContain('Aminata');
  });

  it('the agency counts one page of three: second receipt, and a letter that claims the two', async () => {
    const a4 = keepingA4();
    const { number } = await fileOne(desk, ['counter']);
    const room = enterRoom(desk, { a4 });
    must(await room.client.call('openFiling', { number }));
    const asked = { number: 'FT-77', date: today, pages: 1, pagesHeld: null };
    for (const number of [' ', 'a\u0007b', 'a\u202eb'])
      expect(codeOf(await room.client.call('acknowledge', { ...asked, number })), number).toBe('bad-number');
    expect(codeOf(await room.client.call('acknowledge', { ...asked, date: '2026-02-30' }))).toBe('bad-date');
    expect(codeOf(await room.client.call('acknowledge', { ...asked, date: '2020-01-01' }))).toBe('bad-date');
    expect(codeOf(await room.client.call('acknowledge', { ...asked, pagesHeld: '1-9' }))).toBe('bad-pages');
    for (const pagesHeld of ['one', '0', '0-2', '2-1'])
      expect(codeOf(await room.client.call('acknowledge', { ...asked, pagesHeld }))).toBe('bad-pages');
    expect(must(readFiling(desk.core, number)).receipts).toHaveLength(1);

    const counted = must(await room.client.call('acknowledge', asked));
    expect(counted).toMatchObject({
      receipt: 'printed',
      claim: 'handed-over',
      filing: { state: 'mismatch', receipts: 2 },
    });
    expect(wordsOf(a4.jobs[0])).toContain('1 comptées : 2 manquent');
    const named = must(await room.client.call('acknowledge', { ...asked, pagesHeld: '2' }));
    expect(named.claim).toBe('handed-over');
    expect(a4.jobs).toHaveLength(2);
    // Out of paper: the letter is printed again, and nothing more is recorded.
    expect(must(await room.client.call('printPapers', { papers: 'claim' }))).toEqual({ handedOver: true });
    expect(wordsOf(a4.jobs[2])).toBe(wordsOf(a4.jobs[1]));
    const whole = must(await room.client.call('acknowledge', { ...asked, pages: 3 }));
    expect(whole).toMatchObject({ claim: null, filing: { state: 'acknowledged', receipts: 4 } });
    expect(must(checkLedger(desk.core)).problems).toEqual([]);
  });

  it('prints the pack for the post and the last receipt again; a receiver that has it not is queued once more', async () => {
    const a4 = keepingA4();
    const { number } = await fileOne(desk, ['post']);
    const room = enterRoom(desk, { a4 });
    must(await room.client.call('openFiling', { number }));
    expect(must(await room.client.call('printPapers', { papers: 'pack' }))).toEqual({ handedOver: true });
    expect(wordsOf(a4.jobs[0])).toContain(number);
    expect(codeOf(await room.client.call('printPapers', { papers: 'evidence' }))).toBe('trouble');
    must(await room.client.call('confirm', { channel: 'post', reference: 'RA123456785FR' }));
    const back = must(await room.client.call('notReceived', { channel: 'post' }));
    expect(back.filing.deliveries[0]?.state).toBe('queued');
    expect(room.queued).toEqual(['queued']);
    expect(must(await room.client.call('printLast', {})).result).toBe('printed');
    expect(must(await room.client.call('withdraw', {})).filing.state).toBe('withdrawn');
    expect(codeOf(await room.client.call('printPapers', { papers: 'pack' }))).toBe('not-by-post');
  });

  it('is told what must leave soon, by when, and so is whoever passes the welcome screen', async () => {
    const day = (fromNow: number): string => new Date(Date.now() + fromNow * 86_400_000).toISOString().slice(0, 10);
    await fileOne(desk, ['post'], day(-8));
    const { waiting } = must(await enterRoom(desk).client.call('overview', {}));
    expect(waiting).toMatchObject([
      { channel: 'post', due: expect.stringMatching(/^20..-..-..$/), warning: 'soon', endsOn: null },
    ]);
    const ready = () => 'ready' as const;
    const devices = { printer: ready, scanner: ready, virtual: { printer: true, scanner: true } };
    const parts = { core: desk.core, bundle: desk.parts.bundle, devices, unsafeHost: false };
    const { urgent } = kioskState(parts as unknown as Parameters<typeof kioskState>[0]);
    expect(urgent).toBe(1);
  });

  it('ends when its page goes, and serves nothing of a visitor’s', async () => {
    const room = enterRoom(desk);
    const asVisitor = connect(visitContract, room.page);
    expect(codeOf(await asVisitor.call('review', {}))).toBe('unknown-call');
    room.hangUp();
    await new Promise((next) => setTimeout(next, 50));
    expect(room.ended).toEqual(['stopped']);
  });
});
