import { concatBytes, toHex } from '../../shared/bytes.ts';
import { canonicalBytes } from '../../shared/canonical-json.ts';
import { type EvidenceKind, evidenceKinds } from '../../shared/filing.ts';
import { leafHash, saltBytes } from '../../shared/ledger/tree.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { isoTime, secondsNow } from './clock.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import { blob, integer, member, text } from './row.ts';
import type { Sealer } from './vault.ts';
import { writeSealed } from './view.ts';

/** A paper that is kept; its picture lies in the vault as `evidence` of its rank, from 1. */
export interface KeptPaper {
  readonly rank: number;
  readonly kind: EvidenceKind;
  /** Of the picture, 32 bytes. */
  readonly sha256: Uint8Array;
}

/** A letter has a slip and a card; some are scanned twice. More is no evidence. */
const mostPapers = 12;

/** The papers kept of a filing, by its id, in order. */
export const evidenceOf = ({ store }: Pick<Core, 'store'>, filing: string): readonly KeptPaper[] =>
  store.all('SELECT rank, kind, sha256 FROM evidence WHERE filing = ? ORDER BY rank', filing).map((row) => ({
    rank: integer(row, 'rank'),
    kind: member(row, 'kind', evidenceKinds),
    sha256: blob(row, 'sha256'),
  }));

/**
 * Records that a paper is kept, as a ledger fact of its own: rank (from 1), what it is and its picture's SHA-256 (32 bytes).
 * The picture is sealed in the vault before, under that rank; `wrong-rank` when another came first, or there are too many.
 */
export function keepEvidence(
  core: Core,
  number: string,
  { rank, kind, sha256 }: KeptPaper,
  sealer: Sealer,
): Result<{ readonly ledgerIndex: number }, DataFault | Fault<'no-such-filing' | 'wrong-rank'>> {
  const { store, ledger, crypto } = core;
  return store.transaction((): Result<{ readonly ledgerIndex: number }, Fault<'no-such-filing' | 'wrong-rank'>> => {
    const row = store.get('SELECT id FROM filings WHERE number = ? AND forgotten_at IS NULL', number);
    if (!row) return fail({ code: 'no-such-filing', message: `No filing ${number} here.` });
    const filing = text(row, 'id');
    if (rank > mostPapers || rank !== evidenceOf(core, filing).length + 1)
      return fail({ code: 'wrong-rank', message: 'Another paper was kept meanwhile.' });
    const at = secondsNow(core.clock);
    const salt = core.random(saltBytes);
    const stated = { v: 1, fact: 'evidence', number, rank, kind, sha256: toHex(sha256), at: isoTime(at) };
    const fact = canonicalBytes(stated);
    const { index } = ledger.append(leafHash(salt, fact, crypto));
    store.run(
      'INSERT INTO evidence (filing, rank, kind, sha256, ledger_index, at) VALUES (?, ?, ?, ?, ?, ?)',
      filing,
      rank,
      kind,
      sha256,
      index,
      at,
    );
    writeSealed(store, filing, 'fact', index, sealer.seal('fact', index, concatBytes(salt, fact)));
    return ok({ ledgerIndex: index });
  });
}
