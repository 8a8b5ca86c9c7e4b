import { z } from 'zod';

const host = '(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9a-fA-F:.]+\\])';
const port = '(?::\\d{1,5})?';
const path = "(?:/[A-Za-z0-9._~%!$&'()*+,;=:@-]*)*";

/** Only these shapes exist, so that no device text can become a command, an option or a file of ours. */
const printerSpec = new RegExp(
  `^(?:tcp://${host}:\\d{1,5}(?:\\?profile=[a-z0-9-]{1,40})?|file:/dev/[A-Za-z0-9/_-]+(?:\\?profile=[a-z0-9-]{1,40})?|virtual:)$`,
);
const a4Spec = new RegExp(`^(?:ipps?://${host}${port}${path}|[A-Za-z0-9][A-Za-z0-9_.-]{0,126}|virtual:)$`);
const scannerSpec = new RegExp(
  `^(?:escl:https?://${host}${port}${path}|folder:/[^\\p{Cc}]{1,400}|camera:[^\\p{Cc}]{0,100}|virtual:|(?!camera:)[a-z][a-z0-9_-]{0,40}:[^\\p{Cc}\\s][^\\p{Cc}]{0,200})$`,
  'u',
);

const spec = (shape: RegExp, advice: string) =>
  z
    .string()
    .max(500)
    .regex(shape, advice)
    .refine(
      (text) => !text.includes('/../') && !text.endsWith('/..'),
      'climbs out of a folder with ..; write the real path',
    )
    .nullable();

/** The devices a kiosk uses; null: none is named, and a virtual one takes its place. */
export const devicesSchema = z.strictObject({
  printer: spec(
    printerSpec,
    'write tcp://HOST:PORT, file:/dev/usb/lp0 or virtual: (?profile=ID may follow the first two), or null',
  ),
  scanner: spec(
    scannerSpec,
    'write escl:URL, folder:/DIR, camera:, camera:LABEL, virtual: or the name SANE gives the device, or null',
  ),
  a4: spec(a4Spec, 'write an ipp:// address, the name of a CUPS queue or virtual:, or null'),
});
