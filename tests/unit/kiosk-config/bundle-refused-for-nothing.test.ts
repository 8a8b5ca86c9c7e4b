import { expect, test } from 'vitest';
import { readBundle } from '../../../kiosk-config/schema/bundle.ts';
import { demoJson, demoWith } from './demo-bundle.ts';

test('the demo bundle itself is accepted', () => {
  expect(readBundle(demoJson())).toMatchObject({ ok: true });
});

test('what is allowed stays allowed: absolute folder, real key, devices of each kind', () => {
  const read = readBundle(
    demoWith(
      [['demo'], false],
      [['channels', 'counter', 'folder'], '/srv/guichet'],
      // age-encryption.org's own example recipient.
      [['channels', 'counter', 'recipient'], 'age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj'],
      [
        ['devices'],
        {
          printer: 'tcp://192.0.2.7:9100?profile=epson-tm-t88v',
          scanner: 'escl:http://127.0.0.1:8080/eSCL',
          a4: 'ipp://localhost/printers/a4',
        },
      ],
    ),
  );
  expect(read.ok ? [] : read.fault.problems).toEqual([]);
});

test('outside a demo the counter must have the key of its desk', () => {
  const read = readBundle(demoWith([['demo'], false]));
  expect(read).toMatchObject({ ok: false, fault: { problems: [{ path: 'channels.counter.recipient' }] } });
});

test('an overseas desk keeps its own time', () => {
  const there = [['desk', 'department'], '974'] as const;
  expect(readBundle(demoWith(there)).ok).toBe(false);
  expect(readBundle(demoWith(there, [['desk', 'timeZone'], 'Indian/Reunion'])).ok).toBe(true);
});
