import { X509Certificate } from 'node:crypto';
import { z } from 'zod';

/** Curves that 2D-Doc signers use (ANTS, signature of the C40 form). */
const curves = ['prime256v1', 'secp384r1', 'secp521r1'];

/** PEM or DER, both in base64; the names of an authority and of its certificate are four characters, as a 2D-Doc's header has them. */
const name = z.string().regex(/^[0-9A-Z]{4}$/, 'write the four capitals or digits of the header, such as FR03 or AV01');

const certificate = z
  .string()
  .max(8_000)
  .transform((text) => text.replaceAll(/-----[A-Z ]+-----|\s/g, ''))
  .refine(isSignerCertificate, 'is no X.509 certificate with an elliptic key of 256, 384 or 521 bits; write it as PEM');

function isSignerCertificate(base64: string): boolean {
  try {
    const { publicKey } = new X509Certificate(Buffer.from(base64, 'base64'));
    return curves.includes(publicKey.asymmetricKeyDetails?.namedCurve ?? '');
  } catch {
    return false;
  }
}

/** Signers of 2D-Docs that this kiosk trusts: staff take them from the State's list and take away those that were revoked. */
export const twoDDocSchema = z.strictObject({
  certificates: z.array(z.strictObject({ ca: name, id: name, certificate })).max(500),
});
