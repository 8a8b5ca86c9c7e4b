import { decode, encode, rfc8949EncodeOptions, Tagged } from 'cborg';
import { attempt, equalBytes, utf8Bytes } from '../bytes.ts';
import type { Crypto, SignEd25519 } from '../crypto.ts';

/** Every signature is bound to its use, so that a certificate can never be read as a receipt (RFC 9052 section 4.4, external_aad). */
export type CoseUse = 'receipt' | 'certificate' | 'pdf';
const aad = (use: CoseUse): Uint8Array => utf8Bytes(`recepisse/${use}/1`);

/** RFC 9052 section 4.2: COSE_Sign1 is CBOR tag 18. */
const signTag = 18;
/** RFC 9053: EdDSA −8 is what we write; Ed25519 −19 (RFC 9864) is accepted too. */
const writtenAlgorithm = -8;
const acceptedAlgorithms: readonly unknown[] = [-8, -19];

export interface Sign1 {
  readonly kid: Uint8Array;
  /** null when detached. */
  readonly payload: Uint8Array | null;
  readonly protectedHeader: Uint8Array;
  readonly signature: Uint8Array;
}

/** Deterministic CBOR (RFC 8949 section 4.2.1). */
export const cbor = (value: unknown): Uint8Array => encode(value, rfc8949EncodeOptions);

/** Strict CBOR: only what `cbor` would have written is read; null for anything else. Maps come as `Map`. */
export function parseCbor(bytes: Uint8Array): unknown {
  return attempt(() => {
    const value: unknown = decode(bytes, {
      useMaps: true,
      strict: true,
      allowIndefinite: false,
      allowUndefined: false,
      allowNaN: false,
      allowInfinity: false,
      rejectDuplicateMapKeys: true,
      tags: { [signTag]: (inner) => new Tagged(signTag, inner()) },
    });
    return equalBytes(cbor(value), bytes) ? value : null;
  });
}

/** RFC 9052 section 4.4: what is signed. */
const toBeSigned = (use: CoseUse, protectedHeader: Uint8Array, payload: Uint8Array): Uint8Array =>
  cbor(['Signature1', protectedHeader, aad(use), payload]);

/** Tagged COSE_Sign1 with {alg, kid} protected and empty unprotected headers; `kid` is 8 bytes. */
export function encodeSign1(
  use: CoseUse,
  payload: Uint8Array,
  kid: Uint8Array,
  sign: SignEd25519,
  detached = false,
): Uint8Array {
  const protectedHeader = cbor(
    new Map<number, unknown>([
      [1, writtenAlgorithm],
      [4, kid],
    ]),
  );
  const signature = sign(toBeSigned(use, protectedHeader, payload));
  return cbor(new Tagged(signTag, [protectedHeader, new Map(), detached ? null : payload, signature]));
}

/** Reads a COSE_Sign1 written by `encodeSign1`; null when a single byte is not as it would have been written. */
export function decodeSign1(bytes: Uint8Array): Sign1 | null {
  const tagged = parseCbor(bytes);
  if (!(tagged instanceof Tagged) || tagged.tag !== signTag || !Array.isArray(tagged.value)) return null;
  const [protectedHeader, unprotected, payload, signature, ...rest] = tagged.value as unknown[];
  if (!(protectedHeader instanceof Uint8Array) || !(signature instanceof Uint8Array) || rest.length > 0) return null;
  if (!(unprotected instanceof Map) || unprotected.size > 0 || signature.length !== 64) return null;
  if (payload !== null && !(payload instanceof Uint8Array)) return null;
  const header = parseCbor(protectedHeader);
  if (!(header instanceof Map) || header.size !== 2) return null;
  const kid: unknown = header.get(4);
  if (!acceptedAlgorithms.includes(header.get(1)) || !(kid instanceof Uint8Array) || kid.length !== 8) return null;
  return { kid, payload, protectedHeader, signature };
}

/** True when `publicKey` signed this for `use`; a detached payload is passed in. */
export function verifySign1(
  sign1: Sign1,
  use: CoseUse,
  publicKey: Uint8Array,
  crypto: Crypto,
  detachedPayload?: Uint8Array,
): boolean {
  const payload = sign1.payload ?? detachedPayload;
  if (!payload || (sign1.payload && detachedPayload)) return false;
  return crypto.verifyEd25519(publicKey, toBeSigned(use, sign1.protectedHeader, payload), sign1.signature);
}
