import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isRoot } from './kiosk-on-screen.ts';

const script = fileURLToPath(new URL('./scripts/visit-alone.ts', import.meta.url));

/** Promise 8, with the cable out: kiosk, browser, driver and devices in a network of their own, which has no way out but loopback. */
it('a whole visit with no network at all', async () => {
  const confine = isRoot ? ['-n'] : ['-rn'];
  const line = ['unshare', ...confine, 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh', process.execPath, script];
  const [command = '', ...args] = line;
  const visit = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [said, problems] = ['', ''];
  visit.stdout.on('data', (text: Buffer) => {
    said += String(text);
  });
  visit.stderr.on('data', (text: Buffer) => {
    problems += String(text);
  });
  const [exit] = await once(visit, 'close');
  expect({ exit, problems }).toEqual({ exit: 0, problems: '' });
  const told = JSON.parse(said) as { interfaces: string[]; number: string; paper: string; ending: string };
  expect(told.interfaces).toEqual(['lo']);
  expect(told.paper).toContain(told.number);
  expect(told.paper).toMatch(/TOTAL\s:\s\d+\sPAGES/);
  expect(told.ending).toBe('goodbye');
}, 180_000);
