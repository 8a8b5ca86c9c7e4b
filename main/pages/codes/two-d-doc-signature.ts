import { type KeyObject, verify, X509Certificate } from 'node:crypto';
import { attempt } from '../../../shared/bytes.ts';
import type { SignatureResult } from '../../../shared/paper-code.ts';
import type { TwoDDoc } from './two-d-doc.ts';

/** A certificate that the bundle trusts, under the names that a header gives; `certificate`: DER in base64. */
export interface TwoDDocSigner {
  readonly ca: string;
  readonly id: string;
  readonly certificate: string;
}

export interface SignatureCheck {
  readonly signature: SignatureResult;
  /** Organisation that signed, as its certificate names it; null where the signature is not valid. */
  readonly organisation: string | null;
}

/** Hash of each curve and length of r ‖ s in bytes (ANTS, signature of the C40 form; FIPS 186-4 sizes). */
const curves: Readonly<Record<string, { readonly hash: string; readonly bytes: number }>> = {
  prime256v1: { hash: 'sha256', bytes: 64 },
  secp384r1: { hash: 'sha384', bytes: 96 },
  secp521r1: { hash: 'sha512', bytes: 132 },
};

/** Checks a 2D-Doc against the bundle's certificates alone: no authority is asked, and no list of revoked ones is read. */
export function checkSignature(doc: TwoDDoc, signers: readonly TwoDDocSigner[]): SignatureCheck {
  const answer = (signature: SignatureResult): SignatureCheck => ({ signature, organisation: null });
  const { signature } = doc;
  if (signature === null) return answer('unsigned');
  const named = signers.filter(({ ca, id }) => ca === doc.authority && id === doc.certificate);
  if (named.length === 0) return answer('unknown-signer');
  if (signature === 'malformed') return answer('invalid');
  for (const { certificate: der } of named) {
    const certificate = attempt(() => new X509Certificate(Buffer.from(der, 'base64')));
    if (certificate === null || !isInTime(certificate, doc.signedOn)) continue;
    if (isSignedBy(certificate.publicKey, doc.signed, signature))
      return { signature: 'valid', organisation: organisationOf(certificate) };
  }
  return answer('invalid');
}

function isSignedBy(key: KeyObject, signed: Uint8Array, signature: Uint8Array): boolean {
  const curve = curves[key.asymmetricKeyDetails?.namedCurve ?? ''];
  if (!curve || signature.length !== curve.bytes) return false;
  return attempt(() => verify(curve.hash, signed, { key, dsaEncoding: 'ieee-p1363' }, signature)) ?? false;
}

/** Signed on a day of the certificate's own life; a code without that day proves no time. */
function isInTime({ validFromDate, validToDate }: X509Certificate, signedOn: string | null): boolean {
  if (signedOn === null) return false;
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  return day(validFromDate) <= signedOn && signedOn <= day(validToDate);
}

/** `O` of the subject, else its `CN` (RFC 5280, 4.1.2.6). */
function organisationOf({ subject }: X509Certificate): string | null {
  const named = (name: string): string | undefined =>
    subject
      .split('\n')
      .find((line) => line.startsWith(`${name}=`))
      ?.slice(name.length + 1);
  return named('O') ?? named('CN') ?? null;
}
