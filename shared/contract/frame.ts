import { z } from 'zod';

/** Why the page has no picture: no such camera; another program holds it; it may not be used; nothing came in time. */
export const frameFaults = ['absent', 'busy', 'refused', 'late'] as const;
export type FrameFault = (typeof frameFaults)[number];

/** A JPEG of 24 million pixels at the best quality has some 12 MB. */
export const frameLimits = { maxBytes: 16_000_000 } as const;

/** Over the line's second port: the picture that was wanted at this one-time address. By WebSocket it is one binary message. */
export const framePostSchema = z.strictObject({
  frame: z.string().max(100),
  jpeg: z.instanceof(Uint8Array).refine(({ length }) => length <= frameLimits.maxBytes),
});
export type FramePost = z.infer<typeof framePostSchema>;
