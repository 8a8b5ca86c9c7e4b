import { equalBytes } from '../bytes.ts';
import type { Crypto } from '../crypto.ts';

/** The Merkle tree of RFC 9162 section 2.1 (the same tree as RFC 6962). Hashes are 32 bytes, sizes and indexes are counts of leaves. */

const leafPrefix = Uint8Array.of(0x00);
const nodePrefix = Uint8Array.of(0x01);

/** Salts of ledger leaves are this many bytes: without its salt a leaf tells nothing of its fact. */
export const saltBytes = 16;

/** Hash of a leaf: SHA-256(0x00 ‖ data); the data of ours is salt ‖ fact. */
export const leafHashOf = (data: Uint8Array, crypto: Crypto): Uint8Array => crypto.sha256(leafPrefix, data);

/** Hash of the leaf of a salted fact: SHA-256(0x00 ‖ salt ‖ fact). */
export function leafHash(salt: Uint8Array, fact: Uint8Array, crypto: Crypto): Uint8Array {
  if (salt.length !== saltBytes) throw new Error(`leafHash: salt of ${salt.length} bytes`);
  return crypto.sha256(leafPrefix, salt, fact);
}

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Uint8Array, right: Uint8Array, crypto: Crypto): Uint8Array =>
  crypto.sha256(nodePrefix, left, right);

/** Root of the empty tree: the hash of no bytes. */
export const emptyRoot = (crypto: Crypto): Uint8Array => crypto.sha256();

const isOdd = (value: number): boolean => value % 2 === 1;
const half = (value: number): number => Math.floor(value / 2);
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** Inclusion of a leaf hash at `index` in the tree of `size` leaves with `root` (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(
  leaf: Uint8Array,
  index: number,
  path: readonly Uint8Array[],
  size: number,
  root: Uint8Array,
  crypto: Crypto,
): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let hash = leaf;
  for (const step of path) {
    if (sn === 0 || step.length !== 32) return false;
    if (isOdd(fn) || fn === sn) {
      hash = nodeHash(step, hash, crypto);
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      hash = nodeHash(hash, step, crypto);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && equalBytes(hash, root);
}

/** Tree `first` is a prefix of tree `second` (RFC 9162 section 2.1.4.2). The empty tree is a prefix of every tree, with an empty path. */
export function verifyConsistency(
  first: { readonly size: number; readonly root: Uint8Array },
  second: { readonly size: number; readonly root: Uint8Array },
  path: readonly Uint8Array[],
  crypto: Crypto,
): boolean {
  if (!isCount(first.size) || !isCount(second.size) || first.size > second.size) return false;
  if (first.size === second.size) return path.length === 0 && equalBytes(first.root, second.root);
  if (first.size === 0) return path.length === 0 && equalBytes(first.root, emptyRoot(crypto));
  let fn = first.size - 1;
  let sn = second.size - 1;
  while (isOdd(fn)) {
    fn = half(fn);
    sn = half(sn);
  }
  const [start, ...steps] = fn === 0 ? [first.root, ...path] : path;
  if (start === undefined) return false;
  let firstHash = start;
  let secondHash = start;
  for (const step of steps) {
    if (sn === 0 || step.length !== 32) return false;
    if (isOdd(fn) || fn === sn) {
      firstHash = nodeHash(step, firstHash, crypto);
      secondHash = nodeHash(step, secondHash, crypto);
      while (!isOdd(fn) && fn !== 0) {
        fn = half(fn);
        sn = half(sn);
      }
    } else {
      secondHash = nodeHash(secondHash, step, crypto);
    }
    fn = half(fn);
    sn = half(sn);
  }
  return sn === 0 && equalBytes(firstHash, first.root) && equalBytes(secondHash, second.root);
}
