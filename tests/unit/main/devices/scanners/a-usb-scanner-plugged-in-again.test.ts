import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScanner } from '../../../../../main/devices/scanners/open-scanner.ts';
import type { Scanner } from '../../../../../main/devices/scanners/scanner.ts';
import {
  parseUsbSpec,
  pickUsbDevice,
  readUsbDevices,
  usbSpec,
} from '../../../../../main/devices/scanners/usb-devices.ts';
import { scanAll, tmpfsFolder } from './scanning.ts';

const memory = tmpfsFolder();
const sane = tmpfsFolder();
let tree = '';
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'recepisse-usb-'));
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

/** Plugs a device into a made tree, as the kernel shows it. */
function plug(place: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(join(tree, place), { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(tree, place, name), `${text}\n`);
}
const epson = (devnum: number, serial = 'X4AB001') => ({
  ...{ idVendor: '04b8', idProduct: '0142', serial, manufacturer: 'EPSON', product: 'DS-530' },
  ...{ busnum: '1', devnum: String(devnum) },
});

describe('USB devices by vendor, model and serial', () => {
  it('are read from the kernel’s list; hubs’ interfaces and half-gone ones are left out', async () => {
    plug('1-2', epson(4));
    plug('1-2:1.0', { bInterfaceClass: 'ff' });
    plug('usb1', { idVendor: '1d6b', idProduct: '0002', busnum: '1', devnum: '1', manufacturer: 'Linux' });
    plug('1-3', { idVendor: '04b8', idProduct: '0142' });
    const devices = await readUsbDevices(tree);
    expect(devices).toEqual([
      { vendorId: '04b8', productId: '0142', serial: 'X4AB001', vendor: 'EPSON', model: 'DS-530', bus: 1, device: 4 },
      { vendorId: '1d6b', productId: '0002', serial: null, vendor: 'Linux', model: null, bus: 1, device: 1 },
    ]);
    expect(await readUsbDevices(join(tree, 'nowhere'))).toEqual([]);
  });

  it('two alike are told apart by their serials, and not without', async () => {
    plug('1-1', epson(4, 'A'));
    plug('1-2', epson(5, 'B'));
    const devices = await readUsbDevices(tree);
    const identity = { vendorId: '04b8', productId: '0142' };
    expect(pickUsbDevice(devices, { ...identity, serial: 'B' })).toMatchObject({ device: 5 });
    expect(pickUsbDevice(devices, { ...identity, serial: null })).toBe('several');
    expect(pickUsbDevice(devices, { ...identity, serial: 'C' })).toBe('none');
  });

  it('their names are read back as they are written', () => {
    const identity = { vendorId: '04b8', productId: '0142', serial: 'X:4' };
    expect(parseUsbSpec(usbSpec(identity))).toEqual(identity);
    expect(usbSpec({ ...identity, serial: 'A B' })).toBe('usb:04b8:0142');
    for (const wrong of ['usb:', 'usb:04b8', 'usb:04b8:0142:', 'usb:04b8:0142:a b', 'usb:4b8:142'])
      expect(openScanner(wrong, { tmpRoot: sane })).toMatchObject({ ok: false, fault: { code: 'unknown-scanner' } });
  });
});

describe('a USB scanner through scanimage', () => {
  /** Stands before scanimage: it lists the devices of a file, notes what it is asked for, and lets the real one scan its test device. */
  const bin = tmpfsFolder();
  const real = '/usr/bin/scanimage';
  const [list, asked] = [join(bin, 'list'), join(bin, 'asked')];
  const script = `#!/bin/sh
echo "$*" >> ${asked}
case "$1" in --formatted-device-list*) cat ${list}; exit 0;; esac
shift
exec ${real} --device-name=test "$@" --read-return-value SANE_STATUS_JAMMED
`;
  writeFileSync(join(bin, 'scanimage'), script, { mode: 0o755 });
  const path = process.env.PATH;
  process.env.PATH = `${bin}:${path}`;
  afterAll(() => {
    process.env.PATH = path;
  });
  beforeEach(() => {
    writeFileSync(asked, '');
    writeFileSync(list, 'v4l:/dev/video0\nepson2:libusb:001:004\n');
  });
  const open = (spec: string): Scanner => {
    const opened = openScanner(spec, { tmpRoot: sane, usbFolder: tree });
    if (!opened.ok) throw new Error(opened.fault.message);
    return opened.value;
  };
  const askedFor = (): string[] =>
    readFileSync(asked, 'utf8')
      .split('\n')
      .flatMap((line) => /^--(?:device-name=(\S+)|(formatted))/.exec(line)?.slice(1).filter(Boolean) ?? []);

  it('is asked by the place it has now; the devices are listed once, not at each scan', async () => {
    plug('1-2', epson(4));
    const scanner = open('usb:04b8:0142:X4AB001');
    expect(await scanner.status()).toBe('ready');
    expect(await scanner.about?.()).toEqual({ vendor: 'EPSON', model: 'DS-530', serial: 'X4AB001' });
    expect(askedFor()).toEqual(['formatted', 'epson2:libusb:001:004']);
    rmSync(join(tree, '1-2'), { recursive: true });
    expect(await scanner.status()).toBe('disconnected');
    plug('1-3', epson(7));
    expect((await scanAll(scanner, { pages: 1, folder: memory, source: 'glass' })).fault?.code).toBe('jam');
    expect(new Set(askedFor().slice(2))).toEqual(new Set(['epson2:libusb:001:007']));
  });

  it('is looked for ahead, and a scan that comes meanwhile waits for the same answer', async () => {
    plug('1-2', epson(4));
    const scanner = open('usb:04b8:0142');
    const ahead = scanner.prepare?.();
    expect((await scanAll(scanner, { pages: 1, folder: memory, source: 'glass' })).fault?.code).toBe('jam');
    await ahead;
    expect(askedFor().filter((one) => one === 'formatted')).toHaveLength(1);
  });

  it('that is not plugged in, or that no backend knows, is disconnected, and says why', async () => {
    const scanner = open('usb:04b8:0142');
    const away = await scanAll(scanner, { pages: 1, folder: memory });
    expect(away.fault).toMatchObject({ code: 'disconnected', pagesTaken: 0, sheetsInDoubt: false });
    expect(askedFor()).toEqual([]);
    plug('1-2', epson(9));
    expect((await scanAll(scanner, { pages: 1, folder: memory })).fault?.message).toContain('install its driver');
  });
});
