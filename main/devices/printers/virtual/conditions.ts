import { z } from 'zod';

const conditions = z.strictObject({
  paper: z.enum(['present', 'near-end', 'out']),
  cover: z.enum(['closed', 'open']),
  error: z.enum(['none', 'cutter', 'heat', 'service']),
  /** `silent`: it prints and says nothing; `garbage`: it answers with bytes of no meaning; `storm`: status reports without end. */
  voice: z.enum(['normal', 'silent', 'garbage', 'storm']),
  /** `cut`: connections end at once and new ones are refused. */
  line: z.enum(['joined', 'cut']),
  /** 1 is its normal speed, 0.1 ten times slower, 0 stands still. */
  pace: z.number().min(0).max(100),
});
export type Conditions = z.infer<typeof conditions>;

/** What can be done to the printer from outside, while a job runs. Absent keys stay as they are. */
export const changeSchema = conditions.partial();
export type ConditionChange = z.infer<typeof changeSchema>;

/** When a change takes effect: at once, or when so much of the jobs has arrived or been printed since power-on. */
export const triggerSchema = z.strictObject({ bytes: z.number().int().min(0), mm: z.number().min(0) }).partial();
export type Trigger = z.infer<typeof triggerSchema>;

/** The control file: one JSON object, read again whenever it changes. */
export const controlFileSchema = z.strictObject({ set: changeSchema, after: triggerSchema.optional() });

export const HEALTHY: Conditions = {
  paper: 'present',
  cover: 'closed',
  error: 'none',
  voice: 'normal',
  line: 'joined',
  pace: 1,
};

export const applyChange = (now: Conditions, change: ConditionChange): Conditions => ({
  paper: change.paper ?? now.paper,
  cover: change.cover ?? now.cover,
  error: change.error ?? now.error,
  voice: change.voice ?? now.voice,
  line: change.line ?? now.line,
  pace: change.pace ?? now.pace,
});

/** The printer cannot print; data stays in its buffer. */
export const isOffline = (now: Conditions): boolean =>
  now.paper === 'out' || now.cover === 'open' || now.error !== 'none';

const errorBits = (now: Conditions): number => ({ none: 0, cutter: 0x08, heat: 0x40, service: 0x20 })[now.error];

/** The answer to DLE EOT n (bits 1 and 4 always set). */
export function realTimeAnswer(n: number, now: Conditions): number {
  if (n === 1) return 0x12 | (isOffline(now) ? 0x08 : 0);
  if (n === 2) {
    const paper = now.paper === 'out' ? 0x20 : 0;
    return 0x12 | (now.cover === 'open' ? 0x04 : 0) | paper | (now.error !== 'none' ? 0x40 : 0);
  }
  if (n === 3) return 0x12 | errorBits(now);
  return 0x12 | (now.paper === 'present' ? 0 : 0x0c) | (now.paper === 'out' ? 0x60 : 0);
}

/** The answer to GS r 1, and the third byte of a report. */
export const sensorAnswer = (now: Conditions): number =>
  (now.paper === 'present' ? 0 : 0x03) | (now.paper === 'out' ? 0x0c : 0);

/** The four bytes of an automatic status report (GS a). */
export function report(now: Conditions): Uint8Array {
  const first = 0x10 | (isOffline(now) ? 0x08 : 0) | (now.cover === 'open' ? 0x20 : 0);
  return Uint8Array.of(first, errorBits(now), sensorAnswer(now), 0x0f);
}
