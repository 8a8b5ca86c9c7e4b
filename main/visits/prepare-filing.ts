import { toBase64Url, toHex } from '../../shared/bytes.ts';
import type { ClockState, Manifest } from '../../shared/filing.ts';
import { drawNumber } from '../../shared/number.ts';
import { encodeContent, encodeFact, maxListedDocuments, type ReceiptContent } from '../../shared/receipt/content.ts';
import { encodeSign1 } from '../../shared/receipt/cose.ts';
import { keyId } from '../../shared/receipt/keys.ts';
import { documentHash, manifestHash, pageCount } from '../../shared/receipt/manifest.ts';
import { encodeReceiptJson } from '../../shared/receipt/receipt-json.ts';
import { commitFields, commitName, ledgerSalt, type Salts, saltsHash } from '../../shared/receipt/salts.ts';
import { type Fault, ok, type Result } from '../../shared/result.ts';
import { isoTime } from '../filings/clock.ts';
import type { Core } from '../filings/core.ts';
import type { LedgerEntry } from '../filings/ledger.ts';
import { numberIsFree, prepare } from '../filings/prepare.ts';
import type { Draft } from './draft.ts';
import { encodeRecord, type FilingRecord } from './filing-record.ts';
import type { FilingRequest } from './filing-request.ts';
import type { PackedDocument } from './pack-draft.ts';

/** A receipt that was signed and stored. */
export interface IssuedReceipt {
  readonly content: ReceiptContent;
  readonly cose: Uint8Array;
  /** RFC 8785 bytes of the receipt JSON. */
  readonly json: Uint8Array;
  readonly ledgerProof: string;
}

export interface PreparedFiling {
  readonly record: FilingRecord;
  readonly receipt: IssuedReceipt;
}

/** A number nobody has on this kiosk. Eight random characters: a second draw is already rare. */
export function freeNumber(core: Core): string {
  for (;;) {
    const number = drawNumber(core.random);
    if (numberIsFree(core, number)) return number;
  }
}

interface PrepareInput {
  readonly request: FilingRequest;
  readonly draft: Draft;
  readonly packed: readonly PackedDocument[];
  readonly number: string;
  /** Seconds since 1970. */
  readonly preparedAt: number;
  readonly clock: ClockState;
  readonly catalogue: string;
  readonly timeZone: string;
}

/** Records the filing: manifest, ledger fact, signed receipt and outbox rows in one transaction (promise 1). */
export function prepareFiling(core: Core, input: PrepareInput): Result<PreparedFiling, Fault> {
  const { draft, request, number, preparedAt } = input;
  const { crypto, keys } = core;
  const salts: Salts = {
    fields: toBase64Url(core.random(16)),
    depositor: request.depositor === null ? null : toBase64Url(core.random(16)),
    ledger: toBase64Url(core.random(16)),
  };
  const wrapped = core.vaultKeys.wrap(draft.filingKey, number);
  if (!wrapped.ok) return wrapped;
  const prepared = prepare(core, (head) => {
    const manifest = buildManifest(core, input, salts, head);
    const statement = firstStatement(core, manifest, preparedAt);
    const record: FilingRecord = {
      manifest,
      salts,
      fields: request.fields,
      depositor: request.depositor,
      language: request.language,
      certificate: keys.certificate,
    };
    return {
      id: draft.id,
      number,
      procedure: request.procedure.id,
      preparedAt,
      manifestHash: statement.manifestHash,
      pages: statement.pageCount,
      deliveries: request.channels,
      wrappedKey: wrapped.value,
      sealer: draft.sealer,
      salt: ledgerSalt(salts, 1, crypto),
      fact: encodeFact(statement),
      record: draft.sealer.seal('record', 0, encodeRecord(record)),
      receipt: (entry) => {
        const receipt = issueReceipt(core, record, statement, entry);
        return { sealed: draft.sealer.seal('receipt', 1, receipt.json), value: { record, receipt } };
      },
    };
  });
  return prepared.ok ? ok(prepared.value.value) : prepared;
}

/** Signs what the receipt states, now that its place in the ledger is known. */
export function issueReceipt(
  { keys, crypto }: Pick<Core, 'keys' | 'crypto'>,
  record: Pick<FilingRecord, 'manifest' | 'salts'>,
  statement: Omit<ReceiptContent, 'ledgerIndex'>,
  entry: LedgerEntry,
): IssuedReceipt {
  const content: ReceiptContent = { ...statement, ledgerIndex: entry.index };
  const kid = keyId(keys.receipt.publicKey, crypto);
  const cose = encodeSign1('receipt', encodeContent(content), kid, keys.receipt.sign);
  const { manifest, salts } = record;
  const json = encodeReceiptJson({ cose, certificate: keys.certificate, manifest, salts, ledgerProof: entry.proof });
  return { content, cose, json, ledgerProof: entry.proof };
}

function buildManifest(
  { crypto, identity, keys }: Core,
  input: PrepareInput,
  salts: Salts,
  head: { readonly size: number; readonly root: Uint8Array },
): Manifest {
  const { request } = input;
  const depositor = request.depositor;
  return {
    v: 1,
    number: input.number,
    procedure: { id: request.procedure.id, catalogue: input.catalogue },
    kiosk: identity.kiosk,
    desk: identity.desk,
    timeZone: input.timeZone,
    preparedAt: isoTime(input.preparedAt),
    clock: input.clock,
    helper: request.helper,
    documents: input.packed.map(({ entry }) => entry),
    commitments: {
      fields: toHex(commitFields(salts.fields, request.fields, crypto)),
      depositor:
        depositor === null || salts.depositor === null ? null : toHex(commitName(salts.depositor, depositor, crypto)),
      salts: toHex(saltsHash(salts, crypto)),
    },
    certificate: toHex(crypto.sha256(keys.certificate)),
    deliveries: request.channels,
    ledger: { size: head.size, root: toHex(head.root) },
  };
}

function firstStatement(core: Core, manifest: Manifest, preparedAt: number): Omit<ReceiptContent, 'ledgerIndex'> {
  const { crypto, identity } = core;
  const listed = manifest.documents.length <= maxListedDocuments;
  const depositor = manifest.commitments.depositor;
  return {
    number: manifest.number,
    sequence: 1,
    kiosk: manifest.kiosk,
    preparedAt,
    issuedAt: preparedAt,
    clock: manifest.clock,
    state: 'prepared',
    deliveries: manifest.deliveries.map((channel) => ({ channel, state: 'queued', at: null, reference: null })),
    acknowledgement: null,
    documents: listed ? listDocuments(manifest, crypto) : null,
    documentCount: manifest.documents.length,
    pageCount: pageCount(manifest),
    manifestHash: manifestHash(manifest, crypto),
    depositor: depositor === null ? null : Uint8Array.from(Buffer.from(depositor, 'hex')),
    cites: null,
    certificate: null,
    demo: identity.demo,
  };
}

export function listDocuments(manifest: Manifest, crypto: Core['crypto']): NonNullable<ReceiptContent['documents']> {
  return manifest.documents.map((document) => ({
    code: document.code,
    pages: document.pages.length,
    prefix: documentHash(document, crypto).slice(0, 8),
  }));
}
