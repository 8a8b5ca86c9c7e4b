import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { isRoot } from './kiosk-on-screen.ts';

const script = fileURLToPath(new URL('./scripts/visit-alone.ts', import.meta.url));

/** Promise 8, with the cable out: kiosk, browser, driver, scanner (eSCL) and printer (TCP) in a network of their own, which is loopback alone. */
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
  const told = JSON.parse(said) as { interfaces: string[]; number: string; papers: string[]; ending: string };
  expect(told.interfaces).toEqual(['lo']);
  expect(told.papers).toHaveLength(1);
  expect(told.papers[0]).toContain(told.number);
  expect(told.papers[0]).toMatch(/TOTAL\s:\s3\sPAGES/);
  expect(told.ending).toBe('goodbye');
}, 180_000);
