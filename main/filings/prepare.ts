import { concatBytes, toHex } from '../../shared/bytes.ts';
import type { ChannelId } from '../../shared/filing.ts';
import type { LedgerHead } from '../../shared/ledger/checkpoint.ts';
import { leafHash } from '../../shared/ledger/tree.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import { isCertified, notCertified } from './keys.ts';
import type { LedgerEntry } from './ledger.ts';
import type { Sealer } from './vault.ts';
import type { WrappedKey } from './vault-keys.ts';
import { writeSealed } from './view.ts';

/** A salted fact: what goes into the ledger as one hash, and under the filing's key as it is. */
export interface SaltedFact {
  /** 16 bytes. */
  readonly salt: Uint8Array;
  readonly fact: Uint8Array;
}

/** A receipt as the caller made it: sealed (`sealer.seal('receipt', sequence, …)`) for the store, and its value for the caller. */
export interface SealedReceipt<T> {
  readonly sealed: Uint8Array;
  readonly value: T;
}

/** A filing ready to be recorded. Pages and files are in the vault already; nothing here is readable without the key. */
export interface Preparation<T> extends SaltedFact {
  readonly id: string;
  /** Canonical form. */
  readonly number: string;
  readonly procedure: string;
  /** Seconds since 1970. */
  readonly preparedAt: number;
  readonly manifestHash: Uint8Array;
  readonly pages: number;
  readonly deliveries: readonly ChannelId[];
  readonly wrappedKey: WrappedKey;
  readonly sealer: Sealer;
  /** The sealed record: `sealer.seal('record', 0, …)`. */
  readonly record: Uint8Array;
  /** `sealer.seal('due', 0, …)`; null: no limit is known. */
  readonly due: Uint8Array | null;
  /** Makes the first receipt, once the fact has its place in the ledger. */
  receipt(entry: LedgerEntry): SealedReceipt<T>;
}

export type PrepareFault = DataFault | Fault<'number-taken' | 'not-certified'>;

/** A new filing's id: names its vault folder and its idempotency keys, means nothing. */
export const newFilingId = (core: Pick<Core, 'random'>): string => toHex(core.random(16));

/** True when no filing has this number. */
export const numberIsFree = (core: Pick<Core, 'store'>, number: string): boolean =>
  core.store.get('SELECT id FROM filings WHERE number = ?', number) === null;

/**
 * Records a filing in one transaction (promise 1): begin → `build(head)` makes manifest and fact → fact into the ledger,
 * checkpoint signed → `receipt(entry)` signs the receipt → rows → commit, fsynced. Both callbacks are synchronous and pure.
 * Any fault, or a throw of a callback, leaves nothing recorded; only after ok may a screen say « dossier enregistré ».
 */
export function prepare<T>(
  core: Core,
  build: (head: LedgerHead) => Preparation<T>,
): Result<{ readonly entry: LedgerEntry; readonly value: T }, PrepareFault> {
  const { store, ledger, crypto } = core;
  if (!isCertified(core)) return fail(notCertified);
  return store.transaction(() => {
    const filing = build(ledger.head());
    if (!numberIsFree(core, filing.number)) {
      return fail({ code: 'number-taken', message: 'This number is taken: draw another.' } as const);
    }
    insertFiling(core, filing);
    const entry = ledger.append(leafHash(filing.salt, filing.fact, crypto));
    const receipt = filing.receipt(entry);
    store.run(
      "INSERT INTO states (ledger_index, filing, channel, state, at) VALUES (?, ?, NULL, 'prepared', ?)",
      entry.index,
      filing.id,
      filing.preparedAt,
    );
    insertReceipt(core, filing, { sequence: 1, at: filing.preparedAt, entry, sealed: receipt.sealed });
    return ok({ entry, value: receipt.value });
  });
}

function insertFiling<T>({ store, random }: Core, filing: Preparation<T>): void {
  store.run(
    `INSERT INTO filings (id, number, procedure, state, prepared_at, manifest_hash, pages)
     VALUES (?, ?, ?, 'prepared', ?, ?, ?)`,
    filing.id,
    filing.number,
    filing.procedure,
    filing.preparedAt,
    filing.manifestHash,
    filing.pages,
  );
  const { vaultDay, bytes } = filing.wrappedKey;
  store.run('INSERT INTO filing_keys (filing, vault_day, wrapped) VALUES (?, ?, ?)', filing.id, vaultDay, bytes);
  writeSealed(store, filing.id, 'record', 0, filing.record);
  if (filing.due) writeSealed(store, filing.id, 'due', 0, filing.due);
  for (const channel of filing.deliveries) {
    store.run(
      "INSERT INTO deliveries (filing, channel, state, idempotency_key, next_at) VALUES (?, ?, 'queued', ?, ?)",
      filing.id,
      channel,
      toHex(random(16)),
      filing.preparedAt,
    );
  }
}

/** The row of a receipt, its sealed bytes, and the sealed fact (salt ‖ fact) that its ledger leaf is made of. */
export function insertReceipt(
  { store }: Core,
  { id, salt, fact, sealer }: SaltedFact & { readonly id: string; readonly sealer: Sealer },
  receipt: { readonly sequence: number; readonly at: number; readonly entry: LedgerEntry; readonly sealed: Uint8Array },
): void {
  const { sequence, at, entry } = receipt;
  store.run(
    'INSERT INTO receipts (filing, sequence, ledger_index, at) VALUES (?, ?, ?, ?)',
    id,
    sequence,
    entry.index,
    at,
  );
  writeSealed(store, id, 'receipt', sequence, receipt.sealed);
  writeSealed(store, id, 'fact', entry.index, sealer.seal('fact', entry.index, concatBytes(salt, fact)));
}
