import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runInElectron } from '../../../../main/commands/run-in-electron.ts';

/** Electron's binary is a script here: what counts is what the start makes of what it does. */
const root = mkdtempSync(join(tmpdir(), 'recepisse-no-screen-'));
afterAll(() => rmSync(root, { recursive: true }));
const said: string[] = [];
beforeEach(() => {
  said.length = 0;
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => said.push(String(text)) > 0);
});
afterEach(() => vi.restoreAllMocks());

function binary(script: string): string {
  const file = join(root, 'electron');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}
const never = new Promise<void>(() => undefined);
const run = (script: string, more: Partial<Parameters<typeof runInElectron>[0]> = {}) =>
  runInElectron({
    binary: binary(script),
    thenChromium: true,
    args: ['--data=/d'],
    stopped: never,
    entry: '/built/electron.js',
    firstScreenMs: 1_000,
    ...more,
  });

describe('the start in Electron', () => {
  it('goes on in Chromium when no screen came in time, and says so; what hung is gone', async () => {
    expect(await run(`echo $$ > ${root}/pid; trap '' TERM; exec sleep 30`)).toBeNull();
    expect(said.join('')).toMatch(/No screen came in Electron: the kiosk goes on in Chromium/);
    const pid = Number(readFileSync(join(root, 'pid'), 'utf8'));
    expect(() => process.kill(pid, 0)).toThrow();
  });

  it('goes on in Chromium when it crashes before its first screen', async () => {
    expect(await run('kill -SEGV $$')).toBeNull();
  });

  it('does not, when it says itself what is wrong with what it was given', async () => {
    expect(await run('exit 2')).toMatchObject({ ok: true, value: { exit: 2, json: null } });
    expect(said).toEqual([]);
  });

  it('with a screen it runs to its end, however long that is', async () => {
    const stopped = Promise.withResolvers<void>();
    const ran = run('trap "exit 0" TERM; echo there >&3; while :; do sleep 0.1; done', { stopped: stopped.promise });
    await new Promise((next) => setTimeout(next, 1_500));
    stopped.resolve();
    expect(await ran).toMatchObject({ ok: true, value: { exit: 0 } });
    expect(said).toEqual([]);
  });

  it('gets its own words after --, where Chromium does not read them, and the entry before', async () => {
    await run(`echo "$@" > ${root}/words; echo "$RECEPISSE_FIRST_SCREEN" >> ${root}/words`, { thenChromium: false });
    expect(readFileSync(join(root, 'words'), 'utf8')).toBe('/built/electron.js -- --data=/d\n3\n');
  });

  it('asked for by name it is given all the time it takes, and nobody takes over', async () => {
    expect(await run('sleep 1.5; exit 1', { thenChromium: false })).toMatchObject({ ok: true, value: { exit: 2 } });
  });
});
