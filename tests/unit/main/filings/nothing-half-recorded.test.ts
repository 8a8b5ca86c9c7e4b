import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLedger } from '../../../../main/filings/check.ts';
import type { Core } from '../../../../main/filings/core.ts';
import { waitingDeliveries } from '../../../../main/filings/outbox.ts';
import { prepare } from '../../../../main/filings/prepare.ts';
import { openSealer, readFiling } from '../../../../main/filings/transitions.ts';
import { readSealed } from '../../../../main/filings/view.ts';
import { nodeCrypto } from '../../../../main/node-crypto.ts';
import { toHex, utf8Text } from '../../../../shared/bytes.ts';
import { verifyProof } from '../../../../shared/ledger/tlog-proof.ts';
import { leafHash } from '../../../../shared/ledger/tree.ts';
import { draft, faultCode, must, newFolder, open, record, removeFolder, startOfTest } from './kiosk.ts';

const tables = [
  'leaves',
  'nodes',
  'checkpoints',
  'filings',
  'filing_keys',
  'deliveries',
  'states',
  'receipts',
  'sealed',
];

describe('a filing is recorded whole or not at all', () => {
  let folder: string;
  let core: Core;
  beforeEach(() => {
    folder = newFolder();
    core = open(folder);
    record(core);
  });
  afterEach(() => {
    core.close();
    removeFolder(folder);
  });
  const dump = (): string => JSON.stringify(tables.map((table) => core.store.all(`SELECT * FROM ${table}`)));

  it('has state, time, key, record, receipt, outbox rows and a place in the ledger, and still has them after a restart', () => {
    const filing = draft(core, { deliveries: ['counter', 'post'], pages: 66 });
    const { entry } = must(prepare(core, () => filing.preparation));
    core.close();
    core = open(folder);
    const view = must(readFiling(core, filing.number));
    expect(view).toMatchObject({
      state: 'prepared',
      pages: 66,
      preparedAt: startOfTest.getTime() / 1000,
      forgottenAt: null,
    });
    expect(toHex(view.manifestHash)).toBe(toHex(filing.preparation.manifestHash));
    expect(view.states).toMatchObject([{ state: 'prepared', channel: null, ledgerIndex: entry.index }]);
    expect(view.deliveries.map(({ channel, state }) => [channel, state])).toEqual([
      ['counter', 'queued'],
      ['post', 'queued'],
    ]);
    const sealer = must(openSealer(core, filing.number));
    const opened = (kind: 'record' | 'receipt', index: number): string =>
      utf8Text(must(sealer.open(kind, index, readSealed(core.store, filing.id, kind, index) ?? new Uint8Array())));
    expect([opened('record', 0), opened('receipt', 1)]).toEqual(['record', `receipt ${entry.index}`]);
    expect(must(waitingDeliveries(core)).filter(({ number }) => number === filing.number)).toHaveLength(2);
    expect(must(checkLedger(core))).toMatchObject({ consistent: true, head: { size: 2 } });
  });

  it('the receipt is made knowing its rank, and its proof holds', () => {
    const heads: number[] = [];
    const filing = draft(core);
    const { entry, value } = must(
      prepare(core, (head) => {
        heads.push(head.size);
        return filing.preparation;
      }),
    );
    expect(value).toBe(entry);
    expect([heads, entry.index, entry.head.size]).toEqual([[1], 1, 2]);
    const leaf = leafHash(filing.preparation.salt, filing.preparation.fact, nodeCrypto);
    expect(verifyProof(entry.proof, leaf, core.ledger.key, nodeCrypto)).toEqual({
      ok: true,
      value: { ...entry.head, index: 1 },
    });
  });

  it.each(['build', 'receipt'] as const)(
    'a throw in `%s` leaves every table as it was, and the next filing goes through',
    (where) => {
      const before = dump();
      const filing = draft(core);
      const bug = new Error('bug');
      expect(() =>
        prepare(core, () => {
          if (where === 'build') throw bug;
          return {
            ...filing.preparation,
            receipt: () => {
              throw bug;
            },
          };
        }),
      ).toThrow(bug);
      expect(dump()).toBe(before);
      must(prepare(core, () => filing.preparation));
      expect(must(checkLedger(core)).consistent).toBe(true);
    },
  );

  it('a number that is taken is refused, with nothing recorded', () => {
    const first = record(core);
    const before = dump();
    expect(faultCode(prepare(core, () => draft(core, { number: first.number }).preparation))).toBe('number-taken');
    expect(dump()).toBe(before);
  });

  it('nothing enters the ledger outside a transaction', () => {
    expect(() => core.ledger.append(new Uint8Array(32))).toThrow();
  });

  it('rows of the ledger, of states and of receipts can be neither changed nor removed through the store', () => {
    for (const table of ['leaves', 'checkpoints', 'states', 'receipts']) {
      expect(() => core.store.run(`DELETE FROM ${table}`)).toThrow(/append-only/);
    }
    expect(() => core.store.run('UPDATE leaves SET hash = zeroblob(32)')).toThrow(/append-only/);
  });
});
