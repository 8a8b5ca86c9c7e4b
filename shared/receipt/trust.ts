import { base64 } from '@scure/base';
import { attempt, equalBytes } from '../bytes.ts';
import type { Crypto } from '../crypto.ts';
import { type Certificate, isSignedBy, readCertificate } from './certificate.ts';
import { keyId, rawOfSpki } from './keys.ts';

/** What a verifier trusts before it looks at a receipt. A key that comes with a receipt is never among it. */
export interface Trust {
  /** Raw Ed25519 keys: receipt keys or desk roots. */
  readonly keys: readonly Uint8Array[];
  /** Certificate bytes that came with the trusted file. */
  readonly certificates: readonly Uint8Array[];
}

export const certificateLabel = 'RECEPISSE CERTIFICATE';

const block = (label: string, bytes: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${base64.encode(bytes).replace(/.{64}(?=.)/g, '$&\n')}\n-----END ${label}-----\n`;

/** PEM text (RFC 7468) of a public key (SPKI bytes). */
export const publicKeyPem = (spki: Uint8Array): string => block('PUBLIC KEY', spki);
/** PEM text of a kiosk's certificate. */
export const certificatePem = (certificate: Uint8Array): string => block(certificateLabel, certificate);

/** Reads a PEM file of SPKI public keys and certificates; null when it holds no Ed25519 public key. */
export function parseTrust(pem: string): Trust | null {
  const keys: Uint8Array[] = [];
  const certificates: Uint8Array[] = [];
  for (const [, label, body] of pem.matchAll(/-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/g)) {
    const bytes = attempt(() => base64.decode((body ?? '').replace(/\s/g, '')));
    const key = bytes && label === 'PUBLIC KEY' ? rawOfSpki(bytes) : null;
    if (key) keys.push(key);
    if (bytes && label === certificateLabel) certificates.push(bytes);
  }
  return keys.length > 0 ? { keys, certificates } : null;
}

export interface TrustedKey {
  readonly key: Uint8Array;
  /** The certificate that makes it trusted; null when the key itself is. */
  readonly certificate: Certificate | null;
}

/**
 * The trusted receipt keys with this id: a trusted key itself, and every certificate for it that a trusted root signed
 * (a renewed kiosk has several). Empty when nothing trusted made this.
 */
export function resolveKeys(kid: Uint8Array, trust: Trust, offered: Uint8Array | null, crypto: Crypto): TrustedKey[] {
  const direct = trust.keys
    .filter((key) => equalBytes(keyId(key, crypto), kid))
    .map((key) => ({ key, certificate: null }));
  const certified = [...trust.certificates, ...(offered ? [offered] : [])].flatMap((bytes) => {
    const certificate = readCertificate(bytes);
    if (!certificate || !equalBytes(keyId(certificate.receiptKey, crypto), kid)) return [];
    const isTrusted = trust.keys.some((root) => isSignedBy(bytes, root, crypto));
    return isTrusted ? [{ key: certificate.receiptKey, certificate }] : [];
  });
  return [...direct, ...certified];
}
