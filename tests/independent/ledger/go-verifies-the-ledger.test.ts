import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Core } from '../../../main/filings/core.ts';
import { blob } from '../../../main/filings/row.ts';
import { nodeCrypto } from '../../../main/node-crypto.ts';
import { concatBytes } from '../../../shared/bytes.ts';
import { verifierKey } from '../../../shared/ledger/note.ts';
import { must, newFolder, open, record, removeFolder, type TestFiling } from '../../unit/main/filings/kiosk.ts';
import { buildGo } from '../go.ts';

const count = process.env.RECEPISSE_TESTS === 'all' ? 70 : 21;

describe('Go’s sumdb/note and sumdb/tlog, which share no code with the signer', () => {
  const folder = newFolder();
  let core: Core;
  let binary: string;
  const filings: TestFiling[] = [];
  const checkpoints: string[] = [];

  beforeAll(() => {
    binary = buildGo('ledger');
    core = open(join(folder, 'data'));
    checkpoints.push(core.ledger.checkpoint());
    for (let i = 0; i < count; i += 1) {
      filings.push(record(core));
      checkpoints.push(core.ledger.checkpoint());
    }
  }, 300_000);
  afterAll(() => {
    core.close();
    removeFolder(folder);
  });

  const write = (name: string, data: string | Uint8Array): string => {
    const path = join(folder, name);
    writeFileSync(path, data);
    return path;
  };
  const base64Lines = (hashes: readonly Uint8Array[]): string =>
    hashes.map((hash) => `${Buffer.from(hash).toString('base64')}\n`).join('');
  const key = (): string =>
    verifierKey({ name: core.ledger.key.origin, publicKey: core.ledger.key.publicKey }, nodeCrypto);
  const go = (...args: string[]): { readonly exit: number | null; readonly said: string } => {
    const run = spawnSync(binary, args, { encoding: 'utf8', timeout: 10_000 });
    return { exit: run.status, said: run.stdout.trim() };
  };
  const dataOf = (filing: TestFiling | undefined): Uint8Array =>
    filing ? concatBytes(filing.preparation.salt, filing.preparation.fact) : new Uint8Array();

  it('verifies every filing’s proof, and refuses it for another fact', () => {
    filings.forEach((filing, index) => {
      const proof = write('proof', core.ledger.proof(index));
      expect(go('inclusion', key(), proof, write('leaf', dataOf(filing)))).toEqual({
        exit: 0,
        said: `ok recepisse.example/ledger/kiosk-test size ${count} index ${index}`,
      });
      const other = write('other', dataOf(filings[(index + 1) % count]));
      expect(go('inclusion', key(), proof, other).exit).toBe(1);
    });
  });

  it('verifies that every earlier checkpoint is the beginning of the last', () => {
    const last = write('last', checkpoints.at(-1) ?? '');
    // From the empty tree on there is nothing to prove, and Go has its own idea of that tree's root.
    checkpoints.slice(1).forEach((checkpoint, i) => {
      const path = write('path', base64Lines(core.ledger.consistency(i + 1)));
      expect(go('consistency', key(), write('old', checkpoint), last, path)).toEqual({
        exit: 0,
        said: `ok ${i + 1} to ${count}`,
      });
    });
    const wrong = write('path', base64Lines(core.ledger.consistency(4)));
    expect(go('consistency', key(), write('old', checkpoints[3] ?? ''), last, wrong).exit).toBe(1);
  });

  it('computes the same root from the stored leaves', () => {
    const leaves = must(core.store.read(() => core.store.all('SELECT hash FROM leaves ORDER BY idx'))).map((row) =>
      blob(row, 'hash'),
    );
    const last = write('last', checkpoints.at(-1) ?? '');
    expect(go('root', key(), last, write('leaves', base64Lines(leaves))).said).toBe(`ok size ${count}`);
    expect(go('root', key(), last, write('leaves', base64Lines(leaves.slice(1)))).exit).toBe(1);
  });

  it('refuses a checkpoint with one changed digit, and one of another key', () => {
    const changed = (checkpoints[5] ?? '').replace('\n5\n', '\n6\n');
    expect(go('root', key(), write('changed', changed), write('none', '')).said).toMatch(/^note: /);
    const stranger = verifierKey({ name: core.ledger.key.origin, publicKey: core.keys.receipt.publicKey }, nodeCrypto);
    expect(go('root', stranger, write('last', checkpoints.at(-1) ?? ''), write('none', '')).said).toMatch(/^note: /);
  });
});
