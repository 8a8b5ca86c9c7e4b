import { concatBytes, fromBase64Url, utf8Bytes } from '../bytes.ts';
import { canonicalBytes } from '../canonical-json.ts';
import type { Crypto } from '../crypto.ts';

/** Random salts of one filing, 16 bytes each as base64url. Without them a guess at a name or a field cannot be tried. */
export interface Salts {
  readonly fields: string;
  /** null when the visitor gave no name. */
  readonly depositor: string | null;
  /** Each receipt's ledger salt is derived from this one. */
  readonly ledger: string;
}

/** SHA-256 of the RFC 8785 bytes of the salts: the manifest holds it, which binds every byte of them. */
export const saltsHash = (salts: Salts, crypto: Crypto): Uint8Array => crypto.sha256(canonicalBytes(salts));

/** Commitment to the depositor's name: SHA-256(salt ‖ UTF-8 of the NFC name). */
export const commitName = (salt: string, name: string, crypto: Crypto): Uint8Array =>
  crypto.sha256(fromBase64Url(salt), utf8Bytes(name.normalize('NFC')));

/** Commitment to the fields: SHA-256(salt ‖ RFC 8785 of the object). */
export const commitFields = (salt: string, fields: Readonly<Record<string, string>>, crypto: Crypto): Uint8Array =>
  crypto.sha256(fromBase64Url(salt), canonicalBytes(fields));

/** Salt of the ledger leaf of the `sequence`-th receipt: first 16 bytes of SHA-256("ledger" ‖ salt ‖ sequence as text). */
export const ledgerSalt = (salts: Salts, sequence: number, crypto: Crypto): Uint8Array =>
  crypto
    .sha256(concatBytes(utf8Bytes('ledger'), fromBase64Url(salts.ledger), utf8Bytes(String(sequence))))
    .slice(0, 16);
