import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRecovered } from './after-the-kill.ts';
import { cli, copyDesk, type Desk, fileArgs, newDesk, newHome, removeHome, saidNumbers } from './desk.ts';
import { betweenWriteAndSync, chooseInstants, seeded, stepsOf, twoAtATime } from './instants.ts';
import type { Trace } from './trace.ts';
import { everyProcess, runAndKill, runTraced, theCore } from './traced-run.ts';

const instants = process.env.RECEPISSE_TESTS === 'all' ? 30 : 4;

describe('kill -9 of the start that recovers from a kill', () => {
  let home: string;
  /** Killed with pages in its vault, before anything was recorded. */
  let drafted: Desk;
  /** Killed once recorded, before its packet was in place. */
  let undelivered: Desk;
  let earlier: string[];
  let cores: number[];

  beforeAll(async () => {
    home = newHome();
    const used = newDesk(home);
    const first = await runTraced({ args: fileRun(used), root: used.root });
    earlier = saidNumbers(first.stdout);
    expect(earlier.length, first.stderr).toBe(1);
    drafted = copyDesk(home, used);
    const tamper = ['inject=rename:signal=SIGKILL:when=2'];
    const killed = await runTraced({ args: fileRun(drafted), root: drafted.root, tamper });
    undelivered = copyDesk(home, used);
    const cut = await killAtLink(undelivered, fileRun(undelivered), 'delay_enter=10000000', everyProcess);
    cores = [killed.trace.core, cut];
    expect(killed.trace.killed).toContain(killed.trace.core);
  }, 120_000);
  afterAll(() => removeHome(home));

  const fileRun = (desk: Desk): string[] => [cli, 'file', ...fileArgs(desk, 'virtual:')];

  /** Kills when the delivering child stands at its first link; gives the pid of the kiosk. */
  async function killAtLink(
    desk: Desk,
    args: string[],
    held: string,
    victims: (trace: Trace) => readonly number[],
  ): Promise<number> {
    const done = held.startsWith('signal');
    const at = ({ calls }: Trace): boolean => calls.some((made) => made.call === 'link' && made.done === done);
    const tamper = [`inject=link:${held}:when=1`];
    const ended = await runAndKill({ args, root: desk.root, tamper }, { at, victims });
    expect([ended.hit, ended.trace.killed.includes(ended.trace.core)]).toEqual([true, true]);
    return ended.trace.core;
  }

  it('while it shreds a draft that nobody reported', { timeout: 300_000 }, async () => {
    const args = (desk: Desk): string[] => [cli, 'ledger', '--check', '--json', '--data', desk.data];
    const whole = copyDesk(home, drafted);
    const { trace } = await runTraced({ args: args(whole), root: whole.root });
    const steps = stepsOf(betweenWriteAndSync(trace, whole.root), whole.root);
    const killed = await twoAtATime(chooseInstants(steps, instants, seeded(2)), async ({ call, nth }) => {
      const desk = copyDesk(home, drafted);
      const tamper = [`inject=${call}:signal=SIGKILL:when=${nth}`];
      const ended = await runTraced({ args: args(desk), root: desk.root, tamper });
      expect(ended.trace.killed, `${call} ${nth}`).toContain(ended.trace.core);
      await expectRecovered({ desk, said: earlier, cores: [...cores, ended.trace.core] });
    });
    expect(killed.length).toBeGreaterThanOrEqual(4);
  });

  it.each([
    ['delay_enter=10000000', 'core'],
    ['signal=SIGSTOP', 'all'],
  ])('while it delivers what was recorded (%s, %s)', { timeout: 120_000 }, async (held, whom) => {
    const desk = copyDesk(home, undelivered);
    const args = [cli, 'start', '--host', 'none', '--data', desk.data];
    const core = await killAtLink(desk, args, held, whom === 'core' ? theCore : everyProcess);
    const { numbers } = await expectRecovered({ desk, said: earlier, cores: [...cores, core] });
    expect(numbers).toHaveLength(2);
  });
});
