import { toBase64Url, toHex } from '../../shared/bytes.ts';
import type { Crypto } from '../../shared/crypto.ts';
import type { ClockState, Manifest, ManifestDocument } from '../../shared/filing.ts';
import type { LedgerHead } from '../../shared/ledger/checkpoint.ts';
import type { RandomBytes } from '../../shared/number.ts';
import { commitFields, commitName, type Salts, saltsHash } from '../../shared/receipt/salts.ts';
import { isoTime } from '../filings/clock.ts';
import { type Due, encodeDue } from '../filings/due.ts';
import type { KioskIdentity } from '../filings/keys.ts';
import type { Draft } from './draft.ts';
import { encodeRecord, type FilingRecord } from './filing-record.ts';
import type { FilingRequest } from './filing-request.ts';

/** What a manifest says of the kiosk; nothing in it is secret. */
export interface KioskFacts {
  readonly identity: KioskIdentity;
  /** Certificate bytes. */
  readonly certificate: Uint8Array;
  readonly catalogue: string;
  readonly timeZone: string;
}

export interface OrderInput {
  readonly request: FilingRequest;
  readonly draft: Draft;
  /** Its documents as they were packed. */
  readonly packed: readonly ManifestDocument[];
  readonly number: string;
  /** Seconds since 1970. */
  readonly preparedAt: number;
  readonly clock: ClockState;
  /** The visitor's own limit; null: none is known. */
  readonly due: Due | null;
}

/** A filing as the core is asked to record it: hashes, commitments and ciphertext; no name, no field, no page. */
export interface FilingOrder {
  readonly id: string;
  readonly manifest: Manifest;
  /** They bind the commitments in the receipt JSON, which the core seals. */
  readonly salts: Salts;
  /** 32 bytes, for the core to wrap under the vault's key. */
  readonly filingKey: Uint8Array;
  /** The sealed record: what the visitor typed is in here alone. */
  readonly record: Uint8Array;
  /** The visitor's own limit, sealed; null: none is known. */
  readonly due: Uint8Array | null;
}

/** Writes manifest and record against a ledger head; `recordFiling` takes them only while that is still the head. */
export function writeOrder(
  input: OrderInput,
  facts: KioskFacts,
  head: LedgerHead,
  { crypto, random }: { readonly crypto: Crypto; readonly random: RandomBytes },
): { readonly order: FilingOrder; readonly record: FilingRecord } {
  const { draft, request } = input;
  const salt = (): string => toBase64Url(random(16));
  const salts: Salts = {
    fields: salt(),
    depositor: request.depositor === null ? null : salt(),
    ledger: salt(),
  };
  const manifest = buildManifest(input, facts, salts, head, crypto);
  const { certificate } = facts;
  const { fields, depositor, language } = request;
  const record: FilingRecord = { manifest, salts, fields, depositor, language, certificate };
  const sealed = draft.sealer.seal('record', 0, encodeRecord(record));
  const due = input.due && draft.sealer.seal('due', 0, encodeDue(input.due));
  return { order: { id: draft.id, manifest, salts, filingKey: draft.filingKey, record: sealed, due }, record };
}

function buildManifest(
  input: OrderInput,
  { identity, certificate, catalogue, timeZone }: KioskFacts,
  salts: Salts,
  head: LedgerHead,
  crypto: Crypto,
): Manifest {
  const { request } = input;
  const { depositor } = request;
  return {
    v: 1,
    number: input.number,
    procedure: { id: request.procedure.id, catalogue },
    kiosk: identity.kiosk,
    desk: identity.desk,
    timeZone,
    preparedAt: isoTime(input.preparedAt),
    clock: input.clock,
    helper: request.helper,
    documents: input.packed,
    commitments: {
      fields: toHex(commitFields(salts.fields, request.fields, crypto)),
      depositor:
        depositor === null || salts.depositor === null ? null : toHex(commitName(salts.depositor, depositor, crypto)),
      salts: toHex(saltsHash(salts, crypto)),
    },
    certificate: toHex(crypto.sha256(certificate)),
    deliveries: request.channels,
    ledger: { size: head.size, root: toHex(head.root) },
  };
}
