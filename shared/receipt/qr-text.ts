import { base32nopad } from '@scure/base';
import { attempt } from '../bytes.ts';

/**
 * Constant of format R1, never configuration (docs/format.md): a phone's camera opens the verifier, and the fragment,
 * which is the receipt, never leaves the phone. At most 40 characters up to and including `R1.`.
 */
export const qrPrefix = 'HTTPS://RECEPISSE.EXAMPLE/V#R1.';

/** RFC 4648 base32, upper case, no padding: the alphanumeric mode of a QR code. */
export const encodeQrText = (cose: Uint8Array): string => qrPrefix + base32nopad.encode(cose);

/** The COSE bytes of a QR text with exactly the prefix or none; null when re-encoding does not give the same text. */
export function decodeQrText(text: string): Uint8Array | null {
  const body = text.startsWith(qrPrefix) ? text.slice(qrPrefix.length) : text;
  const cose = attempt(() => base32nopad.decode(body));
  return cose && cose.length > 0 && base32nopad.encode(cose) === body ? cose : null;
}
