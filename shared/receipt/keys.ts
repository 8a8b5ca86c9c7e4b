import { concatBytes, fromHex } from '../bytes.ts';
import type { Crypto } from '../crypto.ts';

/** RFC 8410: SubjectPublicKeyInfo of an Ed25519 key is this prefix and the 32 raw bytes. */
const spkiPrefix = fromHex('302a300506032b6570032100');

export const spkiOfRaw = (raw: Uint8Array): Uint8Array => concatBytes(spkiPrefix, raw);

/** The 32 raw bytes of an Ed25519 SPKI, or null for any other key. */
export function rawOfSpki(spki: Uint8Array): Uint8Array | null {
  if (spki.length !== spkiPrefix.length + 32 || !spkiPrefix.every((byte, i) => byte === spki[i])) return null;
  return spki.slice(spkiPrefix.length);
}

/** Key id: the first 8 bytes of SHA-256 of the SPKI, so that `openssl` alone can compute it. */
export const keyId = (raw: Uint8Array, crypto: Pick<Crypto, 'sha256'>): Uint8Array =>
  crypto.sha256(spkiOfRaw(raw)).slice(0, 8);
