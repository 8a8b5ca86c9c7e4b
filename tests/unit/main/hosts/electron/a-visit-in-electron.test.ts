import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Client } from '../../../../../shared/contract/connect.ts';
import type { visitContract } from '../../../../../shared/contract/visit.ts';
import { codeOf, must } from '../../visits/a-visit.ts';
import { type ElectronKiosk, startElectronKiosk, until } from './an-electron-kiosk.ts';
import type { ElectronPage } from './join-as-page.ts';

/** Over a stand-in for Electron: real host code, real preload, real visit processes; Electron itself is not run here. */
let kiosk: ElectronKiosk;
let page: ElectronPage;
beforeEach(async () => {
  // What the start says of itself.
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  kiosk = await startElectronKiosk();
  page = await kiosk.page();
});
afterEach(async () => {
  await kiosk.stop();
  vi.restoreAllMocks();
});

const procedure = 'ft-reponse-avertissement';
const openVisit = async (): Promise<Client<typeof visitContract>> =>
  page.visit(must(await page.core.call('openVisit', { language: 'fr' })).ticket);
const pid = (): number => kiosk.electron.utilities.at(-1)?.child.pid ?? 0;
const plainFolders = (): string[] =>
  readdirSync('/dev/shm').filter((name) =>
    kiosk.electron.utilities.some(({ child }) => name.includes(`-${child.pid}-`)),
  );
const vault = (): string[] => readdirSync(join(kiosk.root, 'data/vault'));
const bytesOf = async (picture: Blob | null): Promise<Buffer> =>
  Buffer.from((await picture?.arrayBuffer()) ?? new ArrayBuffer(0));

describe('a visit through the Electron host', () => {
  it('from its state to its end: scans, shows, records, prints, and nothing of it is left', async () => {
    expect(must(await page.core.call('state', {}))).toMatchObject({ demo: true, unsafeHost: false });
    const visit = await openVisit();
    must(await visit.call('begin', { procedure }));
    const images: string[] = [];
    const taken: string[] = [];
    visit.on('pageTaken', ({ id, image }) => {
      taken.push(id);
      images.push(image);
    });
    await kiosk.lay(1, 2);
    expect(must(await visit.call('scan', { document: 'avertissement' })).taken).toBe(2);
    await kiosk.lay(3);
    expect(must(await visit.call('scan', { document: 'preuves' })).taken).toBe(1);

    const picture = await page.lines.picture(images[0] ?? '');
    expect([picture?.type, (await bytesOf(picture)).subarray(0, 2)]).toEqual(['image/jpeg', Buffer.of(0xff, 0xd8)]);
    // Once, and no guessed one.
    expect([await page.lines.picture(images[0] ?? ''), await page.lines.picture('/page/guessed')]).toEqual([
      null,
      null,
    ]);

    // Small sheets from a folder: their resolution is doubted, and the visitor keeps them.
    for (const page of taken) must(await visit.call('keepPage', { page }));
    must(await visit.call('setField', { code: 'deposant', value: 'Aminata Exemple' }));
    const recorded = must(await visit.call('record', { channels: ['counter'] }));
    expect(must(await page.core.call('receiptStatus', { number: recorded.number }))).toMatchObject({ pages: 3 });
    expect((await page.lines.picture(recorded.paper ?? ''))?.type).toBe('image/png');
    expect(must(await visit.call('printReceipt', {})).result).toBe('printed');
    const paper = join(kiosk.papers, 'paper-0001.txt');
    await until(() => existsSync(paper));
    expect(readFileSync(paper, 'utf8')).toContain('Aminata Exemple');

    const before = kiosk.shown();
    const ended = new Promise<string>((resolve) => page.core.on('visitEnded', ({ how }) => resolve(how)));
    const start = performance.now();
    must(await visit.call('end', { how: 'finished' }));
    expect(await ended).toBe('finished');
    expect(performance.now() - start).toBeLessThan(2_000);
    expect([existsSync(`/proc/${pid()}`), plainFolders()]).toEqual([false, []]);
    expect(codeOf(await visit.call('stillHere', {}))).toBe('closed');
    expect(vault()).toHaveLength(1);

    // A new page in a new process; the old one was ended, not only hidden, and its storage is forgotten.
    page = await kiosk.page();
    expect(must(await page.core.call('lastEnding', {})).how).toBe('finished');
    await until(() => before?.isDestroyed() === true);
    expect(before?.calls).toContain('kill SIGKILL');
    await until(() => kiosk.shown() !== undefined);
    await until(() => (kiosk.electron.sessions[0]?.cleared.length ?? 0) >= 4);
  }, 120_000);

  it('a visit’s process that is killed: told as crashed, wiped, and the next visitor finds a kiosk that works', async () => {
    const visit = await openVisit();
    must(await visit.call('begin', { procedure }));
    await kiosk.lay(1);
    must(await visit.call('scan', { document: 'avertissement' }));
    expect([plainFolders().length, vault().length]).toEqual([1, 1]);
    const ended = new Promise<string>((resolve) => page.core.on('visitEnded', ({ how }) => resolve(how)));
    process.kill(pid(), 'SIGKILL');
    expect(await ended).toBe('crashed');
    // Its ports stay open, and silent: this word alone tells the page.
    expect(plainFolders()).toEqual([]);
    await until(() => vault().length === 0);
    page = await kiosk.page();
    must(await (await openVisit()).call('begin', { procedure }));
  }, 60_000);

  it('a page that crashed is offered its visit again, with a ticket of its own', async () => {
    const visit = await openVisit();
    must(await visit.call('begin', { procedure }));
    await until(() => kiosk.shown() !== undefined);
    kiosk.shown()?.crash();
    await until(() => kiosk.electron.windows.length === 2);
    page = await kiosk.page();
    const { living } = must(await page.core.call('livingVisit', {}));
    const again = page.visit(living?.ticket ?? '');
    expect(must(await again.call('resume', {})).procedure).toBe(procedure);
  }, 60_000);

  it('a ticket that was used, or guessed, opens nothing: the ports that came with it are closed', async () => {
    const { ticket } = must(await page.core.call('openVisit', { language: 'fr' }));
    must(await page.visit(ticket).call('stillHere', {}));
    for (const bad of [ticket, 'guessed']) expect(codeOf(await page.visit(bad).call('stillHere', {}))).toBe('closed');
  }, 60_000);

  it('a line that is cut is handed anew', async () => {
    must(await page.core.call('state', {}));
    const closed = new Promise<void>((resolve) => page.core.onClose(resolve));
    for (const line of page.behind.lines) line.close();
    await closed;
    page = await kiosk.page();
    must(await page.core.call('state', {}));
    expect(kiosk.electron.windows).toHaveLength(1);
  }, 60_000);

  it('the kiosk stops: the visit is wiped first, then the window goes', async () => {
    const visit = await openVisit();
    must(await visit.call('begin', { procedure }));
    await kiosk.lay(1);
    must(await visit.call('scan', { document: 'avertissement' }));
    const [folder] = plainFolders();
    expect(folder).toBeDefined();
    await kiosk.stop();
    expect(await kiosk.outcome).toMatchObject({ ok: true });
    expect(plainFolders()).toEqual([]);
    expect(kiosk.electron.windows.every((one) => one.isDestroyed())).toBe(true);
  }, 60_000);

  it('a kiosk that is killed takes its visit along, wiped at once', async () => {
    const script = fileURLToPath(new URL('./scripts/hold-electron-visit.ts', import.meta.url));
    const holder = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const said = await new Promise<string>((resolve) => {
      let all = '';
      holder.stdout.on('data', (part: Buffer) => {
        all += String(part);
        if (/VISIT .*\n/.test(all)) resolve(all);
      });
    });
    const [, visitPid = '', root = ''] = /VISIT (\d+) (.*)\n/.exec(said) ?? [];
    const plain = (): string[] => readdirSync('/dev/shm').filter((name) => name.includes(`-${visitPid}-`));
    expect(plain()).toHaveLength(1);
    holder.kill('SIGKILL');
    await until(() => plain().length === 0, 2_000);
    await until(() => !existsSync(`/proc/${visitPid}`), 2_000);
    rmSync(root, { recursive: true });
  }, 60_000);

  it('the visit’s process gets no words, no session and no open files of the kiosk’s', async () => {
    await openVisit();
    const [{ options, entry } = { options: {}, entry: '' }] = kiosk.electron.utilities;
    expect(entry).toMatch(/main\/hosts\/electron\/visit-entry\.ts$/);
    expect(options).toEqual({
      serviceName: 'visit',
      execArgv: [],
      env: { PATH: process.env.PATH },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }, 60_000);
});
