import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRecovered } from './after-the-kill.ts';
import { copyDesk, type Desk, fileArgs, newDesk, newHome, removeHome, saidNumbers } from './desk.ts';
import { seeded, twoAtATime } from './instants.ts';
import { runForMs } from './traced-run.ts';

const instants = process.env.RECEPISSE_TESTS === 'all' ? 60 : 14;
const script = join(import.meta.dirname, 'scripts/file-two.ts');

describe('kill -9 at any time', () => {
  let home: string;
  let used: Desk;
  let earlier: string[];
  beforeAll(async () => {
    home = newHome();
    used = newDesk(home);
    earlier = saidNumbers((await runForMs(run(used), null, 'core')).stdout);
    expect(earlier).toHaveLength(2);
  });
  afterAll(() => removeHome(home));

  const run = (desk: Desk) => ({ args: [script, ...fileArgs(desk, 'virtual:')], root: desk.root });

  it('of a process that files one after the other: what it had said is there', { timeout: 1_200_000 }, async () => {
    const random = seeded(1_130);
    const parts = Array.from({ length: instants }, (_, i) => ({
      part: (i + random()) / instants,
      all: random() < 0.5,
    }));
    let wholeMs = (await runForMs(run(copyDesk(home, used)), null, 'core')).tookMs;
    const outcomes = await twoAtATime(parts, async ({ part, all }) => {
      const desk = copyDesk(home, used);
      const { pid, stdout, killed, tookMs } = await runForMs(run(desk), part * wholeMs, all ? 'all' : 'core');
      // The machine is less busy than it was: what is left is aimed anew.
      if (!killed) wholeMs = Math.min(wholeMs, tookMs);
      const said = saidNumbers(stdout);
      const { numbers } = await expectRecovered({ desk, said: [...earlier, ...said], cores: [pid] });
      return { killed, said: said.length, more: numbers.length - earlier.length - said.length };
    });
    const dead = outcomes.filter(({ killed }) => killed);
    expect(dead.length).toBeGreaterThanOrEqual(10);
    // At most the filing in hand was recorded and not yet said.
    expect(Math.max(...dead.map(({ more }) => more))).toBeLessThanOrEqual(1);
    expect(dead.some(({ said }) => said > 0)).toBe(true);
    expect(dead.some(({ said }) => said === 0)).toBe(true);
  });
});
