import { concatBytes } from '../../shared/bytes.ts';
import { canonicalBytes } from '../../shared/canonical-json.ts';
import { leafHash, saltBytes } from '../../shared/ledger/tree.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { PrintResult } from '../devices/printers/printer.ts';
import { isoTime, secondsNow } from './clock.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import { integer, text } from './row.ts';
import type { Sealer } from './vault.ts';
import { writeSealed } from './view.ts';

/** A print that is about to start. *Filed* and *receipt printed* are two facts: this one never decides the other (promise 2). */
export interface StartedPrint {
  readonly id: number;
  /** The paper must say DUPLICATA: this receipt is, or may be, on paper already. */
  readonly duplicate: boolean;
}

/** Records that a print begins, before its first byte leaves: if nothing more is heard of it, it stays `unknown`. */
export function startPrint(
  core: Pick<Core, 'store' | 'clock'>,
  number: string,
  sequence: number,
): Result<StartedPrint, DataFault | Fault<'no-such-receipt'>> {
  const { store } = core;
  return store.transaction(() => {
    const receipt = store.get(
      'SELECT filing FROM receipts JOIN filings ON filings.id = filing WHERE number = ? AND sequence = ?',
      number,
      sequence,
    );
    if (!receipt) return fail({ code: 'no-such-receipt', message: `No receipt ${sequence} of ${number}.` } as const);
    const filing = text(receipt, 'filing');
    const earlier = store.get(
      "SELECT id FROM prints WHERE filing = ? AND sequence = ? AND result <> 'not-printed'",
      filing,
      sequence,
    );
    const row = store.get(
      `INSERT INTO prints (filing, sequence, duplicate, result, started_at)
       VALUES (?, ?, ?, 'unknown', ?) RETURNING id`,
      filing,
      sequence,
      earlier ? 1 : 0,
      secondsNow(core.clock),
    );
    if (!row) throw new Error('startPrint: no row');
    return ok({ id: integer(row, 'id'), duplicate: earlier !== null });
  });
}

/** Records how a print ended, as a ledger fact of its own, sealed under the filing's key. Once only. */
export function finishPrint(
  core: Core,
  print: StartedPrint,
  result: PrintResult,
  sealer: Sealer,
): Result<{ readonly ledgerIndex: number }, DataFault | Fault<'already-finished'>> {
  const { store, ledger, crypto } = core;
  return store.transaction(() => {
    const row = store.get(
      'SELECT number, sequence FROM prints JOIN filings ON filings.id = filing WHERE prints.id = ? AND ended_at IS NULL',
      print.id,
    );
    if (!row) return fail({ code: 'already-finished', message: 'This print has its result already.' } as const);
    const at = secondsNow(core.clock);
    const salt = core.random(saltBytes);
    const fact = canonicalBytes({
      v: 1,
      fact: 'printed',
      number: text(row, 'number'),
      sequence: integer(row, 'sequence'),
      duplicate: print.duplicate,
      result,
      at: isoTime(at),
    });
    const { index } = ledger.append(leafHash(salt, fact, crypto));
    store.run('UPDATE prints SET result = ?, ended_at = ?, ledger_index = ? WHERE id = ?', result, at, index, print.id);
    writeSealed(store, sealer.filing, 'fact', index, sealer.seal('fact', index, concatBytes(salt, fact)));
    return ok({ ledgerIndex: index });
  });
}
