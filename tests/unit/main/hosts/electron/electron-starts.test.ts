import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { foreignArguments, ownArguments, runElectron } from '../../../../../main/run-electron.ts';
import { startElectronKiosk, until } from './an-electron-kiosk.ts';
import { buildPreload } from './stand-in/build-preload.ts';
import { type StandInSettings, standIn } from './stand-in/electron.ts';

const memory = mkdtempSync(join(tmpdir(), 'recepisse-electron-memory-'));
afterAll(() => rmSync(memory, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

async function started(settings: Partial<StandInSettings>, isRoot = false, args: readonly string[] = []) {
  const electron = standIn({ preload: await buildPreload(), ...settings });
  const outcome = await runElectron({
    electron: electron.electron,
    args,
    foreign: settings.given?.map((name) => `--${name}`) ?? [],
    uid: process.getuid?.() ?? 0,
    isRoot,
    path: '',
    memory,
    stopped: Promise.resolve(),
    say: () => undefined,
    onScreen: () => undefined,
  });
  return { electron, code: outcome.ok ? 'ok' : outcome.fault.code };
}

describe('the kiosk in Electron does not start', () => {
  it('as root, where there is no sandbox', async () => {
    const { code, electron } = await started({}, true);
    expect([code, electron.windows, electron.appCalls]).toEqual(['root', [], []]);
  });

  it('with a debugging switch, in the product', async () => {
    const { code, electron } = await started({ isPackaged: true, given: ['remote-debugging-port'] });
    expect([code, electron.windows]).toEqual(['bad-usage', []]);
  });

  it('with any other word before its own, in the product', async () => {
    for (const word of ['no-such-switch', 'lang', 'ozone-platform-x=1'])
      expect((await started({ isPackaged: true, given: [word] })).code).toBe('bad-usage');
    expect((await started({ isPackaged: true, given: ['lang=fr'], isTaken: true })).code).toBe('busy');
  });

  it('a second time for the same user', async () => {
    const left = join(memory, `recepisse-screen-${process.getuid?.() ?? 0}`, 'Cache');
    await started({ isTaken: true });
    writeFileSync(left, 'kept');
    const { code, electron } = await started({ isTaken: true });
    expect([code, electron.windows]).toEqual(['busy', []]);
    // What the first one keeps is its own.
    expect(existsSync(left)).toBe(true);
  });

  it('with words it does not know', async () => {
    expect((await started({}, false, ['--nonsense'])).code).toBe('bad-usage');
    expect(ownArguments(['electron', 'app', '--no-such', '--', '--data', '/d'])).toEqual(['--data', '/d']);
    expect(ownArguments(['electron', 'app', '--data', '/d'])).toEqual([]);
    expect(foreignArguments(['recepisse', '--lang=fr', '--', '--data', '/d'])).toEqual(['--lang=fr']);
    expect(foreignArguments(['recepisse', '--no-sandbox'])).toEqual(['--no-sandbox']);
  });

  it('where its data folder cannot be: the window that came first goes again', async () => {
    const { code, electron } = await started({}, false, ['--data', '/dev/null/none']);
    expect(code).toBe('data-unreachable');
    expect(electron.windows.every((one) => one.isDestroyed())).toBe(true);
  });
});

describe('the kiosk in Electron starts', () => {
  it('everything that must stand before Electron is ready stands before', async () => {
    const { electron } = await started({}, false, ['--data', '/dev/null/none']);
    expect(electron.appCalls).toEqual(['enableSandbox', 'requestSingleInstanceLock', 'whenReady']);
  });

  it('its folder in memory is emptied first and last, but for the lock', async () => {
    const home = join(memory, `recepisse-screen-${process.getuid?.() ?? 0}`);
    await started({ isTaken: true });
    for (const name of ['Cache', 'Local State', 'SingletonLock']) writeFileSync(join(home, name), '');
    await started({}, false, ['--data', '/dev/null/none']);
    expect(readdirSync(home)).toEqual(['SingletonLock']);
    rmSync(join(home, 'SingletonLock'));
  });

  it('says when its first screen is there, and ends when the session asks it to', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const kiosk = await startElectronKiosk();
    const page = await kiosk.page();
    await page.core.call('state', {});
    await until(() => kiosk.said.includes('on screen'));
    let prevented = false;
    kiosk.electron.appEvents.fire('before-quit', { preventDefault: () => (prevented = true) });
    expect(await kiosk.outcome).toMatchObject({ ok: true });
    expect([prevented, kiosk.electron.windows.every((one) => one.isDestroyed())]).toEqual([true, true]);
    await kiosk.stop();
  }, 60_000);
});
