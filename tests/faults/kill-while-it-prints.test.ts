import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startVirtualPrinter, type VirtualPrinter } from '../../main/devices/printers/virtual/virtual-printer.ts';
import { startPrint } from '../../main/filings/prints.ts';
import { openKiosk } from '../../main/kiosk.ts';
import { PAPER_80 } from '../devices/printer-parts.ts';
import { expectRecovered } from './after-the-kill.ts';
import { cli, type Desk, fileArgs, newDesk, newHome, removeHome } from './desk.ts';
import { areaOf } from './instants.ts';
import { runAndKill, theCore } from './traced-run.ts';

/** A slow printer: bytes trickle in, and the paper takes its time. */
const slow = { bytesPerS: 10_000, speedMmPerS: 20 };

describe('kill -9 while the receipt is printed', () => {
  let home: string;
  beforeAll(() => {
    home = newHome();
  });
  afterAll(() => removeHome(home));

  /** What the store knows of the print: a reprint of it must say DUPLICATA, since paper may have come out. */
  async function readPrint(desk: Desk, number: string): Promise<unknown> {
    const kiosk = await openKiosk({ data: desk.data, bundle: null });
    if (!kiosk.ok) throw new Error(kiosk.fault.message);
    const { core, close } = kiosk.value;
    const rows = core.store.all('SELECT result, duplicate, ended_at FROM prints ORDER BY id LIMIT 1');
    const again = startPrint(core, number, 1);
    close();
    return { rows, again: again.ok && again.value.duplicate };
  }

  it.each([
    ['in the middle of its bytes', (printer: VirtualPrinter) => printer.bytesTaken >= 3_000],
    ['when its first byte was taken', (printer: VirtualPrinter) => printer.bytesTaken > 0],
  ])('%s: recorded, delivered once, `unknown` on paper, and never printed by itself again', async (_, at) => {
    const desk = newDesk(home);
    const opened = await startVirtualPrinter({ profile: PAPER_80, ...slow });
    if (!opened.ok) throw new Error(opened.fault.message);
    const printer = opened.value;
    try {
      const args = [cli, 'file', ...fileArgs(desk, `tcp://127.0.0.1:${printer.port}`)];
      const watch = { at: () => at(printer), victims: theCore };
      const { trace, stdout, hit } = await runAndKill({ args, root: desk.root }, watch);
      expect([hit, trace.killed.includes(trace.core), stdout]).toEqual([true, true, '']);
      expect(trace.calls.some((call) => areaOf(call, desk.root) === 'printer')).toBe(true);
      const { numbers } = await expectRecovered({ desk, said: [], cores: [trace.core] });
      expect(numbers).toHaveLength(1);
      expect(await readPrint(desk, numbers[0] ?? '')).toEqual({
        rows: [{ result: 'unknown', duplicate: 0, ended_at: null }],
        again: true,
      });
      expect((await printer.papers()).length).toBeLessThanOrEqual(1);
    } finally {
      await printer.close();
    }
  });
});
