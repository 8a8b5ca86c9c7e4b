import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chromiumArguments } from '../../../../main/hosts/chromium/chromium-arguments.ts';
import { findProgram, provideChromium } from '../../../../main/hosts/chromium/find-chromium.ts';
import type { ServedCore } from '../../../../main/hosts/chromium/server.ts';
import { cliPath } from '../../../e2e/cli.ts';
import {
  browsers,
  chromiums,
  ended,
  newScreen,
  newWindow,
  noCore,
  renderers,
  type TestScreen,
  type TestWindow,
  until,
} from './screen.ts';

let screen: TestScreen;
beforeAll(async () => {
  screen = await newScreen();
});
afterAll(() => screen.close());

const me = process.pid;
const homes = (owner: number): string[] => readdirSync('/dev/shm').filter((name) => name.includes(`-${owner}-`));

describe('the kiosk’s window', () => {
  let kiosk: TestWindow;
  beforeEach(async () => {
    kiosk = await newWindow(screen.display);
    await until(() => kiosk.server.pages().connected);
  }, 60_000);
  afterEach(async () => {
    await kiosk.window.close();
    kiosk.server.close();
    expect([chromiums(me), homes(me)]).toEqual([[], []]);
  });

  it('runs with its sandbox, never as root, without a debug port, and its address stands in no process list', () => {
    const all = chromiums(me);
    expect(all.length).toBeGreaterThan(3);
    for (const { args, uid } of all) {
      expect(uid).not.toBe(0);
      expect(args.join(' ')).not.toMatch(/--no-sandbox|remote-debugging-port|\/start\//);
    }
    // A page's process may make next to no system call (mode 2: filter), and has a user namespace of its own.
    for (const { seccomp, userNamespace } of renderers(me)) {
      expect(seccomp).toBe(2);
      expect(userNamespace).not.toBe(browsers(me)[0]?.userNamespace);
    }
    expect(renderers(me).length).toBeGreaterThan(0);
  });

  it('a crashed page comes back', async () => {
    const { count } = kiosk.server.pages();
    for (const { pid } of renderers(me)) process.kill(pid, 'SIGKILL');
    await until(() => kiosk.server.pages().count > count && kiosk.server.pages().connected);
  }, 60_000);

  it('a killed browser comes back with an empty home', async () => {
    const { count } = kiosk.server.pages();
    const [before] = homes(me);
    for (const { pid } of browsers(me)) process.kill(pid, 'SIGKILL');
    await until(() => kiosk.server.pages().count > count && kiosk.server.pages().connected);
    expect(homes(me)).toHaveLength(1);
    expect(homes(me)).not.toContain(before);
  }, 60_000);

  it('the next visitor’s page is another process, and the one before is gone', async () => {
    const before = renderers(me).map(({ pid }) => pid);
    const { count } = kiosk.server.pages();
    kiosk.window.renew();
    await until(() => kiosk.server.pages().count > count);
    await until(() => renderers(me).length > 0 && renderers(me).every(({ pid }) => !before.includes(pid)));
    expect(kiosk.server.pages().connected).toBe(true);
    expect(kiosk.said).toEqual([]);
  }, 60_000);
});

it('a page that is there before its kiosk waits for it', async () => {
  const core = Promise.withResolvers<ServedCore>();
  const { server, window } = await newWindow(screen.display, core.promise);
  await until(() => renderers(me).length > 0);
  await delay(1_000);
  expect(server.pages().connected).toBe(false);
  core.resolve(noCore);
  await until(() => server.pages().connected, 5_000);
  await window.close();
  server.close();
}, 60_000);

it('a kiosk that cannot open takes the browser away that was on its way', async () => {
  const line = ['start', '--host', 'chromium', '--data', '/dev/null/none'];
  const env = { ...process.env, DISPLAY: screen.display };
  const kiosk = spawn(process.execPath, [cliPath, ...line], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const pid = kiosk.pid ?? 0;
  let said = '';
  kiosk.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await until(() => browsers(pid).length > 0, 10_000);
  await ended(kiosk);
  expect([kiosk.exitCode, JSON.parse(said).error.code]).toEqual([2, 'data-unreachable']);
  expect([chromiums(pid), homes(pid)]).toEqual([[], []]);
}, 60_000);

it('a kiosk that is told to stop while it starts ends in order, and leaves nothing', async () => {
  const data = mkdtempSync(join(tmpdir(), 'recepisse-start-'));
  const line = ['start', '--host', 'chromium', '--data', join(data, 'data')];
  const env = { ...process.env, DISPLAY: screen.display };
  const kiosk = spawn(process.execPath, [cliPath, ...line], { env, stdio: 'ignore' });
  const pid = kiosk.pid ?? 0;
  const gone = ended(kiosk);
  await until(() => browsers(pid).length > 0, 10_000);
  kiosk.kill('SIGTERM');
  await gone;
  expect(kiosk.exitCode).toBe(0);
  expect([chromiums(pid), homes(pid)]).toEqual([[], []]);
  rmSync(data, { recursive: true });
}, 60_000);

it('a second start on the same data says busy, and shows no window over the first', async () => {
  const data = mkdtempSync(join(tmpdir(), 'recepisse-start-'));
  const start = (host: string) => {
    const line = ['start', '--host', host, '--data', join(data, 'data')];
    const env = { ...process.env, DISPLAY: screen.display };
    return spawn(process.execPath, [cliPath, ...line], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  };
  const first = start('none');
  await once(first.stdout, 'data');
  const second = start('chromium');
  const seen: number[] = [];
  const gone = ended(second);
  while (second.exitCode === null) {
    seen.push(browsers(second.pid ?? 0).length);
    await delay(20);
  }
  await gone;
  expect([second.exitCode, Math.max(...seen)]).toEqual([2, 0]);
  const over = ended(first);
  first.kill('SIGTERM');
  await over;
  rmSync(data, { recursive: true });
}, 60_000);

it('a killed kiosk takes its browser with it', async () => {
  const script = fileURLToPath(new URL('./scripts/hold-window.ts', import.meta.url));
  const holder = spawn(process.execPath, [script, screen.display], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  const pid = holder.pid ?? 0;
  expect(browsers(pid)).toHaveLength(1);
  const gone = ended(holder);
  holder.kill('SIGKILL');
  await gone;
  await until(() => chromiums(pid).length === 0, 10_000);
}, 60_000);

describe('Chromium’s command line', () => {
  const settings = { profile: '/dev/shm/x', platform: 'x11', noSandbox: false } as const;

  it('takes the sandbox away by an explicit demonstration flag alone', () => {
    expect(chromiumArguments(settings).join(' ')).not.toContain('sandbox');
    expect(chromiumArguments({ ...settings, noSandbox: true })).toContain('--no-sandbox');
  });

  it('knows no address but loopback, and talks to nobody', () => {
    expect(chromiumArguments(settings)).toEqual(
      expect.arrayContaining([
        '--kiosk',
        '--remote-debugging-pipe',
        '--user-data-dir=/dev/shm/x',
        '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--disable-pinch',
        '--overscroll-history-navigation=0',
        '--disable-breakpad',
      ]),
    );
  });

  it('without Chromium and without the right to install it, one sentence says what is missing', async () => {
    expect(findProgram('/nowhere:/etc')).toBeNull();
    const missing = { code: 'no-chromium', message: expect.stringMatching(/install the Debian package chromium/) };
    for (const isRoot of [true, false])
      expect(await provideChromium('/nowhere', isRoot, () => undefined)).toEqual({ ok: false, fault: missing });
  });
});
