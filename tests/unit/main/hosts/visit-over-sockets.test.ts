import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { viewFiling } from '../../../../main/filings/view.ts';
import type { Client } from '../../../../shared/contract/connect.ts';
import type { visitContract } from '../../../../shared/contract/visit.ts';
import { codeOf, must } from '../visits/a-visit.ts';
import { newKiosk, openPage, type TestKiosk, type TestPage } from './a-kiosk.ts';

let kiosk: TestKiosk;
let page: TestPage;
beforeEach(async () => {
  kiosk = await newKiosk();
  page = await openPage(kiosk);
});
afterEach(() => kiosk.close());

type VisitClient = Client<typeof visitContract>;
/** Long matrices: a sample by default, whole with RECEPISSE_TESTS=all. */
const everything = process.env.RECEPISSE_TESTS === 'all';
const procedure = 'ft-reponse-avertissement';

const openVisit = async (): Promise<VisitClient> =>
  page.visit(must(await page.core.call('openVisit', { language: 'fr' })).ticket);

/** Folders in memory of our visits: each is named after its process. */
const plainFolders = (): string[] =>
  readdirSync('/dev/shm').filter((name) => ours.some((pid) => name.includes(`-${pid}-`)));
const vault = (): string[] => readdirSync(join(kiosk.kiosk.core.folder, 'vault'));
/** Every visit process of this test file so far. */
const ours: number[] = [];
const visitPids = (owner = process.pid): number[] =>
  readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const isVisit = readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('visit-entry.ts');
      const parent = / \((?:.*)\) \S (\d+)/.exec(` ${readFileSync(`/proc/${name}/stat`, 'utf8').replace(/^\d+/, '')}`);
      if (!isVisit || Number(parent?.[1]) !== owner) return [];
      ours.push(Number(name));
      return [Number(name)];
    } catch {
      return [];
    }
  });

async function until(what: () => boolean, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!what() && performance.now() < end) await new Promise((next) => setTimeout(next, 20));
  expect(what()).toBe(true);
}

describe('a visit in its own process', () => {
  it('from openVisit to end: scans, shows, records, prints, and nothing of it is left within 2 s', async () => {
    const visit = await openVisit();
    expect(codeOf(await page.core.call('openVisit', { language: 'fr' }))).toBe('busy');
    must(await visit.call('begin', { procedure }));
    const images: string[] = [];
    const taken: string[] = [];
    visit.on('pageTaken', ({ id, image }) => {
      taken.push(id);
      images.push(image);
    });
    await kiosk.lay(1, 2);
    expect(must(await visit.call('scan', { document: 'avertissement' })).taken).toBe(2);
    await kiosk.lay(3, 4);
    expect(must(await visit.call('scan', { document: 'preuves' })).taken).toBe(2);

    const picture = await page.picture(images[0] ?? '');
    expect(picture.headers['cache-control']).toBe('no-store');
    expect(picture.headers['content-type']).toBe('image/jpeg');
    expect(picture.bytes.subarray(0, 2)).toEqual(Buffer.of(0xff, 0xd8));
    expect((await page.picture(images[0] ?? '')).status).toBe(404);

    // Small sheets from a folder: their resolution is doubted, and the visitor keeps them.
    for (const page of taken) must(await visit.call('keepPage', { page }));
    must(await visit.call('setField', { code: 'deposant', value: 'Aminata Exemple' }));
    const recorded = must(await visit.call('record', { channels: ['counter'] }));
    expect(must(await page.core.call('receiptStatus', { number: recorded.number.toLowerCase() }))).toMatchObject({
      number: recorded.number,
      state: 'prepared',
      pages: 4,
      waitingFor: 'agent',
    });
    const drawn = await page.picture(recorded.paper ?? '');
    expect([drawn.headers['content-type'], drawn.bytes.subarray(1, 4).toString()]).toEqual(['image/png', 'PNG']);
    expect(must(await visit.call('printReceipt', {})).result).toBe('printed');
    const paper = join(kiosk.papers, 'paper-0001.txt');
    await until(() => existsSync(paper));
    expect(readFileSync(paper, 'utf8')).toContain('Aminata Exemple');

    const ended = new Promise<string>((resolve) => page.core.on('visitEnded', ({ how }) => resolve(how)));
    const [pid] = visitPids();
    const start = performance.now();
    must(await visit.call('end', { how: 'finished' }));
    expect(await ended).toBe('finished');
    expect(performance.now() - start).toBeLessThan(2_000);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
    expect(plainFolders()).toEqual([]);
    expect(codeOf(await visit.call('stillHere', {}))).toBe('closed');
    expect(must(await page.core.call('livingVisit', {})).living).toBeNull();
    expect(must(await page.core.call('lastEnding', {})).how).toBe('finished');
    expect(must(await page.core.call('lastEnding', {})).how).toBeNull();
    // What was recorded stays, sealed, and its print is a fact.
    expect(vault()).toHaveLength(1);
  }, 120_000);

  it('« terminer et effacer » in the middle leaves neither pages in memory nor sealed ones', async () => {
    const visit = await openVisit();
    must(await visit.call('begin', { procedure }));
    await kiosk.lay(1);
    must(await visit.call('scan', { document: 'avertissement' }));
    await kiosk.lay(2, 3, 4, 5, 6, 7, 8);
    expect([vault().length, visitPids().length, plainFolders().length]).toEqual([1, 1, 1]);
    const scanning = visit.call('scan', { document: 'preuves' });
    must(await visit.call('end', { how: 'stopped' }));
    await until(() => kiosk.endings.length > 0, 3_000);
    expect(kiosk.endings).toEqual(['stopped']);
    expect(plainFolders()).toEqual([]);
    expect(codeOf(await scanning)).toMatch(/closed|cancelled/);
    await until(() => vault().length === 0);
  }, 60_000);

  it('a killed process: told as crashed, folder gone, nothing recorded', async () => {
    const visit = await openVisit();
    must(await visit.call('begin', { procedure }));
    await kiosk.lay(1);
    must(await visit.call('scan', { document: 'avertissement' }));
    expect([visitPids().length, plainFolders().length]).toEqual([1, 1]);
    for (const pid of visitPids()) process.kill(pid, 'SIGKILL');
    await until(() => kiosk.endings.length > 0);
    expect(kiosk.endings).toEqual(['crashed']);
    expect(plainFolders()).toEqual([]);
    await until(() => vault().length === 0);
    expect(kiosk.kiosk.core.ledger.head().size).toBe(0);
    // The next visitor finds a kiosk that works.
    must(await (await openVisit()).call('begin', { procedure }));
  }, 60_000);

  it('a page that comes back gets a ticket of the living visit, and the old ticket is worth nothing', async () => {
    const { ticket } = must(await page.core.call('openVisit', { language: 'fr' }));
    const visit = await page.visit(ticket);
    must(await visit.call('begin', { procedure }));
    await expect(page.visit(ticket)).rejects.toThrow('refused');
    await expect(page.visit('guessed')).rejects.toThrow('refused');
    const first = must(await page.core.call('livingVisit', {})).living?.ticket ?? '';
    const second = must(await page.core.call('livingVisit', {})).living?.ticket ?? '';
    await expect(page.visit(first)).rejects.toThrow('refused');
    const again = await page.visit(second);
    expect(must(await again.call('resume', {})).procedure).toBe(procedure);
    expect(codeOf(await visit.call('stillHere', {}))).toBe('closed');
  }, 60_000);

  it('no byte is lost when a connection goes from the core to the visit', async () => {
    must(await page.core.call('openVisit', { language: 'fr' }));
    for (let round = 0; round < 40; round++) {
      const { living } = must(await page.core.call('livingVisit', {}));
      const visit = await page.visit(living?.ticket ?? '');
      must(await visit.call('stillHere', {}));
    }
  }, 60_000);

  it('the kiosk stops: the visit is wiped first', async () => {
    const visit = await openVisit();
    must(await visit.call('begin', { procedure }));
    await kiosk.lay(1);
    must(await visit.call('scan', { document: 'avertissement' }));
    expect([visitPids().length, plainFolders().length]).toEqual([1, 1]);
    await kiosk.service.stop();
    expect(kiosk.endings).toEqual(['kiosk-stopping']);
    expect(plainFolders()).toEqual([]);
  }, 60_000);
});

describe('a visit that nobody ends', () => {
  const restart = async (limits: Parameters<typeof newKiosk>[0]): Promise<void> => {
    await kiosk.close();
    kiosk = await newKiosk(limits);
    page = await openPage(kiosk);
  };

  it('is warned of, then wiped, though no page is there', async () => {
    await restart({ warnAfterMs: 300, graceMs: 1_000 });
    const visit = await openVisit();
    const seconds: (number | null)[] = [];
    visit.on('inactive', ({ secondsLeft }) => seconds.push(secondsLeft));
    await until(() => kiosk.endings.length > 0);
    expect(kiosk.endings).toEqual(['inactive']);
    expect(seconds).toEqual([1]);
    must(await page.core.call('openVisit', { language: 'fr' }));
    await until(() => kiosk.endings.length > 1);
    expect(kiosk.endings).toEqual(['inactive', 'inactive']);
  }, 60_000);

  it('hangs: its process gives no sign of life, and is killed and wiped', async () => {
    await restart({ aliveEveryMs: 200, deadAfterMs: 1_500 });
    await openVisit();
    const pids = visitPids();
    expect([pids.length, plainFolders().length]).toEqual([1, 1]);
    await new Promise((next) => setTimeout(next, 2_500));
    expect(kiosk.endings).toEqual([]);
    for (const pid of pids) process.kill(pid, 'SIGSTOP');
    await until(() => kiosk.endings.length > 0);
    expect(kiosk.endings).toEqual(['crashed']);
    expect(plainFolders()).toEqual([]);
  }, 60_000);

  it('loses its kiosk: the process wipes and ends by itself', async () => {
    const script = fileURLToPath(new URL('./scripts/hold-visit.ts', import.meta.url));
    const holder = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(holder.stdout, 'data')) as [Buffer];
    const pids = visitPids(holder.pid);
    expect([pids.length, plainFolders().length]).toEqual([1, 1]);
    holder.kill('SIGKILL');
    await until(() => pids.every((pid) => !existsSync(`/proc/${pid}`)), 2_000);
    // At once, not by the sweep of whoever starts next.
    expect(plainFolders()).toEqual([]);
    rmSync(String(said).trim(), { recursive: true, force: true });
  }, 60_000);
});

describe('a visit killed while it records', () => {
  const delays = [0, 4, 8, 12, 16, 20, 25, 30, 40, 50, 65, 80, 100, 130, 160, 200];
  it.each(everything ? delays : [0, 30, 100])(
    '%i ms after the touch: recorded whole or not at all',
    async (ms) => {
      const visit = await openVisit();
      must(await visit.call('begin', { procedure }));
      await kiosk.lay(1);
      must(await visit.call('scan', { document: 'avertissement' }));
      await kiosk.lay(2);
      must(await visit.call('scan', { document: 'preuves' }));
      const recording = visit.call('record', { channels: ['counter'] });
      await new Promise((next) => setTimeout(next, ms));
      for (const pid of visitPids()) process.kill(pid, 'SIGKILL');
      await until(() => kiosk.endings.length > 0);
      const answer = await recording;
      const { store, ledger } = kiosk.kiosk.core;
      const rows = store.all('SELECT number FROM filings');
      expect(ledger.head().size).toBe(rows.length);
      if (answer.ok) expect(rows).toEqual([{ number: answer.value.number }]);
      for (const { number } of rows) {
        const filing = viewFiling(store, String(number), null);
        expect([filing?.deliveries.length, filing?.receipts.length]).toEqual([1, 1]);
      }
      // A draft without a record is swept; a recorded one keeps its sealed pages.
      await until(() => vault().length === rows.length);
    },
    60_000,
  );
});

describe('hands on the virtual devices', () => {
  it('paper out and a jam reach the visit that runs, and the state that the screen shows', async () => {
    await kiosk.close();
    kiosk = await newKiosk({}, 'virtual:');
    page = await openPage(kiosk);
    const visit = await openVisit();
    // A hand is slower than a machine: the virtual printer looks at what was done every 100 ms.
    const hand = async (act: Parameters<typeof page.core.call<'dock'>>[1]): Promise<void> => {
      must(await page.core.call('dock', act));
      await new Promise((next) => setTimeout(next, 400));
    };
    await hand({ device: 'printer', act: 'paper-out' });
    await hand({ device: 'scanner', act: 'jam' });
    must(await visit.call('begin', { procedure }));
    expect(codeOf(await visit.call('scan', { document: 'avertissement' }))).toBe('jam');
    expect(must(await page.core.call('state', {})).printer).toBe('paper-out');
    expect(must(await visit.call('printSheet', { procedure }))).toEqual({ result: 'not-printed', status: 'paper-out' });
    await hand({ device: 'printer', act: 'healthy' });
    await hand({ device: 'scanner', act: 'healthy' });
    expect(must(await visit.call('scan', { document: 'avertissement' })).taken).toBe(2);
    await until(() => existsSync(kiosk.papers));
    expect(must(await visit.call('printSheet', { procedure })).result).toBe('printed');
    const { printer, scanner } = must(await page.core.call('state', {}));
    expect([printer, scanner]).toEqual(['ready', 'ready']);
    must(await visit.call('end', { how: 'finished' }));
    await until(() => kiosk.endings.length > 0);
  }, 60_000);

  it('the last paper is laid although the visit ends as soon as it is printed', async () => {
    const before = kiosk.endings.length;
    const visit = await openVisit();
    const papers = (): number => readdirSync(kiosk.papers).filter((name) => name.endsWith('.txt')).length;
    const laid = papers();
    expect(must(await visit.call('printSheet', { procedure })).result).toBe('printed');
    must(await visit.call('end', { how: 'finished' }));
    await until(() => kiosk.endings.length > before);
    expect(papers()).toBe(laid + 1);
  }, 60_000);
});
