import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  compareFuses,
  packedFaults,
  processesBelow,
  releaseEnvironment,
  sandboxFaults,
} from '../../main/bin/release-checks.mjs';

/** Electron's packed binary is a script here: what counts is what the release makes of what it does. */
const root = resolve(import.meta.dirname, '../..');
const place = mkdtempSync(join(tmpdir(), 'recepisse-release-'));
afterAll(() => rmSync(place, { recursive: true }));

function binary(script: string): string {
  const file = join(place, 'recepisse');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}
const good = `
case "$1" in --) ;; *) exit 2 ;; esac
trap 'exit 0' TERM
echo there >&3
while :; do sleep 0.05; done`;
const faultsOf = (script: string, look: (pid: number) => readonly string[] = () => []) =>
  packedFaults(binary(script), ['--data', place], { env: { PATH: process.env.PATH }, withinMs: 2_000, look });

describe('the packed kiosk', () => {
  it('that shows its screen, ends when asked and refuses what it must is released', async () => {
    expect(await faultsOf(good)).toEqual([]);
  });

  it.each([
    [
      'no screen',
      good.replace('echo there >&3', ':'),
      ['no first screen came', 'asked to end, it ends with null, not 0'],
    ],
    ['another end', good.replace('exit 0', 'exit 3'), ['asked to end, it ends with 3, not 0']],
    [
      'a debugging port',
      good.replace('--)', '--|--remote-*)'),
      ['with --remote-debugging-port=9222 it ends with 0, not 2'],
    ],
    ['no sandbox', good.replace('--)', '--|--no-sandbox)'), ['with --no-sandbox it ends with 0, not 2']],
    [
      'code as Node',
      `[ -n "$ELECTRON_RUN_AS_NODE" ] && exit 42\n${good}`,
      ['ELECTRON_RUN_AS_NODE: it ends with 42, not 2'],
    ],
  ])('%s: it is not released', async (_what, script, faults) => {
    expect(await faultsOf(script)).toEqual(faults);
  });

  it('is looked at while it shows its screen', async () => {
    expect(await faultsOf(good, (pid) => [`saw ${pid > 0}`])).toEqual(['saw true']);
  });

  it('a renderer without its filter, or a word that takes it away, is seen', async () => {
    const script = join(place, 'renderer.mjs');
    writeFileSync(script, 'setTimeout(() => undefined, 30_000); console.log("here")');
    const child = spawn(binary(`'${process.execPath}' '${script}' --type=renderer --no-sandbox & wait`));
    await new Promise((here) => child.stdout.once('data', here));
    const faults = sandboxFaults(child.pid ?? 0);
    expect(faults).toEqual([expect.stringMatching(/^a renderer has Seccomp/), 'a process runs with --no-sandbox']);
    for (const { pid } of processesBelow(child.pid ?? 0)) process.kill(pid, 'SIGKILL');
    expect(sandboxFaults(process.pid)).toContain('no renderer runs');
  });
});

describe('the fuses that are read back', () => {
  const wanted = (
    parse(readFileSync(join(root, 'electron-builder.yml'), 'utf8')) as { electronFuses: Record<string, boolean> }
  ).electronFuses;
  const printed = [
    'Analyzing app: \u001b[36mrecepisse\u001b[39m',
    'Fuse Version: v1',
    '  \u001b[33mRunAsNode\u001b[39m is \u001b[31mDisabled\u001b[39m',
    '  EnableCookieEncryption is Enabled',
    '  EnableNodeOptionsEnvironmentVariable is Disabled',
    '  EnableNodeCliInspectArguments is Disabled',
    '  EnableEmbeddedAsarIntegrityValidation is Disabled',
    '  OnlyLoadAppFromAsar is Enabled',
    '  LoadBrowserProcessSpecificV8Snapshot is Disabled',
    '  GrantFileProtocolExtraPrivileges is Disabled',
    '  WasmTrapHandlers is Enabled',
    '',
  ].join('\n');

  it('are the decided ones', () => {
    expect(compareFuses(printed, wanted)).toEqual([]);
  });

  it('one that is otherwise, missing, or new is said', () => {
    const other = printed
      .replace('OnlyLoadAppFromAsar is Enabled', 'OnlyLoadAppFromAsar is Inherited')
      .replace('  EnableCookieEncryption is Enabled\n', '')
      .concat('  undefined is Enabled\n');
    expect(compareFuses(other, wanted).sort()).toEqual([
      'EnableCookieEncryption is not there, not Enabled',
      'OnlyLoadAppFromAsar is Inherited, not Enabled',
      'undefined is a fuse that nobody decided on',
    ]);
  });
});

describe('the release', () => {
  const asUser = process.getuid?.() === 0 ? ['unshare', '--user', '--map-user=1000', '--'] : [];
  const release = (...args: readonly string[]): readonly [number | null, string] => {
    const [command = '', ...line] = [...asUser, process.execPath, join(root, 'main/bin/release.mjs'), ...args];
    const { status, stderr } = spawnSync(command, line, { encoding: 'utf8' });
    return [status, stderr];
  };

  it('ends before it fetches anything when a suite is named that is not there', () => {
    expect(release('tests/none')).toEqual([1, '\nNot released: there is no tests/none.\n']);
  });

  it('takes what is committed alone', () => {
    const file = join(root, 'main/bin/release.mjs');
    expect(readFileSync(file, 'utf8').indexOf("git('status'")).toBeLessThan(
      readFileSync(file, 'utf8').indexOf("step('Fetch Electron'"),
    );
  });
});

it('nothing of the environment puts another Electron in its place', () => {
  expect(
    releaseEnvironment({
      PATH: '/bin',
      ELECTRON_OVERRIDE_DIST_PATH: '/x',
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '',
    }),
  ).toEqual({ PATH: '/bin' });
});
