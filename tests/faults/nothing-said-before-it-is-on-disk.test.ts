import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, type Desk, fileArgs, newDesk, newHome, removeHome, saidNumbers } from './desk.ts';
import { areaOf } from './instants.ts';
import { notOnDisk } from './on-disk.ts';
import type { Trace, TracedCall } from './trace.ts';
import { runTraced } from './traced-run.ts';

// A killed process leaves its writes with the kernel; a power cut does not. So the order itself is held against the trace.
describe('a power cut after something was said', () => {
  let home: string;
  let desk: Desk;
  beforeAll(() => {
    home = newHome();
    desk = newDesk(home);
  });
  afterAll(() => removeHome(home));

  /** Ways in which a recorded filing gets known: on paper, at the counter, as an answer. */
  function saidBy(call: TracedCall, { core }: Trace): 'paper' | 'packet' | 'answer' | null {
    const area = areaOf(call, desk.root);
    if (area === 'printer') return 'paper';
    if (area === 'counter' && call.call === 'link') return 'packet';
    return call.pid === core && call.text.startsWith('write(1<') ? 'answer' : null;
  }

  it.each(['the first filing', 'a later one'])('%s: it is on the disk by then', async () => {
    const { trace, stdout, stderr } = await runTraced({
      args: [cli, 'file', ...fileArgs(desk, 'virtual:')],
      root: desk.root,
    });
    expect(saidNumbers(stdout), stderr).toHaveLength(1);
    const ways = trace.calls.map((call) => saidBy(call, trace));
    expect(ways).toEqual(expect.arrayContaining(['paper', 'packet', 'answer']));
    for (const [index, way] of ways.entries()) {
      if (way === null) continue;
      // The answer also speaks of the delivery; paper and packet of what is recorded.
      const folder = way === 'answer' ? desk.root : desk.data;
      expect(notOnDisk(trace.calls.slice(0, index), folder), `${way} said too early`).toEqual([]);
    }
  });
});
