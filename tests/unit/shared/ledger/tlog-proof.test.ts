import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ed25519Signer, nodeCrypto } from '../../../../main/node-crypto.ts';
import { utf8Bytes } from '../../../../shared/bytes.ts';
import { originOf, signCheckpoint } from '../../../../shared/ledger/checkpoint.ts';
import { formatProof, parseProof, verifyProof, verifyTlogProof } from '../../../../shared/ledger/tlog-proof.ts';
import { leafOf, pathOf, rootOf } from './naive-tree.ts';

const signer = ed25519Signer(generateKeyPairSync('ed25519').privateKey);
const key = { origin: originOf('k1'), publicKey: signer.publicKey };
const data = Array.from({ length: 11 }, () => new Uint8Array(randomBytes(40)));
const leaves = data.map(leafOf);
const root = rootOf(leaves);
const checkpoint = signCheckpoint({ size: leaves.length, root }, key, signer.sign, nodeCrypto);
const proofOf = (index: number): string => formatProof({ index, path: pathOf(index, leaves), checkpoint });
const leaf = (index: number): Uint8Array => leaves[index] ?? new Uint8Array();

// What is no longer UTF-8 becomes U+FFFD, as it would for a reader that does not look.
const lenient = new TextDecoder();

describe('a proof that travels with a receipt', () => {
  it('is the text that c2sp.org/tlog-proof says', () => {
    const lines = proofOf(3).split('\n');
    expect(lines[0]).toBe('c2sp.org/tlog-proof@v1');
    expect(lines[1]).toBe('index 3');
    expect(lines.slice(2, 6).map((line) => Buffer.from(line, 'base64').length)).toEqual([32, 32, 32, 32]);
    expect(lines[6]).toBe('');
    expect(lines.slice(7).join('\n')).toBe(checkpoint);
  });

  it('puts every leaf at its rank and nowhere else', () => {
    leaves.forEach((hash, index) => {
      expect(verifyProof(proofOf(index), hash, key, nodeCrypto)).toEqual({
        ok: true,
        value: { size: leaves.length, root, index },
      });
      const next = (index + 1) % leaves.length;
      expect(verifyProof(proofOf(index), leaf(next), key, nodeCrypto)).toEqual({ ok: false, fault: 'not-in-ledger' });
      const moved = proofOf(index).replace(`index ${index}\n`, `index ${next}\n`);
      expect(verifyProof(moved, hash, key, nodeCrypto).ok).toBe(false);
    });
  });

  it('any byte of it changed is found', () => {
    const bytes = utf8Bytes(proofOf(5));
    bytes.forEach((byte, at) => {
      for (const other of [byte ^ 1, byte ^ 0x20, 0x0a]) {
        if (other === byte) continue;
        expect(verifyProof(lenient.decode(bytes.with(at, other)), leaf(5), key, nodeCrypto).ok, `byte ${at}`).toBe(
          false,
        );
      }
    });
  });

  it('nothing unsigned fits in: no extra line, no second signature, no spare bit, no longer path', () => {
    const proof = proofOf(5);
    const spare = proof.replace(
      /([A-Za-z0-9+/])=\n/,
      (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=\n`,
    );
    for (const text of [
      proof.replace('@v1\n', '@v1\nextra YWdl\n'),
      `${proof}— witness.example ${randomBytes(68).toString('base64')}\n`,
      proof.replace('index 5', 'index 05'),
      proof.replace('index 5', 'index 5 '),
      proof.replaceAll('\n', '\r\n'),
      proof.replace('\n\n', `\n${Buffer.from(root).toString('base64')}\n\n`),
      proof.replace(/\n[^\n]+\n\n/, '\n\n'),
      `${proof}\n`,
      proof.replace('\n\n', '\nAAAA\n\n'),
      proof.replace('\n\n', '\nno base64\n\n'),
      spare,
      '',
      'c2sp.org/tlog-proof@v1',
      'c2sp.org/tlog-proof@v1\nindex 0\n\n',
    ]) {
      expect(verifyProof(text, leaf(5), key, nodeCrypto).ok, JSON.stringify(text)).toBe(false);
    }
  });

  it('reads back what it wrote, for a tree of one leaf too', () => {
    const one = { index: 0, path: [], checkpoint };
    expect(parseProof(formatProof(one))).toEqual(one);
    expect(parseProof(proofOf(10))).toEqual({ index: 10, path: pathOf(10, leaves), checkpoint });
  });

  it('holds for the data, rank, kiosk and key that a receipt claims, all four', () => {
    const claim = { index: 5, data: data[5] ?? new Uint8Array(), kiosk: 'k1', logKey: key.publicKey };
    expect(verifyTlogProof(proofOf(5), claim, nodeCrypto)).toBe(true);
    for (const wrong of [
      { index: 4 },
      { data: data[4] ?? new Uint8Array() },
      { kiosk: 'k2' },
      { logKey: new Uint8Array(randomBytes(32)) },
    ]) {
      expect(verifyTlogProof(proofOf(5), { ...claim, ...wrong }, nodeCrypto)).toBe(false);
    }
  });
});
