import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLedger } from '../../../../main/filings/check.ts';
import type { Core } from '../../../../main/filings/core.ts';
import { prepare } from '../../../../main/filings/prepare.ts';
import { blob } from '../../../../main/filings/row.ts';
import { sweep } from '../../../../main/filings/sweep.ts';
import { openSealer, readFiling } from '../../../../main/filings/transitions.ts';
import {
  draft,
  faultCode,
  must,
  newFolder,
  open,
  record,
  removeFolder,
  see,
  TestClock,
  type TestFiling,
} from './kiosk.ts';
import { filesHolding, filesOf, rawBytes } from './raw.ts';

const count = process.env.RECEPISSE_TESTS === 'all' ? 400 : 60;

describe('a filing that is forgotten', () => {
  let folder: string;
  let clock: TestClock;
  let core: Core;
  beforeEach(() => {
    folder = newFolder();
    clock = new TestClock();
    core = open(folder, clock);
  });
  afterEach(() => {
    core.close();
    removeFolder(folder);
  });

  /** Everything that only this filing's ciphertext is made of: wrapped key, record, receipts, facts, details, pages. */
  const secretsOf = (filing: TestFiling): Uint8Array[] => [
    ...core.store.all('SELECT wrapped FROM filing_keys WHERE filing = ?', filing.id).map((row) => blob(row, 'wrapped')),
    ...core.store.all('SELECT bytes FROM sealed WHERE filing = ?', filing.id).map((row) => blob(row, 'bytes')),
    rawBytes(join(folder, 'vault', filing.id, 'page-0000')),
  ];

  it('leaves no byte of its wrapped key, of what was sealed, or of its pages in any file', () => {
    const filing = record(core, { deliveries: [] });
    must(
      see(core, filing.number, {
        kind: 'acknowledged',
        number: '26-1',
        date: '2026-11-24',
        pages: null,
        pagesHeld: null,
      }),
    );
    const secrets = secretsOf(filing);
    expect(secrets).toHaveLength(8);
    // The test can see them while they are there.
    for (const secret of secrets) expect(filesHolding(folder, secret).length).toBeGreaterThan(0);

    const forgotten = must(see(core, filing.number, { kind: 'forgotten' }));
    expect(forgotten.left).toBeNull();
    for (const secret of secrets) expect(filesHolding(folder, secret)).toEqual([]);
    expect(existsSync(join(folder, 'vault', filing.id))).toBe(false);
    expect(faultCode(openSealer(core, filing.number))).toBe('key-destroyed');
  });

  it('keeps its number, states, times, hashes and place in the ledger', () => {
    const filing = record(core, { deliveries: [] });
    clock.advance(60);
    must(see(core, filing.number, { kind: 'withdrawn' }));
    clock.advance(60);
    must(see(core, filing.number, { kind: 'forgotten' }));
    const view = must(readFiling(core, filing.number));
    expect(view.states.map(({ state, at }) => [state, at - view.preparedAt])).toEqual([
      ['prepared', 0],
      ['withdrawn', 60],
      ['forgotten', 120],
    ]);
    expect(view.manifestHash).toEqual(filing.preparation.manifestHash);
    expect(must(checkLedger(core))).toMatchObject({ consistent: true, head: { size: 3 } });
  });

  it('never holds its key, its references or its agency’s number in the clear', () => {
    const filing = record(core);
    const words = ['REFERENCE-5512', 'AGENT-31', 'CAF-2026-7781'];
    must(
      see(core, filing.number, { kind: 'sent', channel: 'counter', reference: words[0] ?? '', agent: words[1] ?? '' }),
    );
    must(
      see(core, filing.number, {
        kind: 'acknowledged',
        number: words[2] ?? '',
        date: '2026-11-24',
        pages: null,
        pagesHeld: null,
      }),
    );
    expect(must(readFiling(core, filing.number))).toMatchObject({
      deliveries: [{ reference: words[0] }],
      acknowledgement: { number: words[2] },
    });
    for (const secret of [filing.key, ...words.map((word) => Buffer.from(word))])
      expect(filesHolding(folder, secret)).toEqual([]);
  });

  it('is gone from a store full of others too, whatever moved between its pages', () => {
    const filings = Array.from({ length: count }, (_, i) => {
      // From a few bytes to several pages of the database, so that rows move and overflow.
      const filing = draft(core, { deliveries: [], page: `page ${i}` });
      const record = filing.preparation.sealer.seal('record', 0, core.random(10 + ((i * 997) % 20_000)));
      must(prepare(core, () => ({ ...filing.preparation, record })));
      return filing;
    });
    // Long blobs are spread over pages: three pieces of each are looked for.
    const pieces = (secret: Uint8Array): Buffer[] =>
      [0, Math.floor(secret.length / 2), secret.length - 24].map((at) => Buffer.from(secret.slice(at, at + 24)));
    const mixed = filings
      .map((filing, i) => ({ filing, key: (i * 7919) % filings.length }))
      .sort((a, b) => a.key - b.key);
    const forgotten: Buffer[][] = [];
    const kept: Buffer[][] = [];
    for (const [i, { filing }] of mixed.entries()) {
      const secrets = secretsOf(filing).map(pieces);
      if (i % 3 === 0) kept.push(...secrets);
      else {
        forgotten.push(...secrets);
        must(see(core, filing.number, { kind: 'forgotten' }));
        if (i % 5 === 0) record(core, { deliveries: [] });
      }
    }
    const contents = filesOf(folder).map(rawBytes);
    const holds = (parts: Buffer[]): boolean =>
      parts.some((part) => contents.some((content) => content.includes(part)));
    expect(kept.filter((secret) => !holds(secret))).toEqual([]);
    expect(forgotten.filter(holds).length).toBe(0);
    expect(must(checkLedger(core)).consistent).toBe(true);
  });

  it('killed between its forgetting and the shredding of its pages: the next start shreds', () => {
    const filing = record(core, { deliveries: [] });
    const other = record(core);
    core.store.run('DELETE FROM filing_keys WHERE filing = ?', filing.id);
    core.close();
    core = open(folder, clock);
    expect(existsSync(join(folder, 'vault', filing.id))).toBe(false);
    expect(existsSync(join(folder, 'vault', other.id))).toBe(true);
  });

  describe('the vault key of a day', () => {
    const keyFile = (day: string): string => join(folder, 'keys', `vault-${day}.key`);

    it('goes once its day is over and no filing needs it, not before', () => {
      const one = record(core, { deliveries: [] });
      const two = record(core, { deliveries: [] });
      const bytes = readFileSync(keyFile('2026-11-23'));
      must(see(core, one.number, { kind: 'forgotten' }));
      must(see(core, two.number, { kind: 'forgotten' }));
      expect(existsSync(keyFile('2026-11-23'))).toBe(true);
      const three = record(core, { deliveries: [] });

      clock.advance(24 * 3600);
      must(sweep(core));
      expect(existsSync(keyFile('2026-11-23'))).toBe(true);
      must(openSealer(core, three.number));

      must(see(core, three.number, { kind: 'forgotten' }));
      expect(existsSync(keyFile('2026-11-23'))).toBe(false);
      expect(filesHolding(folder, bytes)).toEqual([]);
    });

    it('is another one each day, and yesterday’s still opens what it wrapped', () => {
      const yesterday = record(core);
      clock.advance(24 * 3600);
      const today = record(core);
      expect(readFileSync(keyFile('2026-11-23')).equals(readFileSync(keyFile('2026-11-24')))).toBe(false);
      for (const { number } of [yesterday, today]) must(openSealer(core, number));
    });

    it('a clock that was set back makes no key anew and destroys none', () => {
      record(core);
      const before = readFileSync(keyFile('2026-11-23'));
      clock.advance(-24 * 3600);
      record(core);
      must(sweep(core));
      clock.advance(24 * 3600);
      record(core);
      expect(readFileSync(keyFile('2026-11-23')).equals(before)).toBe(true);
    });
  });
});
