import { describe, expect, test } from 'vitest';
import type { PrintResult } from '../../main/devices/printers/printer.ts';
import type { ConditionChange } from '../../main/devices/printers/virtual/conditions.ts';
import { startVirtualPrinter } from '../../main/devices/printers/virtual/virtual-printer.ts';
import { openForTest, PROFILES, plainJob, sleep } from '../devices/printer-parts.ts';

const JOB = plainJob(150);
/** Bytes that reach the printer before the job: GS r. */
const BEFORE_JOB = 3;

const FAULTS: Record<string, { readonly change: ConditionChange; readonly may: readonly PrintResult[] }> = {
  'paper out': { change: { paper: 'out' }, may: ['not-printed'] },
  'cover open': { change: { cover: 'open' }, may: ['not-printed'] },
  'knife jammed': { change: { error: 'cutter' }, may: ['not-printed'] },
  'head too hot': { change: { error: 'heat' }, may: ['not-printed'] },
  silence: { change: { voice: 'silent' }, may: ['unknown', 'not-printed'] },
  garbage: { change: { voice: 'garbage' }, may: ['unknown', 'not-printed'] },
  'reports without end': { change: { voice: 'storm' }, may: ['printed'] },
  'line cut': { change: { line: 'cut' }, may: ['unknown', 'not-printed', 'printed'] },
  'standing still': { change: { pace: 0 }, may: ['unknown', 'not-printed'] },
  'five times slower': { change: { pace: 0.2 }, may: ['printed', 'unknown'] },
};
const INSTANTS: Record<string, number> = {
  'before the first byte': 0,
  'at the first byte': BEFORE_JOB + 1,
  early: BEFORE_JOB + 400,
  'in the middle': BEFORE_JOB + JOB.length / 2,
  'before the cut': BEFORE_JOB + JOB.length - 3,
  'at the last byte': BEFORE_JOB + JOB.length,
};
const PRINTERS = {
  'small buffer, slow': { bufferBytes: 1_024, bytesPerS: 40_000, speedMmPerS: 4_000 },
  'takes a job whole': { bufferBytes: 65_536, bytesPerS: 1_000_000, speedMmPerS: 2_000 },
};

const matrix = ['generic-80', 'generic-80-h'].flatMap((profile) =>
  Object.keys(PRINTERS).flatMap((printer) =>
    Object.keys(FAULTS).flatMap((fault) =>
      Object.keys(INSTANTS).map((instant) => ({ profile, printer: printer as keyof typeof PRINTERS, fault, instant })),
    ),
  ),
);
/** Every eleventh cell of 240, every fault at least twice; all of them with RECEPISSE_TESTS=all. */
const cells = process.env.RECEPISSE_TESTS === 'all' ? matrix : matrix.filter((_, i) => i % 11 === 4);

describe('never a false printed, never a late receipt', () => {
  test.concurrent.each(cells)('$fault $instant ($printer, $profile)', async ({ profile, printer, fault, instant }) => {
    const model = PROFILES.find(({ id }) => id === profile);
    const { change, may } = FAULTS[fault] ?? { change: {}, may: [] };
    if (model === undefined) throw new Error('no such profile');
    const started = await startVirtualPrinter({ profile: model, ...PRINTERS[printer] });
    if (!started.ok) throw new Error(started.fault.message);
    const virtual = started.value;
    const device = await openForTest(`tcp://127.0.0.1:${virtual.port}?profile=${profile}`);
    virtual.control(change, { bytes: INSTANTS[instant] ?? 0 });

    const outcome = await device.print(JOB);
    expect(may).toContain(outcome.result);
    const [paper] = await virtual.papers();
    if (outcome.result === 'printed') {
      expect(paper?.complete).toBe(true);
      for (const line of ['00000 ligne', '00149 ligne', 'DERNIERE LIGNE']) expect(paper?.text).toContain(line);
    }
    if (outcome.bytesSent === 0) expect(paper).toBeUndefined();

    // Somebody puts the printer in order. What was told as failed must not come out for whoever stands there now.
    virtual.control({ paper: 'present', cover: 'closed', error: 'none', voice: 'normal', line: 'joined', pace: 1 });
    await sleep(150);
    const later = (await virtual.papers())[0];
    if (outcome.result !== 'printed' && outcome.mayPrintLater !== true) expect(later?.text).toBe(paper?.text);

    // The next visitor's receipt comes whole; behind the rest of another job the printer's answers may be doubtful.
    const next = Buffer.from(
      Buffer.from(plainJob(20)).toString('latin1').replace('00000 ligne', 'VISITEUR DEUX'),
      'latin1',
    );
    const second = await device.print(next);
    if (outcome.mayPrintLater === true && second.result !== 'printed') expect(second.result).toBe('unknown');
    else expect(second).toMatchObject({ result: 'printed' });
    if (second.result !== 'printed') return await virtual.close();
    const texts = (await virtual.papers()).map(({ text }) => text);
    expect(texts.filter((text) => text.includes('VISITEUR DEUX') && text.includes('00019 ligne'))).toHaveLength(1);
    await virtual.close();
  });
});
