import { z } from 'zod';
import type { HandOff } from './channel.ts';

/** What the delivering child is told, over its private pipe: the only place where a filing's key leaves the core. */
export const deliverOrderSchema = z.strictObject({
  channel: z.strictObject({
    id: z.literal('counter'),
    folder: z.string(),
    dataFolder: z.string(),
    recipient: z.string(),
  }),
  vaultFolder: z.string(),
  filing: z.string(),
  /** base64url. */
  filingKey: z.string(),
  number: z.string(),
  idempotencyKey: z.string(),
  sending: z.int().min(1),
  manifestHash: z.string(),
  pages: z.number(),
  preparedAt: z.string(),
  /** Record and first receipt as they lie in the store, base64url. */
  sealed: z.strictObject({ record: z.string(), receipt: z.string() }),
});
export type DeliverOrder = z.infer<typeof deliverOrderSchema>;

const nothing = z.null();

/** What the child answers. A `sent` without its reference, or anything else that cannot be, is no answer. */
export const handOffSchema: z.ZodType<HandOff> = z.union([
  z.strictObject({ state: z.literal('sent'), reference: z.string().min(1), next: z.literal('none'), fault: nothing }),
  z.strictObject({
    state: z.enum(['failed', 'unknown']),
    reference: nothing,
    next: z.literal('none'),
    fault: z.string(),
  }),
  z.strictObject({ state: z.literal('queued'), reference: nothing, next: z.literal('person'), fault: nothing }),
  z.strictObject({ state: z.literal('queued'), reference: nothing, next: z.literal('retry'), fault: z.string() }),
]);
