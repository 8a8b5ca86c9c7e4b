import type { Crypto, SignEd25519 } from '../crypto.ts';
import { cbor, decodeSign1, encodeSign1, parseCbor, verifySign1 } from './cose.ts';
import { keyId } from './keys.ts';

/** What an offline desk root says of one kiosk: its three public keys (32 raw bytes each) and from when to when they hold. */
export interface Certificate {
  readonly desk: string;
  readonly kiosk: string;
  readonly receiptKey: Uint8Array;
  readonly logKey: Uint8Array;
  readonly requestKey: Uint8Array;
  /** Seconds since 1970, both ends included. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Made by a demonstration: no receipt under it proves anything. */
  readonly demo: boolean;
}

const version = 1;

export function encodeCertificate(
  certificate: Certificate,
  rootKey: Uint8Array,
  signWithRoot: SignEd25519,
  crypto: Pick<Crypto, 'sha256'>,
): Uint8Array {
  const payload = cbor([
    version,
    certificate.desk,
    certificate.kiosk,
    certificate.receiptKey,
    certificate.logKey,
    certificate.requestKey,
    certificate.notBefore,
    certificate.notAfter,
    certificate.demo,
  ]);
  return encodeSign1('certificate', payload, keyId(rootKey, crypto), signWithRoot);
}

const isKey = (value: unknown): value is Uint8Array => value instanceof Uint8Array && value.length === 32;
const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isSafeInteger(value);

/** What the bytes say, without any trust in it; null when they are not a certificate. */
export function readCertificate(bytes: Uint8Array): Certificate | null {
  const sign1 = decodeSign1(bytes);
  const fields = sign1?.payload ? parseCbor(sign1.payload) : null;
  if (!Array.isArray(fields) || fields.length !== 9 || fields[0] !== version) return null;
  const [, desk, kiosk, receiptKey, logKey, requestKey, notBefore, notAfter, demo] = fields as unknown[];
  if (typeof desk !== 'string' || typeof kiosk !== 'string' || typeof demo !== 'boolean') return null;
  if (!isKey(receiptKey) || !isKey(logKey) || !isKey(requestKey) || !isTime(notBefore) || !isTime(notAfter))
    return null;
  return { desk, kiosk, receiptKey, logKey, requestKey, notBefore, notAfter, demo };
}

/** True when `rootKey` (32 raw bytes) signed these certificate bytes. */
export function isSignedBy(bytes: Uint8Array, rootKey: Uint8Array, crypto: Crypto): boolean {
  const sign1 = decodeSign1(bytes);
  return sign1 !== null && verifySign1(sign1, 'certificate', rootKey, crypto);
}
