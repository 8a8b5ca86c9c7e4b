import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultScanLimits } from '../../../../../main/devices/scanners/limits.ts';
import { buildScanimage } from '../../../../../main/devices/scanners/scanimage.ts';
import { faultOfEnd, roundedAway, statusSaid } from '../../../../../main/devices/scanners/scanimage-end.ts';
import { readDeviceOptions, scanimageArguments } from '../../../../../main/devices/scanners/scanimage-options.ts';
import { defaultPageLimits } from '../../../../../main/pages/limits.ts';
import { scanAll, tmpfsFolder } from './scanning.ts';

const folder = tmpfsFolder();
const configuration = tmpfsFolder();
const testDevice = (extraOptions: string[], limits = {}) =>
  buildScanimage({
    name: 'test',
    device: 'test',
    tmpRoot: configuration,
    limits: { ...defaultScanLimits, ...limits },
    pageLimits: defaultPageLimits,
    extraOptions,
  });

describe('real scanimage on SANE’s test backend', () => {
  it.each([
    ['SANE_STATUS_CANCELLED', 'cancelled'],
    ['SANE_STATUS_DEVICE_BUSY', 'busy'],
    ['SANE_STATUS_INVAL', 'wrong-size'],
    ['SANE_STATUS_JAMMED', 'jam'],
    ['SANE_STATUS_COVER_OPEN', 'cover-open'],
    ['SANE_STATUS_IO_ERROR', 'io'],
    ['SANE_STATUS_NO_MEM', 'io'],
    ['SANE_STATUS_ACCESS_DENIED', 'disconnected'],
  ])('%s is %s', async (status, code) => {
    const scanned = await scanAll(testDevice(['--read-return-value', status]), { pages: 1, folder, source: 'glass' });
    expect([scanned.pages.length, scanned.fault?.code]).toEqual([0, code]);
    expect(scanned.left).toEqual([]);
  });

  it('an early end of data exits 0 with a file that holds nothing: incomplete, not a page', async () => {
    const scanned = await scanAll(testDevice(['--read-return-value', 'SANE_STATUS_EOF']), {
      pages: 1,
      folder,
      source: 'glass',
    });
    expect([scanned.pages.length, scanned.fault?.code]).toEqual([0, 'incomplete']);
  });

  it('a glass smaller than A4 exits 0 with a smaller page: wrong size', async () => {
    const scanned = await scanAll(testDevice([]), { pages: 1, folder });
    expect([scanned.pages.length, scanned.fault?.code]).toEqual([0, 'wrong-size']);
    const overflow = await scanAll(testDevice([]), { pages: 1, folder, dpi: 99_999 });
    expect([overflow.pages.length, overflow.fault?.code]).toEqual([0, 'wrong-size']);
  });

  it('a scan that never ends is stopped, killed if it must be, and nothing of it is left', async () => {
    const slow = [
      '--read-delay=yes',
      '--read-delay-duration',
      '200000',
      '--read-limit=yes',
      '--read-limit-size',
      '100',
    ];
    const limits = { startTimeoutMs: 500, pageTimeoutMs: 500, cancelTimeoutMs: 700 };
    const startedAt = performance.now();
    const scanned = await scanAll(testDevice(slow, limits), { pages: 1, folder, source: 'glass' });
    expect([scanned.pages.length, scanned.fault?.code]).toEqual([0, 'timeout']);
    expect(performance.now() - startedAt).toBeLessThan(6_000);
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['Scanning page 1', 'scanimage: sane_read: Document feeder jammed', 'jam'],
    ['Scanning page 1', 'Scanned page 1. (scanner status = 5)', 'no-paper'],
  ])('SANE hanging as it lets its device go does not hold the visitor up: %s, %s is %s', async (began, ended, code) => {
    const path = process.env.PATH;
    const bin = tmpfsFolder();
    const script = `#!/bin/sh\n[ "$2" = -A ] && exit 0\nprintf '${began}\\n${ended}\\nBatch terminated\\n' >&2\nexec sleep 50\n`;
    writeFileSync(join(bin, 'scanimage'), script, { mode: 0o755 });
    process.env.PATH = `${bin}:${path}`;
    const startedAt = performance.now();
    const scanned = await scanAll(testDevice([], { closeTimeoutMs: 300 }), { pages: 1, folder }).finally(() => {
      process.env.PATH = path;
    });
    expect(scanned.fault?.code).toBe(code);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(scanned.left).toEqual([]);
  });

  it('a device that is not there', async () => {
    const gone = buildScanimage({
      name: 'x',
      device: 'epson2:libusb:009:099',
      tmpRoot: configuration,
      limits: defaultScanLimits,
      pageLimits: defaultPageLimits,
    });
    expect(await gone.status()).toBe('disconnected');
    expect((await scanAll(gone, { pages: 1, folder })).fault?.code).toBe('disconnected');
  });

  it('a machine without scanimage says what to install', async () => {
    const path = process.env.PATH;
    process.env.PATH = folder;
    const scanned = await scanAll(testDevice([]), { pages: 1, folder }).finally(() => {
      process.env.PATH = path;
    });
    expect(scanned.fault?.code).toBe('not-installed');
    expect(scanned.fault?.message).toContain('sane-utils');
  });

  it('leaves no configuration behind', () => {
    expect(readdirSync(configuration)).toEqual([]);
  });
});

describe('what scanimage says', () => {
  const end = { code: 0, signal: null, stderr: '', cause: null, missing: false };
  it.each([
    [{ code: 134 }, 'incomplete'],
    [{ code: 143 }, 'incomplete'],
    [{ code: null, signal: 'SIGKILL' }, 'incomplete'],
    [{ code: 7 }, 'no-paper'],
    [{ code: 5 }, 'incomplete'],
    [{ code: 1, stderr: 'scanimage: unrecognized option' }, 'io'],
    [{ code: 9, cause: 'cancelled' as const }, 'cancelled'],
    [{ code: 9, cause: 'timeout' as const }, 'timeout'],
    [{ code: 3, stderr: 'scanimage: rounded value of br-x from 210 to 100' }, 'busy'],
  ])('%j is %s', (changes, code) => {
    expect(faultOfEnd({ ...end, ...changes }, 0.01)?.code).toBe(code);
  });

  it('rounds within one per cent are the same page, others are not', () => {
    expect(roundedAway('scanimage: rounded value of br-y from 297 to 296', 0.01)).toBeNull();
    expect(roundedAway('scanimage: rounded value of resolution from 300 to 300', 0.01)).toBeNull();
    expect(roundedAway('rounded value of br-y from 297 to 200', 0.01)).toContain('br-y');
    expect(roundedAway('rounded value of resolution from 300 to 200', 0.01)).toContain('resolution');
    expect(roundedAway('rounded value of resolution from -32768 to 1', 0.01)).toContain('resolution');
    expect(roundedAway('rounded value of tl-x from 0 to 5', 0.01)).toContain('tl-x');
    expect(faultOfEnd({ ...end, stderr: 'rounded value of br-y from 297 to 200' }, 0.01)?.code).toBe('wrong-size');
  });

  it.each([
    ['Scanning page 1\nscanimage: sane_read: Operation was canceled\nScanned page 1. (scanner status = 2)\n', 2],
    ['Scanning page 1\nscanimage: sane_read: Document feeder jammed\n', 6],
    ['Scanning page 1\nScanned page 1. (scanner status = 5)\n', 0],
    ['Scanning page 1\nScanned page 1. (scanner status = 5)\nScanning page 2\nscanimage: sane_start: Device busy\n', 3],
    ['Scanning page 1\nScanned page 1. (scanner status = 5)\nScanning page 2\n', null],
    ['Scanning page 1\nscanimage: sane_read: Something new\n', null],
    ['', null],
  ])('last words %j announce %s', (words, code) => {
    expect(statusSaid(`Scanning 9 pages\n${words}Batch terminated\n`)).toBe(code);
  });

  it('finds feeder, glass and colour under every vendor’s name', () => {
    const listing = (source: string, mode: string) => `    --source ${source}\n        Selects.\n    --mode ${mode}\n`;
    expect(
      readDeviceOptions(listing('Flatbed|ADF Duplex|ADF Front [Flatbed]', 'Lineart|Gray|24bit Color [Gray]')),
    ).toEqual({
      feeder: 'ADF Front',
      glass: 'Flatbed',
      bothSides: 'ADF Duplex',
      colour: '24bit Color',
    });
    expect(readDeviceOptions(listing('Automatic Document Feeder [inactive]', 'Gray [Gray]'))).toEqual({
      feeder: null,
      glass: null,
      bothSides: null,
      colour: null,
    });
  });

  it('names source and mode before what depends on them, and asks for TIFF', () => {
    const options = { feeder: 'ADF', glass: 'Flatbed', bothSides: 'ADF Duplex', colour: 'Color' };
    const args = scanimageArguments({ device: 'x:1', options, source: 'feeder', dpi: 300, count: 4, extra: [] });
    expect(args.slice(0, 3)).toEqual(['--device-name=x:1', '--source=ADF', '--mode=Color']);
    expect(args).toContain('--format=tiff');
    expect(args).toContain('--batch-count=4');
    const both = { device: 'x:1', options, source: 'feeder', sides: 'both', dpi: 300, count: null, extra: [] } as const;
    expect(scanimageArguments(both)).toContain('--source=ADF Duplex');
  });
});
