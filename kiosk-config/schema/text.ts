import { z } from 'zod';

/** One line of text for paper and screen: no control bytes (a printer would obey them), no blank at either end. */
export const line = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine(
      (text) => !/\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}/u.test(text),
      'holds a control or invisible character; write plain text',
    )
    .refine((text) => text === text.trim(), 'begins or ends with a blank; take it away');

export const identifier = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'write small letters, digits and single hyphens, such as kiosk-1')
  .max(40);

/** Keys inside the catalogue: `notification_decision`, `avis_arret_1_2`. */
export const word = z
  .string()
  .regex(/^[a-z0-9]+(?:_[a-z0-9]+)*$/, 'write small letters, digits and single underscores, such as avis_impot')
  .max(60);

/** A French number as the catalogue writes it: 3949, 34 00, 0 809 401 401, 03 20 00 00 00. */
export const phone = z
  .string()
  .regex(
    /^(?:3\d{3}|3\d \d{2}|0 8\d{2} \d{3} \d{3}|0[1-79](?: \d{2}){4})$/,
    'write a French number with its blanks, such as 3949 or 03 20 00 00 00',
  );

export const isoDate = z.iso.date('write a real date as year-month-day, such as 2026-11-23');

export const webAddress = z
  .string()
  .max(500)
  .regex(
    /^https?:\/\/[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:[/?][^\s"<>]*)?$/,
    'write a whole web address, such as https://www.service-public.fr/',
  );

export const addressLines = z.array(line(60)).min(1).max(6);

/** Refuses a list in which two entries have the same key. */
export function distinct<T>(key: (entry: T) => unknown, name: string) {
  return (entries: readonly T[], context: z.RefinementCtx): void => {
    const seen = new Set<unknown>();
    entries.forEach((entry, index) => {
      if (seen.has(key(entry)))
        context.addIssue({ code: 'custom', path: [index], message: `${name} is used twice; give each its own` });
      seen.add(key(entry));
    });
  };
}

/** Text of the catalogue as it is shown, with French typography: ’ and no-break spaces, no working words left. */
export const prose = line(600).refine(
  (text) => !/ [;:!?»€%]|«[^\u00a0]|["']| {2}|TODO|FIXME|TBD|XXX|lorem ipsum|\?\?\?/.test(text),
  'breaks French typography; write ’ for an apostrophe and a no-break space before ; : ! ? » and after «',
);
