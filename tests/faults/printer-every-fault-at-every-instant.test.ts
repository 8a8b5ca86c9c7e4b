import { describe, expect, test } from 'vitest';
import { buildEscposPrinter } from '../../main/devices/printers/escpos-printer.ts';
import { PRINTER_LIMITS } from '../../main/devices/printers/limits.ts';
import { startVirtualPrinter } from '../../main/devices/printers/virtual/virtual-printer.ts';
import { MemoryPlug } from '../devices/memory-plug.ts';
import { bytesBeforeJob, checkMishap, mishapJob, mishapPrinters, mishaps } from '../devices/printer-mishap.ts';
import { FAST, openForTest, PAPER_80, PAPER_80_H, sleep } from '../devices/printer-parts.ts';
import { ruleTime } from '../devices/ruled-time.ts';

/** As in every bundle a low estimate: half of what the slower of these printers does. A GS r printer's paper is waited for by it. */
const models = [PAPER_80, PAPER_80_H].map((model) => ({ ...model, speedMmPerS: 1_000 }));
const profiles = models.map(({ id }) => id);
const modelOf = (id: string) => {
  const model = models.find((profile) => profile.id === id);
  if (!model) throw new Error('no such profile');
  return model;
};
/** Before the first byte, at each of the first and the last, and so many in between. */
const instants = (between: number): number[] => [
  0,
  bytesBeforeJob + 1,
  ...Array.from({ length: between }, (_, i) => bytesBeforeJob + Math.round(((i + 1) * mishapJob.length) / between) - 3),
  bytesBeforeJob + mishapJob.length,
];
const cells = (between: number) =>
  profiles.flatMap((profile) =>
    Object.entries(mishapPrinters).flatMap(([printer, speeds]) =>
      Object.keys(mishaps).flatMap((mishap) =>
        instants(between).map((atByte) => ({ profile, printer, speeds, mishap, atByte })),
      ),
    ),
  );

describe('every mishap at every instant, on time that is ruled', () => {
  test.each(cells(17))('$mishap at byte $atByte ($printer, $profile)', async ({ profile, speeds, mishap, atByte }) => {
    const { clock, until, sleep } = ruleTime();
    let plug: MemoryPlug | null = null;
    const started = await startVirtualPrinter({
      profile: modelOf(profile),
      ...speeds,
      clock,
      plug: (mechanism) => {
        plug = new MemoryPlug(mechanism, clock);
        return plug;
      },
    });
    if (!started.ok || !plug) throw new Error('no printer');
    const { open } = plug as MemoryPlug;
    let jobs = 0;
    const device = buildEscposPrinter({
      name: 'in memory',
      profile: modelOf(profile),
      virtual: true,
      clock,
      limits: PRINTER_LIMITS,
      newProcessId: () => String(++jobs).padStart(4, 'A'),
      openLink: open,
      dispose: async () => undefined,
    });
    await checkMishap({ virtual: started.value, device, mishap, atByte, until, sleep });
    await started.value.close();
  });
});

/** The same over real sockets and real time, each mishap twice. */
const sample = cells(4).filter((_, i) => i % 13 === 5);

describe('the same over TCP', () => {
  test('the sample has every mishap', () => {
    expect(new Set(sample.map(({ mishap }) => mishap)).size).toBe(Object.keys(mishaps).length);
  });

  test.concurrent.each(sample)('$mishap at byte $atByte ($printer, $profile)', async (cell) => {
    const started = await startVirtualPrinter({ profile: modelOf(cell.profile), ...cell.speeds });
    if (!started.ok) throw new Error(started.fault.message);
    const device = await openForTest(`tcp://127.0.0.1:${started.value.port}?profile=${cell.profile}`, FAST, models);
    const { mishap, atByte } = cell;
    await checkMishap({ virtual: started.value, device, mishap, atByte, until: (promise) => promise, sleep });
    await started.value.close();
  });
});
