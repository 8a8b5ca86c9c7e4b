import { expect } from 'vitest';
import type { PrintResult, ReceiptPrinter } from '../../main/devices/printers/printer.ts';
import type { ConditionChange } from '../../main/devices/printers/virtual/conditions.ts';
import type { VirtualPrinter } from '../../main/devices/printers/virtual/virtual-printer.ts';
import { plainJob } from './printer-parts.ts';

export const mishapJob = plainJob(150);
/** Bytes that reach the printer before the job: GS r. */
export const bytesBeforeJob = 3;

/** What can befall a printer, and what may then be said of the job. */
export const mishaps: Readonly<
  Record<string, { readonly change: ConditionChange; readonly may: readonly PrintResult[] }>
> = {
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

export const mishapPrinters = {
  'small buffer, slow': { bufferBytes: 1_024, bytesPerS: 40_000, speedMmPerS: 4_000 },
  'takes a job whole': { bufferBytes: 65_536, bytesPerS: 1_000_000, speedMmPerS: 2_000 },
} as const;

export interface MishapCase {
  readonly virtual: VirtualPrinter;
  readonly device: ReceiptPrinter;
  readonly mishap: string;
  /** Print data that has reached the printer when it happens. */
  readonly atByte: number;
  readonly until: <T>(promise: Promise<T>) => Promise<T>;
  readonly sleep: (ms: number) => Promise<void>;
}

/** One mishap at one instant of a job: never a false « printed », and nothing of it comes out for the next visitor. */
export async function checkMishap({ virtual, device, mishap, atByte, until, sleep }: MishapCase): Promise<void> {
  const { change, may } = mishaps[mishap] ?? { change: {}, may: [] };
  virtual.control(change, { bytes: atByte });
  const outcome = await until(device.print(mishapJob));
  expect(may).toContain(outcome.result);
  const [paper] = virtual.transcripts();
  if (outcome.result === 'printed') {
    expect(paper?.complete).toBe(true);
    for (const line of ['00000 ligne', '00149 ligne', 'DERNIERE LIGNE']) expect(paper?.text).toContain(line);
  }
  if (outcome.bytesSent === 0) expect(paper).toBeUndefined();

  // Somebody puts the printer in order. What was told as failed must not come out for whoever stands there now.
  virtual.control({ paper: 'present', cover: 'closed', error: 'none', voice: 'normal', line: 'joined', pace: 1 });
  await sleep(150);
  const [later] = virtual.transcripts();
  if (outcome.result !== 'printed' && outcome.mayPrintLater !== true) expect(later?.text).toBe(paper?.text);

  // The next visitor's receipt comes whole; behind the rest of another job the printer's answers may be doubtful.
  const next = Buffer.from(
    Buffer.from(plainJob(20)).toString('latin1').replace('00000 ligne', 'VISITEUR DEUX'),
    'latin1',
  );
  const second = await until(device.print(next));
  if (outcome.mayPrintLater === true && second.result !== 'printed') expect(second.result).toBe('unknown');
  else expect(second).toMatchObject({ result: 'printed' });
  if (second.result !== 'printed') return;
  const texts = virtual.transcripts().map(({ text }) => text);
  expect(texts.filter((text) => text.includes('VISITEUR DEUX') && text.includes('00019 ligne'))).toHaveLength(1);
}
