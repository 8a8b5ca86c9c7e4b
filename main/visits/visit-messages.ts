import { z } from 'zod';
import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { Locales } from '../../kiosk-config/schema/locales.ts';
import { paperStates } from '../../shared/contract/kiosk.ts';
import type { Fault, Result } from '../../shared/result.ts';
import type { DeviceNames } from '../devices/choose-devices.ts';
import type { PageLimits } from '../pages/limits.ts';
import { askSchema } from './core-link.ts';
import { scannerStates } from './device-states.ts';
import type { Dock } from './dock.ts';
import type { KioskFacts } from './filing-order.ts';
import type { VisitLimits } from './limits.ts';

/** What a visit's process is told when it starts; its parent made it, and is believed. */
export interface VisitSetup {
  readonly bundle: Bundle;
  readonly texts: Locales;
  readonly facts: KioskFacts;
  /** DATA/vault: the visit writes sealed files there, in folders of its drafts' names. */
  readonly vaultFolder: string;
  readonly devices: DeviceNames;
  readonly dock: Dock;
  readonly language: string;
  /** Number of the agent whose room this is; null: a visitor's visit. */
  readonly agent: string | null;
  readonly pageLimits: PageLimits;
  readonly limits: VisitLimits;
}

export type ToVisit =
  | { readonly kind: 'setup'; readonly setup: VisitSetup }
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown, Fault> }
  | { readonly kind: 'dock'; readonly dock: Dock }
  /** Comes with a connection; `what` is the host's own word about it. Nothing is read or written before `go`. */
  | { readonly kind: 'hand'; readonly id: number; readonly what: object }
  /** The core has let go of the connection. */
  | { readonly kind: 'go'; readonly id: number }
  | { readonly kind: 'end' };

/** What a visit's process says to the core: no word of what a visitor brought or typed. */
export const fromVisitSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready'), folder: z.string() }),
  z.strictObject({ kind: z.literal('refused'), code: z.enum(['no-tmpfs', 'not-ready']) }),
  z.strictObject({ kind: z.literal('ask'), id: z.int(), ask: askSchema }),
  z.strictObject({ kind: z.literal('handed'), id: z.int() }),
  z.strictObject({ kind: z.literal('draft'), filing: z.string().regex(/^[0-9a-f]{32}$/) }),
  z.strictObject({ kind: z.literal('printer'), state: z.enum(paperStates) }),
  z.strictObject({ kind: z.literal('scanner'), state: z.enum(scannerStates) }),
  z.strictObject({ kind: z.literal('ending'), how: z.enum(['finished', 'stopped', 'inactive', 'kiosk-stopping']) }),
  z.strictObject({ kind: z.literal('language'), language: z.string().max(10) }),
  /** What leaves by post went to the A4 printer. */
  z.strictObject({ kind: z.literal('packed') }),
  z.strictObject({ kind: z.literal('alive') }),
]);
export type FromVisit = z.infer<typeof fromVisitSchema>;
