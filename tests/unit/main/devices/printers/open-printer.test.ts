import { expect, test } from 'vitest';
import { openPrinter } from '../../../../../main/devices/printers/open-printer.ts';
import { paperLengthMm } from '../../../../../main/devices/printers/paper-length.ts';
import { parsePrinterSpec } from '../../../../../main/devices/printers/spec.ts';
import { PROFILES, plainJob } from '../../../../devices/printer-parts.ts';

test.each([
  ['tcp://192.168.1.20:9100', { kind: 'tcp', host: '192.168.1.20', port: 9100, profile: null }],
  ['tcp://[::1]:9100?profile=tm-t88v', { kind: 'tcp', host: '::1', port: 9100, profile: 'tm-t88v' }],
  ['file:/dev/usb/lp0', { kind: 'file', path: '/dev/usb/lp0', profile: null }],
  ['file:/dev/usb/lp0?profile=generic-58', { kind: 'file', path: '/dev/usb/lp0', profile: 'generic-58' }],
  ['virtual:', { kind: 'virtual', directory: null, profile: null }],
  ['virtual:/tmp/papers?profile=generic-58', { kind: 'virtual', directory: '/tmp/papers', profile: 'generic-58' }],
  ['none:', { kind: 'none', profile: null }],
])('%s is understood', (spec, expected) => {
  expect(parsePrinterSpec(spec)).toEqual({ ok: true, value: expected });
});

test.each([
  '',
  'tcp://host',
  'tcp://host:0',
  'tcp://host:99999',
  'tcp://a b:9100',
  'file:lp0',
  'lp0',
  'http://x:1',
  'file:/dev/lp0?profile=A B',
])('%j is no printer', async (spec) => {
  expect(await openPrinter(spec, { profiles: PROFILES })).toMatchObject({ ok: false, fault: { code: 'bad-printer' } });
});

test('a printer that nobody named is disconnected, and takes nothing', async () => {
  const opened = await openPrinter('none:', { profiles: PROFILES });
  if (!opened.ok) throw new Error(opened.fault.message);
  expect(await opened.value.status()).toBe('disconnected');
  expect(await opened.value.print(plainJob(1))).toEqual({
    result: 'not-printed',
    status: 'disconnected',
    bytesSent: 0,
  });
});

test('a profile that does not exist is a fault that names those that do', async () => {
  const opened = await openPrinter('tcp://127.0.0.1:9?profile=unknown', { profiles: PROFILES });
  expect(opened).toMatchObject({ ok: false, fault: { code: 'unknown-profile' } });
  expect(opened.ok || opened.fault.message).toContain('generic-58');
});

test('the length of a job is never underestimated', () => {
  expect(paperLengthMm(plainJob(100), 203)).toBeGreaterThan(100 * 4.2);
  const raster = Buffer.concat([Buffer.from([0x1d, 0x76, 0x30, 0, 2, 0, 0xcb, 0]), Buffer.alloc(2 * 203, 0x0a)]);
  expect(paperLengthMm(raster, 203)).toBeCloseTo(25.4, 1);
  const double = Buffer.from([0x1d, 0x21, 0x11, 0x41, 0x0a, 0x1d, 0x21, 0x00, 0x0a]);
  expect(paperLengthMm(double, 203)).toBeCloseTo((3 * 25.4) / 6, 1);
});
