import { fromHex } from '../../shared/bytes.ts';
import type { ClockState } from '../../shared/filing.ts';
import { encodeFact, maxListedDocuments, type ReceiptContent } from '../../shared/receipt/content.ts';
import { pageCount } from '../../shared/receipt/manifest.ts';
import { decodeReceiptJson } from '../../shared/receipt/receipt-json.ts';
import { ledgerSalt } from '../../shared/receipt/salts.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { Core } from '../filings/core.ts';
import type { Observation } from '../filings/legality.ts';
import { type NextReceipt, type NextStatement, observe, openSealer, readFiling } from '../filings/transitions.ts';
import type { Sealer } from '../filings/vault.ts';
import { type FilingView, readSealed } from '../filings/view.ts';
import { decodeRecord, type FilingRecord } from './filing-record.ts';
import { issuedFrom } from './issued-from.ts';
import { type IssuedReceipt, issueReceipt, listDocuments } from './prepare-filing.ts';

/** A recorded filing, opened: what a later receipt or a reprint is made from. */
export interface OpenFiling {
  readonly filing: FilingView;
  readonly sealer: Sealer;
  readonly record: FilingRecord;
}

const damaged: Fault = { code: 'data-damaged', message: 'The sealed record of this filing is damaged.' };

/** Opens a filing with its key; `no-such-filing`, or `key-destroyed` once it was forgotten. */
export function openFiling(core: Core, number: string): Result<OpenFiling, Fault> {
  const filing = readFiling(core, number);
  if (!filing.ok) return filing;
  const sealer = openSealer(core, number);
  if (!sealer.ok) return sealer;
  const record = decodeRecord(readOpened(core, filing.value.id, sealer.value, 'record', 0) ?? new Uint8Array());
  return record ? ok({ filing: filing.value, sealer: sealer.value, record }) : fail(damaged);
}

/** The receipt that a filing was recorded with. */
export function firstReceipt(core: Core, { filing, sealer }: OpenFiling): Result<IssuedReceipt, Fault> {
  const json = readOpened(core, filing.id, sealer, 'receipt', 1);
  const issued = json && issuedFrom(json);
  return issued ? ok(issued) : fail(damaged);
}

/** Manifest and salts as every receipt JSON of a filing has them: no name and no field is in it. */
type Stated = Pick<FilingRecord, 'manifest' | 'salts'>;

/**
 * Records what was observed, and the receipt that says so: it cites the one before (promise 3). All it opens of the filing
 * are its receipts, so that the core of a running kiosk may do it (DESIGN section 3, "Processes").
 */
export function observeWithReceipt(
  core: Core,
  number: string,
  observation: Observation,
  clock: ClockState,
): Result<{ readonly receipt: IssuedReceipt; readonly filing: FilingView }, Fault> {
  const stated = readStated(core, number);
  // A forgotten filing has no receipt any more: `observe` then refuses with the reason.
  if (!stated.ok && stated.fault.code !== 'key-destroyed') return stated;
  const observed = observe(core, number, observation, (next) => {
    if (!stated.ok) throw new Error('observeWithReceipt: no receipt');
    return nextStatement(core, stated.value, next, clock);
  });
  return observed.ok ? ok({ receipt: observed.value.value, filing: observed.value.filing }) : observed;
}

function readStated(core: Core, number: string): Result<Stated, Fault> {
  const filing = readFiling(core, number);
  if (!filing.ok) return filing;
  const sealer = openSealer(core, number);
  if (!sealer.ok) return sealer;
  const json = readOpened(core, filing.value.id, sealer.value, 'receipt', 1);
  const file = json && decodeReceiptJson(json);
  return file && typeof file !== 'string' ? ok({ manifest: file.manifest, salts: file.salts }) : fail(damaged);
}

function nextStatement(core: Core, stated: Stated, next: NextReceipt, clock: ClockState): NextStatement<IssuedReceipt> {
  const { crypto } = core;
  const statement = buildStatement(core, stated, next, clock);
  return {
    salt: ledgerSalt(stated.salts, next.sequence, crypto),
    fact: encodeFact(statement),
    receipt: (entry) => {
      const receipt = issueReceipt(core, stated, statement, entry);
      return { sealed: next.sealer.seal('receipt', next.sequence, receipt.json), value: receipt };
    },
  };
}

function buildStatement(
  core: Core,
  { manifest }: Stated,
  { filing, sequence, at, sealer }: NextReceipt,
  clock: ClockState,
): Omit<ReceiptContent, 'ledgerIndex'> {
  const { crypto, keys } = core;
  const before = readReceipt(core, filing.id, sealer, sequence - 1);
  const certificate = crypto.sha256(keys.certificate);
  const sameCertificate = manifest.certificate === Buffer.from(certificate).toString('hex');
  const { depositor } = manifest.commitments;
  return {
    number: manifest.number,
    sequence,
    kiosk: manifest.kiosk,
    preparedAt: filing.preparedAt,
    issuedAt: at,
    clock,
    state: filing.state,
    deliveries: filing.deliveries.map(({ channel, state, at, reference }) => ({ channel, state, at, reference })),
    acknowledgement: filing.acknowledgement,
    documents: manifest.documents.length <= maxListedDocuments ? listDocuments(manifest, crypto) : null,
    documentCount: manifest.documents.length,
    pageCount: pageCount(manifest),
    manifestHash: filing.manifestHash,
    depositor: depositor === null ? null : fromHex(depositor),
    cites: before ? crypto.sha256(before).slice(0, 16) : null,
    certificate: sameCertificate ? null : certificate,
    demo: core.identity.demo,
  };
}

/** COSE bytes of an earlier receipt of this filing. */
function readReceipt(core: Core, id: string, sealer: Sealer, sequence: number): Uint8Array | null {
  const json = readOpened(core, id, sealer, 'receipt', sequence);
  const file = json && decodeReceiptJson(json);
  return file && typeof file !== 'string' ? file.cose : null;
}

function readOpened(
  core: Core,
  id: string,
  sealer: Sealer,
  kind: 'record' | 'receipt',
  index: number,
): Uint8Array | null {
  const sealed = readSealed(core.store, id, kind, index);
  const opened = sealed && sealer.open(kind, index, sealed);
  return opened?.ok ? opened.value : null;
}
