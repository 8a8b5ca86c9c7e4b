import { z } from 'zod';

/**
 * What else goes over a line that is a MessagePort, beside the contract's texts: the page asks for its visit and sends two ports
 * along, one for the visit's contract and one for its pictures. Who serves the line hands both on unread.
 */
export const visitRequestSchema = z.strictObject({ visit: z.string().max(100) });
export type VisitRequest = z.infer<typeof visitRequestSchema>;

/** Over the second port: a picture by its one-time token, and the answer with the same id. */
export const pictureRequestSchema = z.strictObject({ id: z.int().min(0), token: z.string().max(100) });
export type PictureRequest = z.infer<typeof pictureRequestSchema>;

export interface PictureReply {
  readonly id: number;
  readonly picture: { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> } | null;
}
