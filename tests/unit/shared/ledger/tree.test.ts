import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../../main/node-crypto.ts';
import { fromHex, toHex } from '../../../../shared/bytes.ts';
import { completedBy, consistencyPath, inclusionPath, rootAt } from '../../../../shared/ledger/subtrees.ts';
import { leafHash, leafHashOf, verifyConsistency, verifyInclusion } from '../../../../shared/ledger/tree.ts';
import { leafOf, pathOf, proofOf, readFrom, rootOf } from './naive-tree.ts';

const all = process.env.RECEPISSE_TESTS === 'all';
const hexes = (list: readonly Uint8Array[]): string[] => list.map(toHex);

/** The test vectors of the Certificate Transparency project (RFC 6962's reference implementation). */
const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const inclusions: readonly (readonly [index: number, size: number, path: readonly string[]])[] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];
const consistencies: readonly (readonly [first: number, second: number, path: readonly string[]])[] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

describe('the vectors of RFC 6962’s own project', () => {
  const leaves = entries.map((entry) => leafHashOf(fromHex(entry), nodeCrypto));
  const headOf = (size: number) => ({ size, root: fromHex(roots[size] ?? '') });

  it.each(roots.map((root, size) => [size, root] as const))('root of %i leaves', (size, root) => {
    expect(toHex(rootAt(size, readFrom(leaves), nodeCrypto))).toBe(root);
  });

  it.each(inclusions)('leaf %i in %i', (index, size, path) => {
    expect(hexes(inclusionPath(index, size, readFrom(leaves.slice(0, size)), nodeCrypto))).toEqual(path);
    const leaf = leaves[index] ?? new Uint8Array();
    expect(verifyInclusion(leaf, index, path.map(fromHex), size, headOf(size).root, nodeCrypto)).toBe(true);
  });

  it.each(consistencies)('%i leaves are the beginning of %i', (first, second, path) => {
    expect(hexes(consistencyPath(first, second, readFrom(leaves.slice(0, second)), nodeCrypto))).toEqual(path);
    expect(verifyConsistency(headOf(first), headOf(second), path.map(fromHex), nodeCrypto)).toBe(true);
  });
});

describe('against the RFC’s definitions over whole lists', () => {
  const largest = all ? 130 : 40;
  const leaves = Array.from({ length: largest }, (_, i) => leafOf(Uint8Array.of(i)));

  it('appending keeps exactly the complete subtrees, one leaf at a time', () => {
    const kept = new Map<string, Uint8Array>();
    const read = (level: number, index: number): Uint8Array => {
      const hash = kept.get(`${level}/${index}`);
      if (!hash) throw new Error(`${level}/${index} was never complete`);
      return hash;
    };
    leaves.forEach((leaf, size) => {
      for (const subtree of completedBy(leaf, size, read, nodeCrypto))
        kept.set(`${subtree.level}/${subtree.index}`, subtree.hash);
      expect(toHex(rootAt(size + 1, read, nodeCrypto))).toBe(toHex(rootOf(leaves.slice(0, size + 1))));
    });
    const expected = readFrom(leaves);
    for (const [name, hash] of kept) {
      const [level, index] = name.split('/').map(Number);
      expect(toHex(hash)).toBe(toHex(expected(level ?? -1, index ?? -1)));
    }
    const complete = Array.from({ length: 8 }, (_, level) => Math.floor(largest / 2 ** level));
    expect(kept.size).toBe(complete.reduce((sum, count) => sum + count, 0));
  });

  it('every leaf of every size has its path, and no other place', () => {
    for (let size = 1; size <= largest; size += 1) {
      const some = leaves.slice(0, size);
      const root = rootOf(some);
      for (let index = 0; index < size; index += 1) {
        const path = inclusionPath(index, size, readFrom(some), nodeCrypto);
        expect(hexes(path)).toEqual(hexes(pathOf(index, some)));
        const leaf = some[index] ?? new Uint8Array();
        expect(verifyInclusion(leaf, index, path, size, root, nodeCrypto)).toBe(true);
        for (const other of [index - 1, index + 1, size, -1]) {
          expect(verifyInclusion(leaf, other, path, size, root, nodeCrypto)).toBe(false);
        }
        expect(verifyInclusion(leaf, index, [...path, root], size, root, nodeCrypto)).toBe(false);
        expect(verifyInclusion(leaf, index, path.slice(1), size, root, nodeCrypto)).toBe(size === 1);
      }
    }
  });

  it('every size is the beginning of every later one, and of none that was rewritten', () => {
    for (let second = 1; second <= largest; second += 1) {
      const some = leaves.slice(0, second);
      for (let first = 0; first <= second; first += 1) {
        const path = consistencyPath(first, second, readFrom(some), nodeCrypto);
        expect(hexes(path)).toEqual(first === 0 ? [] : hexes(proofOf(first, some)));
        const head = { size: second, root: rootOf(some) };
        const before = { size: first, root: rootOf(some.slice(0, first)) };
        expect(verifyConsistency(before, head, path, nodeCrypto)).toBe(true);
        if (first === 0) continue;
        const rewritten = { size: first, root: rootOf(some.slice(0, first).with(0, leafOf(Uint8Array.of(255)))) };
        expect(verifyConsistency(rewritten, head, path, nodeCrypto)).toBe(false);
      }
    }
  });

  it('one flipped bit anywhere in a path, a leaf or a root is found', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: largest }),
        fc.nat(),
        fc.nat(),
        fc.nat({ max: 7 }),
        (size, at, byte, bit) => {
          const some = leaves.slice(0, size);
          const index = at % size;
          const parts = [rootOf(some), some[index] ?? new Uint8Array(), ...pathOf(index, some)].map((part) =>
            part.slice(),
          );
          const target = parts[byte % parts.length] ?? new Uint8Array();
          target[at % 32] = (target[at % 32] ?? 0) ^ (1 << bit);
          const [root = target, leaf = target, ...path] = parts;
          expect(verifyInclusion(leaf, index, path, size, root, nodeCrypto)).toBe(false);
        },
      ),
      { numRuns: all ? 5_000 : 500, seed: 9162 },
    );
  });

  it('sizes beyond 32 bits are not folded onto small ones', () => {
    const leaf = randomBytes(32);
    expect(verifyInclusion(leaf, 2 ** 32, [], 2 ** 32 + 1, leaf, nodeCrypto)).toBe(false);
    expect(verifyInclusion(leaf, 0, [], 2 ** 32 + 1, leaf, nodeCrypto)).toBe(false);
    expect(verifyInclusion(leaf, 0.5, [], 1, leaf, nodeCrypto)).toBe(false);
    expect(verifyInclusion(leaf, 0, [], Number.NaN, leaf, nodeCrypto)).toBe(false);
  });
});

describe('a leaf tells nothing without its salt', () => {
  it('the same fact under two salts is two leaves, each SHA-256(0x00 ‖ salt ‖ fact)', () => {
    const fact = new TextEncoder().encode('fact');
    const [one, other] = [randomBytes(16), randomBytes(16)];
    expect(toHex(leafHash(one, fact, nodeCrypto))).toBe(toHex(leafOf(Buffer.concat([one, fact]))));
    expect(toHex(leafHash(one, fact, nodeCrypto))).not.toBe(toHex(leafHash(other, fact, nodeCrypto)));
  });

  it('a salt of another length is a bug, never a leaf', () => {
    for (const length of [0, 15, 17]) expect(() => leafHash(randomBytes(length), randomBytes(4), nodeCrypto)).toThrow();
  });
});
