import { z } from 'zod';
import { channelIds } from '../../shared/filing.ts';
import { department } from './place.ts';
import { sourceSchema } from './rules.ts';
import { addressLines, line, phone } from './text.ts';

/** When an agency owes its acknowledgement, in working days after it got the filing, and by which channels that rule holds. */
const acknowledgement = z.strictObject({
  workingDays: z.int().min(1).max(60),
  channels: z.array(z.enum(channelIds)).min(1),
  source: sourceSchema,
});

/** One agency of the catalogue. Null is "not known" (for `department`: the desk's), and is never printed. */
const agency = z.strictObject({
  name: line(160),
  phone: phone.nullable(),
  department: department.nullable(),
  address: addressLines.nullable(),
  acknowledgement: acknowledgement.nullable(),
});

/** Code of `organisme` in the catalogue → what the desk knows of it. */
export const agenciesSchema = z.record(
  z.string().regex(/^[A-Za-z]{2,12}$/, 'write the code of the catalogue, such as CAF'),
  agency,
);

/** Days off that the law leaves to the place (catalogue README, « Fériés »). */
export const holidaysSchema = z.strictObject({
  /** Code du travail L3134-13: only communes with a protestant temple or a mixed church. */
  goodFridayObserved: z.boolean(),
  localDays: z
    .array(
      z
        .strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(31), name: line(60) })
        .refine(({ month, day }) => day <= new Date(Date.UTC(2028, month, 0)).getUTCDate(), {
          path: ['day'],
          message: 'is no day of this month',
        }),
    )
    .max(12),
});
