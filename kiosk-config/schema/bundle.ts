import { z } from 'zod';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { agenciesSchema, holidaysSchema } from './agencies.ts';
import { channelsSchema } from './channels.ts';
import { deskSchema, kioskSchema } from './desk.ts';
import { devicesSchema } from './devices.ts';
import { limitsSchema, retentionSchema } from './limits.ts';
import { printerProfileSchema } from './printer-profile.ts';
import { type Problem, problemsOf, sentence } from './problems.ts';
import { proceduresSchema } from './procedure.ts';
import { distinct, isoDate, line } from './text.ts';
import { twoDDocSchema } from './two-d-doc.ts';

/** Languages that the product has words for, as BCP 47 codes. */
export const languageCodes = ['fr', 'en'] as const;

const catalogueSchema = z.strictObject({
  /** Quoted in every manifest: which catalogue a filing was made with. */
  version: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,30}$/, 'write letters, digits, dots and hyphens, such as 2026-11-23'),
  /** When a person last checked it; after 90 days its dates are « à confirmer » (promise 9). */
  checkedOn: isoDate,
  licence: line(120),
  procedures: proceduresSchema,
});

/** Everything staff may change on a kiosk (DESIGN section 1, "bundle"). Nothing in it is a command or a path to code. */
export const bundleSchema = z
  .strictObject({
    v: z.literal(1),
    /** Counts up by one at each publication; a kiosk never goes back (promise 10). */
    version: z.int().min(1),
    demo: z.boolean(),
    desk: deskSchema,
    kiosk: kioskSchema,
    /** In the order of the screen; French is always one of them, since receipts are in French first. */
    languages: z
      .array(z.enum(languageCodes))
      .min(1)
      .superRefine(distinct((code) => code, 'this language'))
      .refine((codes) => codes.includes('fr'), 'does not hold fr; add it'),
    printers: z
      .array(printerProfileSchema)
      .min(1)
      .superRefine(distinct((profile) => profile.id, 'this id')),
    devices: devicesSchema,
    channels: channelsSchema,
    limits: limitsSchema,
    retention: retentionSchema,
    agencies: agenciesSchema,
    holidays: holidaysSchema,
    twoDDoc: twoDDocSchema,
    catalogue: catalogueSchema,
  })
  .superRefine((bundle, context) => {
    const { counter } = bundle.channels;
    if (!bundle.demo && counter.enabled && counter.recipient === null)
      context.addIssue({
        code: 'custom',
        path: ['channels', 'counter', 'recipient'],
        message: 'is null although demo is false; write the age public key of the desk',
      });
    const profile = /\?profile=(.+)$/.exec(bundle.devices.printer ?? '')?.[1];
    const wanted = profile ?? 'generic-80';
    if (!bundle.printers.some((entry) => entry.id === wanted))
      context.addIssue({
        code: 'custom',
        path: profile ? ['devices', 'printer'] : ['printers'],
        message: `there is no printer profile ${wanted}; add it to printers`,
      });
    bundle.catalogue.procedures.forEach((procedure, index) => {
      if (!Object.hasOwn(bundle.agencies, procedure.organisme.code))
        context.addIssue({
          code: 'custom',
          path: ['catalogue', 'procedures', index, 'organisme', 'code'],
          message: `agencies has no entry ${procedure.organisme.code}; add one, with null for what is not known`,
        });
    });
  });

export type Bundle = z.infer<typeof bundleSchema>;

/** Why a bundle is refused; `problems` has them all, `message` the first few. */
export interface BundleFault
  extends Fault<'bundle-unreadable' | 'bundle-too-large' | 'bundle-not-json' | 'bundle-invalid'> {
  readonly problems: readonly Problem[];
}

/** Validates a bundle with its catalogue in place. Each problem names its field and says what to write. */
export function readBundle(json: unknown): Result<Bundle, BundleFault> {
  const parsed = bundleSchema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  const problems = problemsOf(parsed.error, json);
  return fail({ code: 'bundle-invalid', message: sentence(problems), problems });
}
