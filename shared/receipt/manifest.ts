import { z } from 'zod';
import { canonicalBytes } from '../canonical-json.ts';
import type { Crypto } from '../crypto.ts';
import { channelIds, clockStates, type Manifest, type ManifestDocument } from '../filing.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

/** The manifest's shape (docs/format.md): unknown keys are refused, so that two versions can never be confused. */
export const manifestSchema = z.strictObject({
  v: z.literal(1),
  number: z.string(),
  procedure: z.strictObject({ id: z.string(), catalogue: z.string() }),
  kiosk: z.string(),
  desk: z.string(),
  timeZone: z.string(),
  preparedAt: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
  clock: z.enum(clockStates),
  helper: z.string().nullable(),
  documents: z.array(
    z.strictObject({
      code: z.string(),
      pages: z.array(z.strictObject({ original: z.string().regex(/^[0-9a-f]{64}(#\d+)?$/), page: sha256 })),
      files: z.array(z.strictObject({ name: z.string(), bytes: count, sha256, pages: count })),
    }),
  ),
  commitments: z.strictObject({ fields: sha256, depositor: sha256.nullable(), salts: sha256 }),
  certificate: sha256,
  deliveries: z.array(z.enum(channelIds)),
  ledger: z.strictObject({ size: count, root: sha256 }),
}) satisfies z.ZodType<Manifest>;

/** SHA-256 of the RFC 8785 bytes: *the* hash of a filing, 32 bytes. */
export const manifestHash = (manifest: Manifest, crypto: Crypto): Uint8Array => crypto.sha256(canonicalBytes(manifest));

/** SHA-256 of the RFC 8785 bytes of one entry of `documents`: 32 bytes. */
export const documentHash = (document: ManifestDocument, crypto: Crypto): Uint8Array =>
  crypto.sha256(canonicalBytes(document));

export const pageCount = (manifest: Manifest): number =>
  manifest.documents.reduce((sum, document) => sum + document.pages.length, 0);
