import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRecovered, type Found } from './after-the-kill.ts';
import { cli, copyDesk, type Desk, fileArgs, newDesk, newHome, removeHome, saidNumbers } from './desk.ts';
import {
  type Area,
  areaOf,
  betweenWriteAndSync,
  chooseInstants,
  type Instant,
  progressOf,
  seeded,
  stepsOf,
  twoAtATime,
} from './instants.ts';
import { keepEvidence, runTraced } from './traced-run.ts';

/** Of each way; the seed is fixed, so that a red run can be run again. */
const instants = process.env.RECEPISSE_TESTS === 'all' ? 60 : 13;
const seed = 20_261_123;

interface Outcome extends Found {
  /** Where it died: the call that never took effect. */
  readonly area: Area | null;
  readonly call: string;
  /** Writes that were finished before the kill, and fsyncs that a whole run still had to do. */
  readonly writesBefore: number;
  readonly syncsToCome: number;
}

/** A run that was not killed. */
interface Whole {
  readonly instants: readonly Instant[];
  readonly syncs: number;
}

describe('kill -9 between the first write and the last fsync of a filing', () => {
  let home: string;
  /** A desk that has one filing, which its process reported. */
  let used: Desk;
  let earlier: string[];
  const proven: Outcome[] = [];
  beforeAll(async () => {
    home = newHome();
    used = newDesk(home);
    const ended = await runTraced({ args: fileRun(used), root: used.root });
    earlier = saidNumbers(ended.stdout);
    expect([earlier.length, ended.stderr]).toEqual([1, '']);
  });
  afterAll(() => removeHome(home));

  const fileRun = (desk: Desk): string[] => [cli, 'file', ...fileArgs(desk, 'virtual:')];

  async function runWhole(desk: Desk): Promise<Whole> {
    const { trace } = await runTraced({ args: fileRun(desk), root: desk.root });
    const steps = stepsOf(betweenWriteAndSync(trace, desk.root), desk.root);
    return {
      instants: chooseInstants(steps, instants, seeded(seed)),
      syncs: progressOf(trace, desk.root).syncs,
    };
  }

  /** null when the instant did not come. */
  async function killAt({ call, nth }: Instant, desk: Desk, whole: Whole, said: string[]): Promise<Outcome | null> {
    const tamper = [`inject=${call}:signal=SIGKILL:when=${nth}`];
    const { trace, stdout } = await runTraced({ args: fileRun(desk), root: desk.root, tamper });
    if (!trace.killed.includes(trace.core)) return null;
    // strace answers the call with the signal: it is the last that its thread began, and it had no effect. Each thread is counted
    // apart: a helper thread of the core that comes first to its own nth takes the whole of it along.
    const last = trace.killed
      .map((thread) => trace.calls.findLast(({ pid }) => pid === thread))
      .find((made) => made?.call === call && made.nth === nth);
    expect(last).toMatchObject({ call, nth, done: false });
    const found = await expectRecovered({ desk, said: [...said, ...saidNumbers(stdout)], cores: [trace.core] });
    const { writes, syncs } = progressOf(trace, desk.root);
    const area = last ? areaOf(last, desk.root) : null;
    return { ...found, area, call, writesBefore: writes, syncsToCome: whole.syncs - syncs };
  }

  async function killEverywhere(makeDesk: () => Desk, said: string[]): Promise<Outcome[]> {
    const whole = await runWhole(makeDesk());
    const failures: string[] = [];
    const outcomes = await twoAtATime(whole.instants, async (instant) => {
      const failed = (error: unknown): null => {
        failures.push(`${instant.call} ${instant.nth} (${instant.area}): ${String(error)}`);
        return null;
      };
      // How often `write` is called, to wake a thread for one, differs a little from run to run.
      for (const nth of instant.call === 'write' ? [0, 4, 8].map((back) => instant.nth - back) : [instant.nth]) {
        const outcome = await killAt({ ...instant, nth }, makeDesk(), whole, said).catch(failed);
        if (outcome) return outcome;
      }
      return null;
    });
    expect(failures).toEqual([]);
    const killed = outcomes.filter((outcome) => outcome !== null);
    expect(killed.length).toBeGreaterThanOrEqual(whole.instants.length * 0.8);
    proven.push(...killed.filter(({ writesBefore, syncsToCome }) => writesBefore > 0 && syncsToCome > 0));
    return killed;
  }

  it('of the first start, while store, keys and vault are made', { timeout: 1_200_000 }, async () => {
    const killed = await killEverywhere(() => newDesk(home), []);
    expect(Math.max(...killed.map(({ numbers }) => numbers.length))).toBeLessThanOrEqual(1);
  });

  it('of a later one, beside a filing that was reported', { timeout: 1_200_000 }, async () => {
    const killed = await killEverywhere(() => copyDesk(home, used), earlier);
    // Some died before their commit and some after it: both sides of the promise were tried. And pages lay in memory.
    expect(new Set(killed.map(({ numbers }) => numbers.length))).toEqual(new Set([1, 2]));
    expect(killed.some(({ leftPages }) => leftPages)).toBe(true);
  });

  it('a trace proves twenty of them or more, in every part that is written', () => {
    keepEvidence('kill-9.json', proven);
    expect(proven.length).toBeGreaterThanOrEqual(20);
    expect([...new Set(proven.map(({ area }) => area))]).toEqual(
      expect.arrayContaining(['keys', 'vault', 'log', 'store']),
    );
  });
});
