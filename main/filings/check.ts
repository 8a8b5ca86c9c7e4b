import type { LedgerHead } from '../../shared/ledger/checkpoint.ts';
import type { Result } from '../../shared/result.ts';
import { checkClaims } from './check-claims.ts';
import { checkTree, type LedgerProblem } from './check-tree.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import { openSealer } from './transitions.ts';

export interface LedgerCheck {
  /** No problem found. A whole data folder put back from an older copy is only seen with a receipt printed since. */
  readonly consistent: boolean;
  readonly problems: readonly LedgerProblem[];
  readonly head: LedgerHead;
}

/** Recomputes the ledger from its leaves, and holds checkpoints, states and receipts against it (promise 4). Reads only. */
export function checkLedger(core: Core): Result<LedgerCheck, DataFault> {
  const { store, ledger, crypto } = core;
  return store.read(() => {
    const open = (number: string) => {
      const sealer = openSealer(core, number);
      if (sealer.ok) return sealer.value;
      return sealer.fault.code === 'key-destroyed' ? 'gone' : null;
    };
    const problems = [...checkTree(store, ledger.key, crypto), ...checkClaims(store, open, crypto)];
    return { consistent: problems.length === 0, problems, head: ledger.head() };
  });
}
