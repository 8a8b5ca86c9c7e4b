import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandLine, faultOf, newPlace, type Run } from './cli.ts';

/**
 * `recepisse start --host electron` from the command line to the built entry, its window's page and a visit; Electron's binary
 * is Node with the stand-in. Electron itself is not run here.
 */
const root = resolve(import.meta.dirname, '../..');
const place = newPlace('start-electron');
const folder = join(place.root, 'electron-dist');
beforeAll(() => {
  const build = spawnSync(process.execPath, [join(root, 'main/bin/build-app.mjs')], { encoding: 'utf8' });
  expect([build.status, build.stdout, build.stderr]).toEqual([0, '', '']);
  mkdirSync(folder);
  const hook = join(root, 'tests/unit/main/hosts/electron/stand-in/run-as-electron.ts');
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\nexec '${process.execPath}' --import '${hook}' "$@"\n`);
  chmodSync(join(folder, 'electron'), 0o755);
}, 60_000);
const memory = `/dev/shm/recepisse-screen-${process.getuid?.() === 0 ? 1000 : process.getuid?.()}`;
const wasThere = existsSync(memory);
afterAll(() => {
  place.remove();
  if (!wasThere) rmSync(memory, { recursive: true, force: true });
});

/** Electron does not start as root: there, the kiosk of this test believes to be another user. */
const asUser = process.getuid?.() === 0 ? ['unshare', '--user', '--map-user=1000', '--'] : [];

function start(args: readonly string[], env: Readonly<Record<string, string>>, before: readonly string[] = asUser) {
  const [command = '', ...line] = [...before, ...commandLine(['start', ...args, '--data', place.data, '--json'])];
  const child = spawn(command, line, {
    cwd: place.root,
    env: { PATH: process.env.PATH ?? '', HOME: place.home, TMPDIR: place.tmp, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run = { stdout: '', stderr: '' };
  child.stdout.on('data', (part: Buffer) => (run.stdout += String(part)));
  child.stderr.on('data', (part: Buffer) => (run.stderr += String(part)));
  const ended = new Promise<Run>((done) => child.once('close', (exit) => done({ exit, ...run })));
  return { child, run, ended };
}

const here = { DISPLAY: ':77', ELECTRON_OVERRIDE_DIST_PATH: folder };

describe('start --host electron', () => {
  it('runs the built program: a page comes, has a visit, and a signal ends it in order', async () => {
    const { child, run, ended } = start(['--host', 'electron'], here);
    for (let waits = 0; waits < 400 && !run.stdout.includes('page: '); waits++)
      await new Promise((next) => setTimeout(next, 50));
    child.kill('SIGTERM');
    const { exit, stdout, stderr } = await ended;
    expect([exit, stderr]).toEqual([0, '']);
    expect(stdout).toContain('page: begun true, ended stopped');
    const state = JSON.parse(stdout.split('\n').find((line) => line.startsWith('{')) ?? '{}');
    expect(state).toMatchObject({ demo: true, address: null, data: place.data });
    expect(existsSync(join(place.data, 'keys/receipt.pub'))).toBe(true);
  }, 60_000);

  it('what is wrong with what it was given is said once', async () => {
    const { ended } = start(['--host', 'electron', '--bundle', '/no/such.json'], here);
    expect(faultOf(await ended).code).toBe('bundle-unreadable');
  }, 60_000);

  it.each([
    ['no binary', { ...here, ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' }, /install\.js/],
    ['no display', { ELECTRON_OVERRIDE_DIST_PATH: folder }, /display/],
  ])('%s: one sentence says what to do, and nothing was touched', async (_what, env, words) => {
    const fault = faultOf(await start(['--host', 'electron'], env).ended);
    expect([fault.code, fault.message]).toEqual(['no-host', expect.stringMatching(words)]);
  });

  it('Chromium’s own words are none of Electron’s', async () => {
    const fault = faultOf(await start(['--host', 'electron', '--port', '8080'], here).ended);
    expect(fault.code).toBe('bad-usage');
  });

  if (asUser.length > 0)
    it('as root it says so', async () => {
      const fault = faultOf(await start(['--host', 'electron'], here, []).ended);
      expect([fault.code, fault.message]).toEqual(['no-host', expect.stringMatching(/root/)]);
    });
});
