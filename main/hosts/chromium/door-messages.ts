import { z } from 'zod';

/** What the server says of a connection that it hands to the visit's process. */
export const doorMessageSchema = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.literal('page'),
    method: z.literal('GET'),
    headers: z.record(z.string(), z.string()),
    /** What came after the headers. */
    head: z.instanceof(Uint8Array),
  }),
  z.strictObject({ to: z.literal('picture'), token: z.string().max(100) }),
]);
export type DoorMessage = z.infer<typeof doorMessageSchema>;
