import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { systemClock } from '../../../../main/devices/printers/clock.ts';
import { watchDevices } from '../../../../main/visits/device-watch.ts';
import { bundle } from './a-visit.ts';

it.each([
  ['is told while the kiosk runs', false, 1],
  ['is told to nobody after it stopped', true, 0],
] as const)('a device that answers late %s', async (_when, stops, told) => {
  const feeder = mkdtempSync(join(tmpdir(), 'recepisse-late-'));
  let changes = 0;
  const devices = watchDevices({
    devices: { printer: 'virtual:', scanner: `folder:${feeder}`, a4: 'virtual:' },
    bundle,
    timer: systemClock,
    tmpRoot: '/dev/shm',
    isInUse: () => false,
    onChange: () => changes++,
  });
  devices.start();
  if (stops) devices.stop();
  await delay(300);
  devices.stop();
  expect([changes, devices.scanner()]).toEqual([told, 'ready']);
  rmSync(feeder, { recursive: true });
});
