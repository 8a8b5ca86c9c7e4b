import { z } from 'zod';
import { attempt, equalBytes, fromBase64Url, toBase64Url, utf8Text } from '../bytes.ts';
import { canonicalBytes } from '../canonical-json.ts';
import type { Manifest } from '../filing.ts';
import { manifestSchema } from './manifest.ts';
import type { Salts } from './salts.ts';

/** A receipt as a file: the signed statement and everything it binds. */
export interface ReceiptFile {
  /** COSE_Sign1 bytes. */
  readonly cose: Uint8Array;
  /** Certificate bytes. */
  readonly certificate: Uint8Array;
  readonly manifest: Manifest;
  readonly salts: Salts;
  /** C2SP tlog-proof text. */
  readonly ledgerProof: string;
}

const base64Url = z.string().regex(/^[A-Za-z0-9_-]*$/);
const schema = z.strictObject({
  v: z.literal(1),
  cose: base64Url,
  certificate: base64Url,
  manifest: manifestSchema,
  salts: z.strictObject({ fields: base64Url, depositor: base64Url.nullable(), ledger: base64Url }),
  ledgerProof: z.string(),
});

/** RFC 8785 bytes of `{v, cose, certificate, manifest, salts, ledgerProof}`; byte strings as base64url without padding. */
export const encodeReceiptJson = (file: ReceiptFile): Uint8Array =>
  canonicalBytes({ v: 1, ...file, cose: toBase64Url(file.cose), certificate: toBase64Url(file.certificate) });

/** Reads a receipt JSON; `not-canonical` when re-encoding it gives other bytes, `unreadable` when it is none. */
export function decodeReceiptJson(bytes: Uint8Array): ReceiptFile | 'unreadable' | 'not-canonical' {
  const value: unknown = attempt(() => JSON.parse(utf8Text(bytes)));
  const parsed = schema.safeParse(value);
  if (!parsed.success) return 'unreadable';
  if (!equalBytes(canonicalBytes(value), bytes)) return 'not-canonical';
  const cose = attempt(() => fromBase64Url(parsed.data.cose));
  const certificate = attempt(() => fromBase64Url(parsed.data.certificate));
  if (!cose || !certificate) return 'unreadable';
  const file = { ...parsed.data, cose, certificate };
  // Base64 has spare bits at its end: only the one true spelling counts.
  if (toBase64Url(cose) !== parsed.data.cose || toBase64Url(certificate) !== parsed.data.certificate)
    return 'not-canonical';
  return file;
}
