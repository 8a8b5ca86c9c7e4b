import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, type Desk, fileArgs, newDesk, newHome, removeHome, saidNumbers } from './desk.ts';
import { areaOf } from './instants.ts';
import { notOnDisk } from './on-disk.ts';
import { isWrite, type Trace, type TracedCall } from './trace.ts';
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

  /**
   * Ways in which the kiosk's own process makes a filing known: on paper, as an order to the child that delivers, as an
   * answer. That process does one thing at a time, so that nothing is half written at these moments but by mistake.
   */
  function saidBy({ pid, text }: TracedCall, { core }: Trace): 'paper' | 'order' | 'answer' | null {
    if (pid !== core) return null;
    if (text.startsWith('write(1<')) return 'answer';
    const [, kind] = /^writev?\(\d+<(TCP|UNIX)/.exec(text) ?? [];
    if (kind === undefined) return null;
    return kind === 'TCP' ? 'paper' : 'order';
  }

  it.each(['the first filing', 'a later one'])('%s: it is on the disk by then', async () => {
    const { trace, stdout, stderr } = await runTraced({
      args: [cli, 'file', ...fileArgs(desk, 'virtual:')],
      root: desk.root,
    });
    expect(saidNumbers(stdout), stderr).toHaveLength(1);
    const ways = trace.calls.map((call) => saidBy(call, trace));
    expect(ways).toEqual(expect.arrayContaining(['paper', 'order', 'answer']));
    // The order comes after the last paper was sealed, and before the packet is in place.
    const packet = trace.calls.findIndex(({ pid, call }) => pid !== trace.core && call === 'link');
    const sealed = trace.calls.findLastIndex((call) => isWrite(call) && areaOf(call, desk.root) === 'vault');
    expect(ways.slice(sealed, packet)).toContain('order');
    for (const [index, way] of ways.entries()) {
      if (way === null) continue;
      // The answer also speaks of the delivery; paper and order of what is recorded.
      const folder = way === 'answer' ? desk.root : desk.data;
      expect(notOnDisk(trace.calls.slice(0, index), folder), `${way} too early`).toEqual([]);
    }
  });
});
