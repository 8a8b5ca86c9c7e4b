import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openA4 } from '../../../../main/devices/a4/a4-printer.ts';
import { chooseDevices } from '../../../../main/devices/choose-devices.ts';
import { openScanner } from '../../../../main/devices/scanners/open-scanner.ts';

const unnamed = { printer: null, scanner: null, a4: null };
let root: string;
let data: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'recepisse-devices-'));
  data = join(root, 'data');
  mkdirSync(data);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('which devices a kiosk works with', () => {
  it('a demonstration without devices has virtual ones', async () => {
    expect(await chooseDevices({ demo: true, devices: unnamed }, unnamed, data)).toEqual({
      ok: true,
      value: { printer: 'virtual:', scanner: 'virtual:', a4: 'virtual:' },
    });
  });

  it('a real desk without devices has none: nothing is scanned or printed that is not there', async () => {
    const chosen = await chooseDevices({ demo: false, devices: unnamed }, unnamed, data);
    if (!chosen.ok) throw new Error(chosen.fault.message);
    expect(chosen.value).toEqual({ printer: 'none:', scanner: 'none:', a4: 'none:' });
    const scanner = openScanner(chosen.value.scanner, { tmpRoot: '/dev/shm' });
    const a4 = openA4(chosen.value.a4);
    expect([scanner.ok || scanner.fault.code, a4.ok || a4.fault.code]).toEqual(['no-scanner', 'no-a4']);
  });

  it('a real desk has virtual ones where they are written out; what is given by hand comes first', async () => {
    const devices = { printer: 'virtual:', scanner: 'folder:/srv/scans', a4: null };
    expect(await chooseDevices({ demo: false, devices }, { ...unnamed, scanner: 'virtual:' }, data)).toEqual({
      ok: true,
      value: { printer: 'virtual:', scanner: 'virtual:', a4: 'none:' },
    });
  });
});

describe('the papers of a virtual printer lie outside the data folder', () => {
  it.each(['printer', 'a4'] as const)('%s', async (kind) => {
    symlinkSync(data, join(root, 'link'));
    const code = async (folder: string): Promise<string> => {
      const chosen = await chooseDevices(
        { demo: true, devices: unnamed },
        { ...unnamed, [kind]: `virtual:${folder}` },
        data,
      );
      return chosen.ok ? 'ok' : chosen.fault.code;
    };
    for (const inside of [data, join(data, 'papers'), join(data, '..papers'), join(root, 'link', 'papers')])
      expect(await code(inside), inside).toBe('papers-inside-data');
    expect(await code(`${join(data, 'papers')}?profile=generic-58`)).toBe('papers-inside-data');
    expect(await code(join(root, 'papers'))).toBe('ok');
    expect(await code(`${data}-papers`)).toBe('ok');
  });
});
