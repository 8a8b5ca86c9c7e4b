import { copyFileSync, cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkLedger } from '../../../../main/filings/check.ts';
import type { LedgerProblemCode } from '../../../../main/filings/check-tree.ts';
import { finishPrint, startPrint } from '../../../../main/filings/prints.ts';
import { nodeCrypto, signerFromPem } from '../../../../main/node-crypto.ts';
import type { SignEd25519 } from '../../../../shared/crypto.ts';
import { type LedgerKey, originOf, signCheckpoint } from '../../../../shared/ledger/checkpoint.ts';
import { completedBy, rootAt } from '../../../../shared/ledger/subtrees.ts';
import { must, newFolder, open, record, removeFolder, see, type TestFiling, tryOpen } from './kiosk.ts';

/** Each rewriting is done behind the store's back, on the closed file, by somebody who can also drop its triggers. */
const rewritings: Readonly<Record<string, readonly [sql: string, ...codes: LedgerProblemCode[]]>> = {
  'a leaf in the middle is another': [
    'UPDATE leaves SET hash = zeroblob(32) WHERE idx = 3',
    'node',
    'checkpoint-root',
    'fact',
  ],
  'the last leaf is another': [
    'UPDATE leaves SET hash = zeroblob(32) WHERE idx = (SELECT max(idx) FROM leaves)',
    'checkpoint-root',
    'fact',
  ],
  'a leaf in the middle is gone': ['DELETE FROM leaves WHERE idx = 3', 'leaf-missing', 'node', 'fact'],
  'the last leaf is gone': ['DELETE FROM leaves WHERE idx = (SELECT max(idx) FROM leaves)', 'leaf-missing', 'fact'],
  'the last leaf and its checkpoint are gone': [
    'DELETE FROM checkpoints WHERE size = (SELECT max(size) FROM checkpoints); DELETE FROM leaves WHERE idx = (SELECT max(idx) FROM leaves)',
    'leaf-missing',
    'fact',
  ],
  'two leaves changed places': [
    'UPDATE leaves SET idx = 1000 WHERE idx = 1; UPDATE leaves SET idx = 1 WHERE idx = 2; UPDATE leaves SET idx = 2 WHERE idx = 1000',
    'node',
    'checkpoint-root',
    'fact',
  ],
  'an inner hash is another': ['UPDATE nodes SET hash = zeroblob(32) WHERE level = 1 AND idx = 0', 'node'],
  'an inner hash is gone': ['DELETE FROM nodes WHERE level = 2', 'node'],
  'an inner hash of nothing was added': ['INSERT INTO nodes VALUES (9, 9, zeroblob(32))', 'node'],
  'the root in a checkpoint row is another': [
    'UPDATE checkpoints SET root = zeroblob(32) WHERE size = 4',
    'checkpoint-root',
  ],
  'a checkpoint is signed by nobody': [
    "UPDATE checkpoints SET note = replace(note, 'kiosk-test', 'kiosk-tess') WHERE size = 4",
    'checkpoint-signature',
  ],
  'a checkpoint carries the signature of another size': [
    'UPDATE checkpoints SET note = (SELECT note FROM checkpoints WHERE size = 5) WHERE size = 4',
    'checkpoint-root',
  ],
  'a checkpoint is gone': ['DELETE FROM checkpoints WHERE size = 4', 'checkpoint-missing'],
  'a filing says another state': ["UPDATE filings SET state = 'acknowledged' WHERE number = $FIRST", 'claim'],
  'a filing says another state, with history to match': [
    "UPDATE filings SET state = 'decided' WHERE number = $FIRST; UPDATE states SET state = 'decided' WHERE ledger_index = 0",
    'claim',
  ],
  'a filing was prepared earlier': [
    'UPDATE filings SET prepared_at = prepared_at - 86400 WHERE number = $FIRST; UPDATE states SET at = at - 86400 WHERE ledger_index = 0; UPDATE receipts SET at = at - 86400 WHERE ledger_index = 0',
    'claim',
  ],
  'a filing had more pages': ['UPDATE filings SET pages = pages + 1 WHERE number = $FIRST', 'claim'],
  'a filing had another manifest': ['UPDATE filings SET manifest_hash = zeroblob(32) WHERE number = $FIRST', 'claim'],
  'a filing had another number': ["UPDATE filings SET number = '0000-0001-1' WHERE number = $FIRST", 'fact'],
  'a delivery was never sent': ["UPDATE deliveries SET state = 'queued' WHERE state = 'sent'", 'claim'],
  'a delivery was sent': [
    "UPDATE deliveries SET state = 'sent' WHERE filing = (SELECT id FROM filings WHERE number = $FIRST)",
    'claim',
  ],
  'a filing was sent a day earlier': [
    `UPDATE states SET at = at - 86400 WHERE state = 'sent';
     UPDATE receipts SET at = at - 86400 WHERE ledger_index = (SELECT ledger_index FROM states WHERE state = 'sent')`,
    'claim',
  ],
  'an observation is gone': ["DELETE FROM states WHERE state = 'sent'", 'claim'],
  'a receipt is gone': ['DELETE FROM prints; DELETE FROM receipts WHERE sequence = 1', 'claim', 'claim-missing'],
  'a sealed fact is gone': ["DELETE FROM sealed WHERE kind = 'fact' AND idx = 0", 'fact'],
  'a sealed fact is another filing’s': [
    "UPDATE sealed SET bytes = (SELECT bytes FROM sealed WHERE kind = 'fact' AND idx = 1) WHERE kind = 'fact' AND idx = 0",
    'fact',
  ],
  'a key is gone': ['DELETE FROM filing_keys WHERE filing = (SELECT id FROM filings WHERE number = $FIRST)', 'fact'],
  'a filing was forgotten': ['UPDATE filings SET forgotten_at = 1795428000 WHERE number = $FIRST', 'claim', 'fact'],
  'a print that failed came out': ["UPDATE prints SET result = 'printed'", 'claim'],
  'a whole filing is gone': [
    `DELETE FROM sealed WHERE filing = (SELECT id FROM filings WHERE number = $FIRST);
     DELETE FROM filing_keys WHERE filing = (SELECT id FROM filings WHERE number = $FIRST);
     DELETE FROM states WHERE filing = (SELECT id FROM filings WHERE number = $FIRST);
     DELETE FROM receipts WHERE filing = (SELECT id FROM filings WHERE number = $FIRST);
     DELETE FROM deliveries WHERE filing = (SELECT id FROM filings WHERE number = $FIRST);
     DELETE FROM filings WHERE number = $FIRST`,
    'claim-missing',
  ],
};

interface StolenKey {
  readonly key: LedgerKey;
  readonly sign: SignEd25519;
}

describe('rewriting the ledger shows (promise 4)', () => {
  const folder = newFolder();
  const original = join(folder, 'original');
  let first: TestFiling;

  beforeAll(() => {
    const core = open(original);
    first = record(core);
    for (let i = 0; i < 5; i += 1) record(core);
    const seen = record(core);
    must(see(core, seen.number, { kind: 'sent', channel: 'counter', reference: 'R-1', agent: 'A-7' }));
    must(
      see(core, seen.number, { kind: 'acknowledged', number: '26-1', date: '2026-11-24', pages: 3, pagesHeld: null }),
    );
    must(finishPrint(core, must(startPrint(core, seen.number, 2)), 'not-printed', seen.preparation.sealer));
    const gone = record(core, { deliveries: [] });
    must(see(core, gone.number, { kind: 'forgotten' }));
    record(core);
    core.close();
  });
  afterAll(() => removeFolder(folder));

  let copies = 0;
  const checkAfter = (rewrite: (database: DatabaseSync, stolen: StolenKey) => void) => {
    copies += 1;
    const copy = join(folder, `copy-${copies}`);
    cpSync(original, copy, { recursive: true });
    const database = new DatabaseSync(join(copy, 'store.sqlite'), { enableForeignKeyConstraints: false });
    for (const trigger of database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").all()) {
      database.exec(`DROP TRIGGER ${String(trigger.name)}`);
    }
    const signer = signerFromPem(readFileSync(join(copy, 'keys', 'log.key'), 'utf8'));
    if (!signer) throw new Error('no log key');
    rewrite(database, { key: { origin: originOf('kiosk-test'), publicKey: signer.publicKey }, sign: signer.sign });
    database.close();
    const core = open(copy);
    const check = must(checkLedger(core));
    core.close();
    return check;
  };
  const codesOf = (problems: readonly { readonly code: string }[]): string[] =>
    [...new Set(problems.map(({ code }) => code))].sort();

  it('a ledger that nobody touched is consistent, a forgotten filing in it too', () => {
    expect(checkAfter(() => undefined)).toMatchObject({ consistent: true, problems: [], head: { size: 13 } });
  });

  it.each(Object.keys(rewritings))('%s', (name) => {
    const [sql, ...codes] = rewritings[name] ?? [''];
    const { consistent, problems } = checkAfter((database) =>
      database.exec(sql.replaceAll('$FIRST', `'${first.number}'`)),
    );
    expect(consistent).toBe(false);
    expect(codesOf(problems)).toEqual([...codes].sort());
  });

  it('a whole new ledger, sound in itself but signed by a key of the forger', () => {
    const forger = open(join(folder, 'forger'));
    const { sign } = forger.keys.log;
    const { consistent, problems } = checkAfter((database) => {
      const leaves = database
        .prepare('SELECT hash FROM leaves ORDER BY idx')
        .all()
        .map(({ hash }) => hash as Uint8Array);
      const tree = new Map<string, Uint8Array>();
      const read = (level: number, index: number): Uint8Array => tree.get(`${level}/${index}`) ?? new Uint8Array();
      leaves.forEach((leaf, size) => {
        for (const { level, index, hash } of completedBy(leaf, size, read, nodeCrypto))
          tree.set(`${level}/${index}`, hash);
      });
      for (let size = 0; size <= leaves.length; size += 1) {
        const root = rootAt(size, read, nodeCrypto);
        const note = signCheckpoint({ size, root }, forger.ledger.key, sign, nodeCrypto);
        database.prepare('UPDATE checkpoints SET root = ?, note = ? WHERE size = ?').run(root, note, size);
      }
    });
    forger.close();
    expect(consistent).toBe(false);
    expect(codesOf(problems)).toEqual(['checkpoint-signature']);
  });

  it.each([
    ['another root', { root: new Uint8Array(32) }],
    ['another size', { size: 3 }],
  ])('a checkpoint of %s, signed by the stolen key of this very ledger', (_, changed) => {
    const { problems } = checkAfter((database, { key, sign }) => {
      const row = database.prepare('SELECT root FROM checkpoints WHERE size = 4').get();
      const note = signCheckpoint({ size: 4, root: row?.root as Uint8Array, ...changed }, key, sign, nodeCrypto);
      database.prepare('UPDATE checkpoints SET note = ? WHERE size = 4').run(note);
    });
    expect(problems).toEqual([{ code: 'checkpoint-root', detail: 'size 4' }]);
  });

  it('the store of one kiosk in the folder of another', () => {
    const other = join(folder, 'other');
    open(other).close();
    copyFileSync(join(original, 'store.sqlite'), join(other, 'store.sqlite'));
    const core = must(tryOpen(other));
    expect(codesOf(must(checkLedger(core)).problems)).toContain('checkpoint-signature');
    core.close();
  });
});
