import { z } from 'zod';

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

export const handOffSchema = z.strictObject({
  state: z.enum(['queued', 'sent', 'failed', 'unknown']),
  reference: z.string().nullable(),
  next: z.enum(['person', 'retry', 'none']),
  fault: z.string().nullable(),
});
