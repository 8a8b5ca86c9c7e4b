import { createPublicKey, verify } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Core } from '../../../../main/filings/core.ts';
import { buildSealer, type SealedKind } from '../../../../main/filings/vault.ts';
import { nodeCrypto } from '../../../../main/node-crypto.ts';
import { toHex, utf8Bytes } from '../../../../shared/bytes.ts';
import { isSignedBy, readCertificate } from '../../../../shared/receipt/certificate.ts';
import { parseTrust } from '../../../../shared/receipt/trust.ts';
import {
  demoKiosk,
  draft,
  faultCode,
  must,
  newFolder,
  open,
  record,
  removeFolder,
  startOfTest,
  TestClock,
  tryOpen,
} from './kiosk.ts';

let folder: string;
let core: Core;
beforeEach(() => {
  folder = newFolder();
  core = open(folder);
});
afterEach(() => {
  core.close();
  removeFolder(folder);
});
const keyFile = (name: string): string => join(folder, 'keys', name);
const restart = (): Core => {
  core.close();
  core = open(folder);
  return core;
};

describe('the kiosk’s keys', () => {
  it('are four different ones, the same after a restart', () => {
    const keysOf = ({ keys }: Core) => [keys.receipt, keys.log, keys.request].map(({ publicKey }) => toHex(publicKey));
    const before = keysOf(core);
    const [root] = parseTrust(core.keys.trust)?.keys ?? [];
    expect(new Set([...before, toHex(root ?? new Uint8Array())]).size).toBe(4);
    expect(keysOf(restart())).toEqual(before);
  });

  it('receipt.pub is the receipt key as SPKI PEM, which verifies what it signs', () => {
    const publicKey = createPublicKey(readFileSync(keyFile('receipt.pub')));
    const message = utf8Bytes('message');
    expect(verify(null, message, publicKey, core.keys.receipt.sign(message))).toBe(true);
    expect(verify(null, message, publicKey, core.keys.log.sign(message))).toBe(false);
  });

  it('trust.pem holds the desk root and its certificate for exactly these three keys', () => {
    const text = readFileSync(keyFile('trust.pem'), 'utf8');
    expect(text).toBe(core.keys.trust);
    const trust = parseTrust(text);
    const [root, ...others] = trust?.keys ?? [];
    expect(others).toEqual([]);
    expect(trust?.certificates.map(toHex)).toEqual([toHex(core.keys.certificate)]);
    expect(isSignedBy(core.keys.certificate, root ?? new Uint8Array(), nodeCrypto)).toBe(true);
    expect(readCertificate(core.keys.certificate)).toMatchObject({
      ...demoKiosk,
      receiptKey: core.keys.receipt.publicKey,
      logKey: core.keys.log.publicKey,
      requestKey: core.keys.request.publicKey,
      // A demonstration also covers the year before, for a clock that is set back.
      notBefore: startOfTest.getTime() / 1000 - 366 * 24 * 3600,
    });
  });

  it('receipt.pub and trust.pem that were lost come back, with the same keys', () => {
    const publicText = readFileSync(keyFile('receipt.pub'), 'utf8');
    core.close();
    rmSync(keyFile('receipt.pub'));
    rmSync(keyFile('trust.pem'));
    core = open(folder);
    expect(readFileSync(keyFile('receipt.pub'), 'utf8')).toBe(publicText);
    expect(parseTrust(core.keys.trust)?.certificates).toHaveLength(1);
  });

  it('outside the demonstration nothing certifies itself: without a desk root’s certificate it does not start', () => {
    core.close();
    const real = { ...demoKiosk, demo: false };
    expect(faultCode(tryOpen(folder, new TestClock(), real))).toBe('not-certified');
    expect(faultCode(tryOpen(join(folder, 'new'), new TestClock(), real))).toBe('not-certified');
  });

  it.each([
    ['of another kiosk', { ...demoKiosk, kiosk: 'kiosk-other', demo: false }, startOfTest],
    ['of another desk', { ...demoKiosk, desk: 'desk-other', demo: false }, startOfTest],
    ['of a demonstration', { ...demoKiosk, demo: false }, startOfTest],
  ])('a certificate %s does not count', (_, identity) => {
    core.close();
    expect(faultCode(tryOpen(folder, new TestClock(), identity))).toBe('not-certified');
  });
});

describe('a filing’s key under the day’s vault key', () => {
  it('opens for its own number only, and not when a byte was changed', () => {
    const key = core.random(32);
    const wrapped = must(core.vaultKeys.wrap(key, 'K7P2-9QXM-4'));
    expect(wrapped.vaultDay).toBe('2026-11-23');
    expect(toHex(must(core.vaultKeys.unwrap(wrapped, 'K7P2-9QXM-4')))).toBe(toHex(key));
    expect(faultCode(core.vaultKeys.unwrap(wrapped, 'K7P2-9QXM-5'))).toBe('data-damaged');
    wrapped.bytes.forEach((byte, at) => {
      const bytes = wrapped.bytes.with(at, byte ^ 1);
      expect(faultCode(core.vaultKeys.unwrap({ ...wrapped, bytes }, 'K7P2-9QXM-4'))).toBe('data-damaged');
    });
    expect(faultCode(core.vaultKeys.unwrap({ ...wrapped, bytes: wrapped.bytes.slice(0, 20) }, 'K7P2-9QXM-4'))).toBe(
      'data-damaged',
    );
    expect(faultCode(core.vaultKeys.unwrap({ ...wrapped, vaultDay: '2026-11-22' }, 'K7P2-9QXM-4'))).toBe(
      'key-destroyed',
    );
  });

  it('never gives the same wrapping twice', () => {
    const key = core.random(32);
    const seen = Array.from({ length: 50 }, () => toHex(must(core.vaultKeys.wrap(key, 'n')).bytes));
    expect(new Set(seen).size).toBe(50);
  });

  it('a vault key of another length is damage', () => {
    must(core.vaultKeys.wrap(core.random(32), 'n'));
    writeFileSync(keyFile('vault-2026-11-23.key'), 'short');
    expect(faultCode(core.vaultKeys.wrap(core.random(32), 'n'))).toBe('data-damaged');
  });
});

describe('what a filing’s key seals', () => {
  const bytes = utf8Bytes('a page');

  it('begins with RCV1 and opens as what it was sealed as, and as nothing else', () => {
    const key = core.random(32);
    const sealer = buildSealer(key, 'filing-00001');
    const sealed = sealer.seal('page', 3, bytes);
    expect(Buffer.from(sealed.subarray(0, 4)).toString()).toBe('RCV1');
    expect(sealed).toHaveLength(4 + 12 + bytes.length + 16);
    expect(must(sealer.open('page', 3, sealed))).toEqual(bytes);
    const others: readonly (readonly [ReturnType<typeof buildSealer>, SealedKind, number])[] = [
      [sealer, 'page', 4],
      [sealer, 'file', 3],
      [buildSealer(key, 'filing-00002'), 'page', 3],
      [buildSealer(core.random(32), 'filing-00001'), 'page', 3],
    ];
    for (const [other, kind, index] of others) expect(faultCode(other.open(kind, index, sealed))).toBe('data-damaged');
  });

  it('one changed, missing or added byte is found', () => {
    const sealer = buildSealer(core.random(32), 'filing-00001');
    const sealed = sealer.seal('record', 0, bytes);
    sealed.forEach((byte, at) => {
      expect(faultCode(sealer.open('record', 0, sealed.with(at, byte ^ 0x80)))).toBe('data-damaged');
      expect(faultCode(sealer.open('record', 0, sealed.slice(0, at)))).toBe('data-damaged');
    });
    expect(faultCode(sealer.open('record', 0, Buffer.concat([sealed, Buffer.of(0)])))).toBe('data-damaged');
  });

  it('a page put in the vault comes back; swapped with another, missing, or of no proper id, it does not', () => {
    const { id, preparation } = record(core);
    const { sealer } = preparation;
    must(core.vault.put(sealer, 'page', 1, utf8Bytes('second')));
    expect(must(core.vault.get(sealer, 'page', 1))).toEqual(utf8Bytes('second'));
    const at = (index: number): string => join(folder, 'vault', id, `page-000${index}`);
    renameSync(at(0), at(7));
    renameSync(at(1), at(0));
    expect(faultCode(core.vault.get(sealer, 'page', 0))).toBe('data-damaged');
    expect(faultCode(core.vault.get(sealer, 'page', 1))).toBe('data-unreachable');
    expect(() => core.vault.put(buildSealer(core.random(32), '../../etc'), 'page', 0, bytes)).toThrow();
  });

  it('a draft that was never recorded is gone at the next start; what is recorded stays', () => {
    const recorded = record(core);
    const dropped = draft(core);
    expect([...must(core.vault.filings())].sort()).toEqual([recorded.id, dropped.id].sort());
    restart();
    expect(must(core.vault.filings())).toEqual([recorded.id]);
  });
});
