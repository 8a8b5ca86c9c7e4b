import { equalBytes } from '../../shared/bytes.ts';
import type { Crypto } from '../../shared/crypto.ts';
import { type LedgerKey, verifyCheckpoint } from '../../shared/ledger/checkpoint.ts';
import { completedBy, type ReadSubtree, rootAt } from '../../shared/ledger/subtrees.ts';
import { blob, integer, text } from './row.ts';
import type { Store } from './store.ts';

export type LedgerProblemCode =
  | 'leaf-missing'
  | 'node'
  | 'checkpoint-missing'
  | 'checkpoint-signature'
  | 'checkpoint-root'
  | 'claim-missing'
  | 'claim'
  | 'fact';

export interface LedgerProblem {
  readonly code: LedgerProblemCode;
  readonly detail: string;
}

/** Builds the tree anew from the leaf hashes alone, and holds every stored node and every signed checkpoint against it. */
export function checkTree(store: Store, key: LedgerKey, crypto: Crypto): readonly LedgerProblem[] {
  const problems: LedgerProblem[] = [];
  const tree = new Map<string, Uint8Array>();
  const read: ReadSubtree = (level, index) => {
    const hash = tree.get(`${level}/${index}`);
    if (!hash) throw new Error(`check: no subtree ${level}/${index}`);
    return hash;
  };
  const stored = new Map(
    store
      .all('SELECT level, idx, hash FROM nodes')
      .map((row) => [`${integer(row, 'level')}/${integer(row, 'idx')}`, blob(row, 'hash')]),
  );
  const checkpoints = new Map(
    store.all('SELECT size, root, note FROM checkpoints').map((row) => [integer(row, 'size'), row]),
  );

  const checkSize = (size: number): void => {
    const row = checkpoints.get(size);
    if (!row) {
      problems.push({ code: 'checkpoint-missing', detail: `size ${size}` });
      return;
    }
    const signed = verifyCheckpoint(text(row, 'note'), key, crypto);
    if (!signed.ok) {
      problems.push({ code: 'checkpoint-signature', detail: `size ${size}: ${signed.fault}` });
      return;
    }
    const root = rootAt(size, read, crypto);
    const holds =
      signed.value.size === size && equalBytes(signed.value.root, root) && equalBytes(blob(row, 'root'), root);
    if (!holds) problems.push({ code: 'checkpoint-root', detail: `size ${size}` });
  };

  const leaves = store.all('SELECT idx, hash FROM leaves ORDER BY idx');
  checkSize(0);
  const gap = leaves.findIndex((row, i) => integer(row, 'idx') !== i);
  leaves.slice(0, gap < 0 ? leaves.length : gap).forEach((row, size) => {
    for (const { level, index, hash } of completedBy(blob(row, 'hash'), size, read, crypto)) {
      const name = `${level}/${index}`;
      tree.set(name, hash);
      const kept = stored.get(name);
      if (level > 0 && !(kept && equalBytes(kept, hash))) problems.push({ code: 'node', detail: name });
      stored.delete(name);
    }
    checkSize(size + 1);
  });
  if (gap >= 0) problems.push({ code: 'leaf-missing', detail: `rank ${gap}` });
  for (const name of stored.keys()) problems.push({ code: 'node', detail: `${name} belongs to no leaf` });
  const beyond = Math.max(...checkpoints.keys(), 0);
  if (gap < 0 && beyond > leaves.length) problems.push({ code: 'leaf-missing', detail: `signed size ${beyond}` });
  return problems;
}
