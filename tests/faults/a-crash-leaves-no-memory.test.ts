import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { commandLine, newPlace } from '../e2e/cli.ts';
import { drawSpecimens } from '../e2e/pages.ts';
import { spellingsOf } from '../e2e/traces.ts';

/** Promise 5: what the kernel writes when a process dies holds nothing of a visitor. */
const place = newPlace('core-dump');
afterAll(() => place.remove());

const name = 'Zébulon Quetzalcóatl-Œuvrard';

/** This process and all below it, by the kernel's word. */
function family(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return [pid, ...children.flatMap(family)];
}

it('the dump of a filing’s process, and of its children, holds no memory', async () => {
  const [letter = ''] = await drawSpecimens(place.root, 1);
  const file = ['file', '--procedure', 'ft-reponse-avertissement', '--document', `avertissement=${letter}`];
  const more = ['--document', 'preuves=scan:3', '--scanner', 'virtual:', '--field', `deposant=${name}`];
  const line = commandLine([...file, ...more, '--data', place.data, '--json']);
  // The name comes by the environment of a shell: the kernel's own record of the command line is not what is meant here.
  const child = spawn('bash', ['-c', 'ulimit -c unlimited && exec "$@"', 'bash', ...line], {
    cwd: place.root,
    env: { PATH: process.env.PATH, HOME: place.home, TMPDIR: place.tmp },
    stdio: 'ignore',
  });
  const pid = child.pid ?? 0;
  const [ended] = [once(child, 'exit')];
  while (family(pid).length < 2 && child.exitCode === null) await delay(20);
  const filters = family(pid).map((one) => readFileSync(`/proc/${one}/coredump_filter`, 'utf8').trim());
  expect(filters.length).toBeGreaterThan(1);
  expect(new Set(filters)).toEqual(new Set(['00000000']));

  process.kill(pid, 'SIGABRT');
  expect((await ended)[1]).toBe('SIGABRT');
  // Where the machine lays dumps beside the process, there is one: it names the signal and holds no page of memory.
  const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim();
  const dumps = readdirSync(place.root).filter((file) => file.startsWith('core'));
  expect(dumps).toHaveLength(pattern === 'core' ? 1 : dumps.length);
  for (const dump of dumps) {
    const bytes = readFileSync(join(place.root, dump));
    expect(bytes.length).toBeLessThan(1_000_000);
    const held = spellingsOf('name', name).filter((spelling) => bytes.includes(spelling.bytes));
    expect(held.map((spelling) => spelling.name)).toEqual([]);
  }
}, 60_000);
