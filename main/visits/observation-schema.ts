import { z } from 'zod';
import { channelIds } from '../../shared/filing.ts';
import type { Observation } from '../filings/legality.ts';

const channel = z.enum(channelIds);
const agent = z.string().max(8).nullable();
/** One line that reads as it is: a control character would be obeyed by a printer, an invisible one makes two texts look the same. */
export const plainLine = z
  .string()
  .min(1)
  .max(80)
  .refine(
    (text) => text.isWellFormed() && text === text.normalize('NFC').trim() && !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text),
  );

/** What a person may observe at the kiosk, as it comes over a visit's pipe. To forget a filing is no work of a visit. */
export const observationSchema: z.ZodType<Observation> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sent'), channel, reference: plainLine, agent }),
  z.strictObject({ kind: z.literal('not-received'), channel, agent }),
  z.strictObject({
    kind: z.literal('acknowledged'),
    number: plainLine,
    date: z.string().regex(/^\d{4}-\d\d-\d\d$/),
    pages: z.int().min(0).max(99_999).nullable(),
    pagesHeld: z.array(z.int().min(1).max(1_000)).max(1_000).nullable(),
  }),
  z.strictObject({ kind: z.literal('withdrawn') }),
]);
