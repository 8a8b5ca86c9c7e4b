import type { Crypto } from '../crypto.ts';
import { emptyRoot, nodeHash } from './tree.ts';

/**
 * Reads the hash of a complete subtree: the 2^`level` leaves from `index` × 2^`level` on. Level 0 is a leaf's hash.
 * The store keeps every complete subtree, so that an append and a proof read O(log n) hashes.
 */
export type ReadSubtree = (level: number, index: number) => Uint8Array;

export interface Subtree {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/** The subtrees that become complete when `leaf` is appended to a tree of `size` leaves; the first one is the leaf itself. */
export function completedBy(leaf: Uint8Array, size: number, read: ReadSubtree, crypto: Crypto): readonly Subtree[] {
  const completed: Subtree[] = [{ level: 0, index: size, hash: leaf }];
  let hash = leaf;
  for (let level = 0, index = size; index % 2 === 1; level += 1) {
    hash = nodeHash(read(level, index - 1), hash, crypto);
    index = (index - 1) / 2;
    completed.push({ level: level + 1, index, hash });
  }
  return completed;
}

/** Largest power of two smaller than `size` (RFC 9162 section 2.1.1: k < n ≤ 2k), for `size` ≥ 2. */
function split(size: number): number {
  let k = 1;
  while (k * 2 < size) k *= 2;
  return k;
}

/** Root of the leaves from `start` to `end` (not included); `start` is a multiple of the power of two that covers them. */
function rangeRoot(start: number, end: number, read: ReadSubtree, crypto: Crypto): Uint8Array {
  const size = end - start;
  const level = Math.log2(size);
  if (Number.isInteger(level)) return read(level, start / size);
  const middle = start + split(size);
  return nodeHash(rangeRoot(start, middle, read, crypto), rangeRoot(middle, end, read, crypto), crypto);
}

/** Root hash of the first `size` leaves: MTH(D[size]) of RFC 9162 section 2.1.1. */
export const rootAt = (size: number, read: ReadSubtree, crypto: Crypto): Uint8Array =>
  size === 0 ? emptyRoot(crypto) : rangeRoot(0, size, read, crypto);

/** PATH(index, D[size]) of RFC 9162 section 2.1.3.1, from the leaf's sibling up. `index` < `size`. */
export function inclusionPath(index: number, size: number, read: ReadSubtree, crypto: Crypto): readonly Uint8Array[] {
  const path = (start: number, end: number): Uint8Array[] => {
    if (end - start === 1) return [];
    const middle = start + split(end - start);
    return index < middle
      ? [...path(start, middle), rangeRoot(middle, end, read, crypto)]
      : [...path(middle, end), rangeRoot(start, middle, read, crypto)];
  };
  return path(0, size);
}

/** PROOF(first, D[second]) of RFC 9162 section 2.1.4.1; empty when `first` is 0 or equals `second`. */
export function consistencyPath(
  first: number,
  second: number,
  read: ReadSubtree,
  crypto: Crypto,
): readonly Uint8Array[] {
  if (first === 0 || first === second) return [];
  // `whole`: the old tree is exactly this subtree, whose hash the verifier has (the boolean b of SUBPROOF).
  const proof = (start: number, end: number, whole: boolean): Uint8Array[] => {
    if (end === first) return whole ? [] : [rangeRoot(start, end, read, crypto)];
    const middle = start + split(end - start);
    return first <= middle
      ? [...proof(start, middle, whole), rangeRoot(middle, end, read, crypto)]
      : [...proof(middle, end, false), rangeRoot(start, middle, read, crypto)];
  };
  return proof(0, second, true);
}
