import { z } from 'zod';

const handshake = {
  method: z.literal('GET'),
  headers: z.record(z.string(), z.string()),
  /** What came after the headers. */
  head: z.instanceof(Uint8Array),
};

/** What the server says of a connection that it hands to the visit's process. */
export const doorMessageSchema = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('page'), ...handshake }),
  /** A picture of the page's camera comes on it. */
  z.strictObject({ to: z.literal('frame'), frame: z.string().max(120), ...handshake }),
  z.strictObject({ to: z.literal('picture'), token: z.string().max(100) }),
]);
export type DoorMessage = z.infer<typeof doorMessageSchema>;
