import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRecovered } from './after-the-kill.ts';
import { cli, copyDesk, type Desk, fileArgs, newDesk, newHome, removeHome, saidNumbers } from './desk.ts';
import { twoAtATime } from './instants.ts';
import type { Trace } from './trace.ts';
import { everyProcess, runAndKill, runTraced, theCore } from './traced-run.ts';

/**
 * Steps of the child that delivers: packet, then index, each put in place by a link; nothing else of a kiosk links.
 * The child is held there, before its link or after it, until the kill came.
 */
const steps = [
  { nth: 1, done: false, what: 'before the packet is in place' },
  { nth: 1, done: true, what: 'when the packet is in place' },
  { nth: 2, done: false, what: 'between packet and index' },
  { nth: 2, done: true, what: 'when both are in place and nobody was told' },
] as const;
type Step = (typeof steps)[number];

const hold = ({ nth, done }: Step): string =>
  done ? `inject=link:signal=SIGSTOP:when=${nth}` : `inject=link:delay_enter=${heldMicroseconds}:when=${nth}`;
/** Longer than a busy machine takes to look. */
const heldMicroseconds = 10_000_000;

describe('kill -9 in the middle of a delivery', () => {
  let home: string;
  let used: Desk;
  let earlier: string[];
  beforeAll(async () => {
    home = newHome();
    used = newDesk(home);
    const ended = await runTraced({ args: [cli, 'file', ...fileArgs(used, 'virtual:')], root: used.root });
    earlier = saidNumbers(ended.stdout);
    expect(earlier.length, ended.stderr).toBe(1);
  });
  afterAll(() => removeHome(home));

  const isAt = ({ calls }: Trace, { nth, done }: Step): boolean =>
    calls.some((made) => made.call === 'link' && made.nth === nth && made.done === done);

  /** Kills `victims` while the child stands at the step. */
  async function killAt(step: Step, victims: (trace: Trace) => readonly number[], desk: Desk) {
    const args = [cli, 'file', ...fileArgs(desk, 'virtual:')];
    const watch = { victims, at: (trace: Trace) => isAt(trace, step) };
    const ended = await runAndKill({ args, root: desk.root, tamper: [hold(step)] }, watch);
    expect([ended.hit, isAt(ended.trace, step)], step.what).toEqual([true, true]);
    // A child that survived its kiosk would deliver beside the next start.
    expect(ended.trace.killed, step.what).toContain(theChild(ended.trace));
    return ended;
  }

  it('of the child alone: the kiosk goes on, says so, and delivers later', { timeout: 300_000 }, async () => {
    await twoAtATime(steps, async (step) => {
      const desk = copyDesk(home, used);
      const { trace, stdout, stderr } = await killAt(step, (seen) => [theChild(seen) ?? 0], desk);
      expect([trace.killed.includes(trace.core), stderr], step.what).toEqual([false, '']);
      const said = saidNumbers(stdout);
      expect(said.length, step.what).toBe(1);
      const { numbers } = await expectRecovered({ desk, said: [...earlier, ...said], cores: [trace.core] });
      expect(numbers.length, step.what).toBe(2);
    });
  });

  const cuts = steps.flatMap((step) => [theCore, everyProcess].map((victims) => ({ step, victims })));
  const sample = process.env.RECEPISSE_TESTS === 'all' ? cuts : cuts.filter((_, i) => [0, 3, 5, 6].includes(i));

  it('of the kiosk, its child or not: delivered once all the same', { timeout: 600_000 }, async () => {
    await twoAtATime(sample, async ({ step, victims }) => {
      const desk = copyDesk(home, used);
      const { trace, stdout } = await killAt(step, victims, desk);
      expect([trace.killed.includes(trace.core), stdout], step.what).toEqual([true, '']);
      const { numbers } = await expectRecovered({ desk, said: earlier, cores: [trace.core] });
      expect(numbers.length, step.what).toBe(2);
    });
  });
});

const theChild = ({ calls }: Trace): number | undefined => calls.find(({ call }) => call === 'link')?.pid;
