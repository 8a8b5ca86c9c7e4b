import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Delivery } from './channel.ts';

/** What an agent may read without opening the packet: no name, no field. */
const indexSchema = z.object({
  v: z.literal(1),
  number: z.string(),
  preparedAt: z.string(),
  files: z.int(),
  pages: z.int(),
  manifestHash: z.string(),
  /** The same however often the packet is written (promise 2). */
  idempotencyKey: z.string(),
  /** 1, and one more each time a person saw that the packet was not there. */
  sending: z.int(),
  /** SHA-256 of the packet's file, hex: a packet that is damaged shows. */
  packet: z.string(),
});
export type PacketIndex = z.infer<typeof indexSchema>;

export const writeIndex = (delivery: Delivery, packet: string): string =>
  `${JSON.stringify({
    v: 1,
    number: delivery.number,
    preparedAt: delivery.preparedAt,
    files: delivery.files.length,
    pages: delivery.pages,
    manifestHash: delivery.manifestHash,
    idempotencyKey: delivery.idempotencyKey,
    sending: delivery.sending,
    packet,
  } satisfies PacketIndex)}\n`;

/** Null when there is none, or when it is damaged. Throws the file system's own error. */
export function readIndex(file: string): PacketIndex | null {
  if (!existsSync(file)) return null;
  try {
    return indexSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}
