import { concatBytes, toHex } from '../../shared/bytes.ts';
import { canonicalBytes } from '../../shared/canonical-json.ts';
import type { EvidenceKind } from '../../shared/filing.ts';
import { leafHash, saltBytes } from '../../shared/ledger/tree.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { isoTime, secondsNow } from './clock.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import { integer, text } from './row.ts';
import type { Sealer } from './vault.ts';
import { writeSealed } from './view.ts';

/** How many such papers of this filing are kept. Their pictures lie in the vault as `evidence` 1, 2, … */
export const evidenceCount = ({ store }: Pick<Core, 'store'>, filing: string): number =>
  integer(store.get('SELECT count(*) AS kept FROM evidence WHERE filing = ?', filing) ?? { kept: 0 }, 'kept');

/**
 * Records that a paper is kept, as a ledger fact of its own: rank (from 1), what it is and its picture's SHA-256 (32 bytes).
 * The picture is sealed in the vault before, under that rank; `wrong-rank` when another came first.
 */
export function keepEvidence(
  core: Core,
  number: string,
  { rank, kind, sha256 }: { readonly rank: number; readonly kind: EvidenceKind; readonly sha256: Uint8Array },
  sealer: Sealer,
): Result<{ readonly ledgerIndex: number }, DataFault | Fault<'no-such-filing' | 'wrong-rank'>> {
  const { store, ledger, crypto } = core;
  return store.transaction((): Result<{ readonly ledgerIndex: number }, Fault<'no-such-filing' | 'wrong-rank'>> => {
    const row = store.get('SELECT id FROM filings WHERE number = ? AND forgotten_at IS NULL', number);
    if (!row) return fail({ code: 'no-such-filing', message: `No filing ${number} here.` });
    const filing = text(row, 'id');
    if (rank !== evidenceCount(core, filing) + 1)
      return fail({ code: 'wrong-rank', message: 'Another paper was kept meanwhile.' });
    const at = secondsNow(core.clock);
    const salt = core.random(saltBytes);
    const stated = { v: 1, fact: 'evidence', number, rank, kind, sha256: toHex(sha256), at: isoTime(at) };
    const fact = canonicalBytes(stated);
    const { index } = ledger.append(leafHash(salt, fact, crypto));
    store.run(
      'INSERT INTO evidence (filing, rank, kind, ledger_index, at) VALUES (?, ?, ?, ?, ?)',
      filing,
      rank,
      kind,
      index,
      at,
    );
    writeSealed(store, filing, 'fact', index, sealer.seal('fact', index, concatBytes(salt, fact)));
    return ok({ ledgerIndex: index });
  });
}
