import canonicalize from 'canonicalize';
import { utf8Bytes } from './bytes.ts';

/** RFC 8785 (JSON Canonicalization Scheme) text of a JSON value. Throws on what JSON cannot hold: that is a bug of the caller. */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error('canonicalText: not a JSON value');
  return text;
}

export const canonicalBytes = (value: unknown): Uint8Array => utf8Bytes(canonicalText(value));
