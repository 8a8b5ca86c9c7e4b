import { z } from 'zod';
import { attempt, fromBase64Url, toBase64Url, utf8Text } from '../../shared/bytes.ts';
import { canonicalBytes } from '../../shared/canonical-json.ts';
import type { Manifest } from '../../shared/filing.ts';
import { manifestSchema } from '../../shared/receipt/manifest.ts';
import type { Salts } from '../../shared/receipt/salts.ts';

/** What a later receipt, a reprint or a delivery needs of a filing; it lies in the store under the filing's key alone. */
export interface FilingRecord {
  readonly manifest: Manifest;
  readonly salts: Salts;
  readonly fields: Readonly<Record<string, string>>;
  readonly depositor: string | null;
  readonly language: string;
  /** Certificate bytes at the time of preparing: the manifest has their hash. */
  readonly certificate: Uint8Array;
}

const schema = z.strictObject({
  v: z.literal(1),
  manifest: manifestSchema,
  salts: z.strictObject({ fields: z.string(), depositor: z.string().nullable(), ledger: z.string() }),
  fields: z.record(z.string(), z.string()),
  depositor: z.string().nullable(),
  language: z.string(),
  certificate: z.string(),
});

export const encodeRecord = (record: FilingRecord): Uint8Array =>
  canonicalBytes({ v: 1, ...record, certificate: toBase64Url(record.certificate) });

/** null when the bytes are not a record: the store is damaged, since they were authenticated. */
export function decodeRecord(bytes: Uint8Array): FilingRecord | null {
  const parsed = schema.safeParse(attempt(() => JSON.parse(utf8Text(bytes)) as unknown));
  if (!parsed.success) return null;
  const { v: _, ...record } = parsed.data;
  return { ...record, certificate: fromBase64Url(record.certificate) };
}
