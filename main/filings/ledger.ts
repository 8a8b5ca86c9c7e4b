import type { Crypto, SignEd25519 } from '../../shared/crypto.ts';
import { type LedgerHead, type LedgerKey, signCheckpoint } from '../../shared/ledger/checkpoint.ts';
import { completedBy, consistencyPath, inclusionPath, rootAt } from '../../shared/ledger/subtrees.ts';
import { formatProof } from '../../shared/ledger/tlog-proof.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { DataFault } from './data-fault.ts';
import { blob, integer, text } from './row.ts';
import type { Store } from './store.ts';

/** A leaf's place, once it is appended. */
export interface LedgerEntry {
  /** Rank, from 0. */
  readonly index: number;
  /** Head that includes it. */
  readonly head: LedgerHead;
  /** Signed C2SP checkpoint of that head. */
  readonly checkpoint: string;
  /** C2SP tlog-proof text of the leaf in that head. */
  readonly proof: string;
}

/** The registre (DESIGN section 4) in the store: an RFC 9162 tree and one signed checkpoint per append. */
export interface Ledger {
  readonly key: LedgerKey;
  head(): LedgerHead;
  /** The signed checkpoint of the head. */
  checkpoint(): string;
  /** Appends a leaf hash (32 bytes). Only inside the transaction that records what the leaf says. */
  append(leaf: Uint8Array): LedgerEntry;
  /** C2SP tlog-proof text of leaf `index` in the head. */
  proof(index: number): string;
  /** RFC 9162 consistency path from an older size to the head's. */
  consistency(size: number): readonly Uint8Array[];
}

/** A missing row is damage of the file, and is reported as SQLite would. */
const damaged = (what: string): Error =>
  Object.assign(new Error(`${what} is missing`), { code: 'ERR_SQLITE_ERROR', errcode: 11 });

interface LedgerParts {
  readonly store: Store;
  readonly key: LedgerKey;
  readonly sign: SignEd25519;
  readonly crypto: Crypto;
}

export function buildLedger(parts: LedgerParts): Ledger {
  const { store, key, sign, crypto } = parts;

  const read = (level: number, index: number): Uint8Array => {
    const row =
      level === 0
        ? store.get('SELECT hash FROM leaves WHERE idx = ?', index)
        : store.get('SELECT hash FROM nodes WHERE level = ? AND idx = ?', level, index);
    if (!row) throw damaged(`ledger hash ${level}/${index}`);
    return blob(row, 'hash');
  };
  const latest = (): LedgerHead & { readonly note: string } => {
    const row = store.get('SELECT size, root, note FROM checkpoints ORDER BY size DESC LIMIT 1');
    if (!row) throw damaged('checkpoint');
    return { size: integer(row, 'size'), root: blob(row, 'root'), note: text(row, 'note') };
  };
  const signHead = (head: LedgerHead): string => {
    const note = signCheckpoint(head, key, sign, crypto);
    store.run('INSERT INTO checkpoints (size, root, note) VALUES (?, ?, ?)', head.size, head.root, note);
    return note;
  };
  const proofIn = (index: number, size: number, checkpoint: string): string =>
    formatProof({ index, path: inclusionPath(index, size, read, crypto), checkpoint });

  return {
    key,
    head: () => {
      const { size, root } = latest();
      return { size, root };
    },
    checkpoint: () => latest().note,
    append: (leaf) => {
      if (!store.inTransaction) throw new Error('append: outside a transaction');
      const index = latest().size;
      for (const subtree of completedBy(leaf, index, read, crypto)) {
        if (subtree.level === 0) store.run('INSERT INTO leaves (idx, hash) VALUES (?, ?)', subtree.index, subtree.hash);
        else
          store.run(
            'INSERT INTO nodes (level, idx, hash) VALUES (?, ?, ?)',
            subtree.level,
            subtree.index,
            subtree.hash,
          );
      }
      const size = index + 1;
      const head = { size, root: rootAt(size, read, crypto) };
      const checkpoint = signHead(head);
      return { index, head, checkpoint, proof: proofIn(index, size, checkpoint) };
    },
    proof: (index) => {
      const { size, note } = latest();
      return proofIn(index, size, note);
    },
    consistency: (size) => consistencyPath(size, latest().size, read, crypto),
  };
}

/** Signs the empty ledger on first use, so that there is always a checkpoint to show. */
export function startLedger(parts: LedgerParts): Result<void, DataFault> {
  const { store, key, sign, crypto } = parts;
  return store.transaction((): Result<void, DataFault> => {
    if (!store.get('SELECT size FROM checkpoints LIMIT 1')) {
      const head = { size: 0, root: rootAt(0, () => new Uint8Array(), crypto) };
      const note = signCheckpoint(head, key, sign, crypto);
      store.run('INSERT INTO checkpoints (size, root, note) VALUES (0, ?, ?)', head.root, note);
    }
    return ok(undefined);
  });
}
