import { fromHex, toHex } from '../../shared/bytes.ts';
import type { Manifest } from '../../shared/filing.ts';
import { drawNumber } from '../../shared/number.ts';
import { encodeContent, encodeFact, maxListedDocuments, type ReceiptContent } from '../../shared/receipt/content.ts';
import { encodeSign1 } from '../../shared/receipt/cose.ts';
import { keyId } from '../../shared/receipt/keys.ts';
import { documentHash, manifestHash, pageCount } from '../../shared/receipt/manifest.ts';
import { encodeReceiptJson } from '../../shared/receipt/receipt-json.ts';
import { ledgerSalt } from '../../shared/receipt/salts.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { Core } from '../filings/core.ts';
import type { LedgerEntry } from '../filings/ledger.ts';
import { numberIsFree, type PrepareFault, prepare } from '../filings/prepare.ts';
import { buildSealer } from '../filings/vault.ts';
import { type FilingOrder, type OrderInput, writeOrder } from './filing-order.ts';
import type { FilingRecord } from './filing-record.ts';

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

interface PrepareInput extends OrderInput {
  readonly catalogue: string;
  readonly timeZone: string;
}

/** Writes and records a filing in one process; the same two steps as a visit and its core (promise 1). */
export function prepareFiling(core: Core, input: PrepareInput): Result<PreparedFiling, Fault> {
  const { catalogue, timeZone } = input;
  const facts = { identity: core.identity, certificate: core.keys.certificate, catalogue, timeZone };
  const head = core.store.read(() => core.ledger.head());
  if (!head.ok) return head;
  const { order, record } = writeOrder(input, facts, head.value, core);
  const receipt = recordFiling(core, order);
  return receipt.ok ? ok({ record, receipt: receipt.value }) : receipt;
}

export type RecordFault = PrepareFault | Fault<'head-moved'>;

/**
 * Records what a visit wrote: ledger fact, signed receipt and outbox rows in one transaction (promise 1). The core states
 * and signs only what it reads in the manifest. `head-moved`: the ledger grew since; write the order again.
 */
export function recordFiling(core: Core, order: FilingOrder): Result<IssuedReceipt, RecordFault> {
  const { crypto } = core;
  const { manifest, salts } = order;
  const head = core.store.read(() => core.ledger.head());
  if (!head.ok) return head;
  // Nothing else can append before the transaction below: one process writes, and all of this is synchronous.
  if (head.value.size !== manifest.ledger.size || toHex(head.value.root) !== manifest.ledger.root)
    return fail({ code: 'head-moved', message: 'The ledger grew while the filing was written.' });
  const wrapped = core.vaultKeys.wrap(order.filingKey, manifest.number);
  if (!wrapped.ok) return wrapped;
  const sealer = buildSealer(order.filingKey, order.id);
  const statement = firstStatement(core, manifest, Date.parse(manifest.preparedAt) / 1000);
  const prepared = prepare(core, () => ({
    id: order.id,
    number: manifest.number,
    procedure: manifest.procedure.id,
    preparedAt: statement.preparedAt,
    manifestHash: statement.manifestHash,
    pages: statement.pageCount,
    deliveries: manifest.deliveries,
    wrappedKey: wrapped.value,
    sealer,
    salt: ledgerSalt(salts, 1, crypto),
    fact: encodeFact(statement),
    record: order.record,
    due: order.due,
    receipt: (entry) => {
      const receipt = issueReceipt(core, { manifest, salts }, statement, entry);
      return { sealed: sealer.seal('receipt', 1, receipt.json), value: receipt };
    },
  }));
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
    depositor: depositor === null ? null : fromHex(depositor),
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
