import { createHash } from 'node:crypto';
import type { ReadSubtree } from '../../../../shared/ledger/subtrees.ts';

/** RFC 6962 section 2.1 written down word for word over whole lists, sharing nothing with the code under test. */
const sha256 = (...parts: Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

const splitOf = (n: number): number => 2 ** (Math.ceil(Math.log2(n)) - 1);

export const leafOf = (data: Uint8Array): Uint8Array => sha256(Uint8Array.of(0), data);

/** MTH over leaf hashes. */
export function rootOf(leaves: readonly Uint8Array[]): Uint8Array {
  const [only] = leaves;
  if (only === undefined) return sha256();
  if (leaves.length === 1) return only;
  const k = splitOf(leaves.length);
  return sha256(Uint8Array.of(1), rootOf(leaves.slice(0, k)), rootOf(leaves.slice(k)));
}

/** PATH(m, D[n]). */
export function pathOf(m: number, leaves: readonly Uint8Array[]): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const k = splitOf(leaves.length);
  return m < k
    ? [...pathOf(m, leaves.slice(0, k)), rootOf(leaves.slice(k))]
    : [...pathOf(m - k, leaves.slice(k)), rootOf(leaves.slice(0, k))];
}

/** PROOF(m, D[n]) = SUBPROOF(m, D[n], true). */
export function proofOf(m: number, leaves: readonly Uint8Array[], whole = true): Uint8Array[] {
  if (m === leaves.length) return whole ? [] : [rootOf(leaves)];
  const k = splitOf(leaves.length);
  return m <= k
    ? [...proofOf(m, leaves.slice(0, k), whole), rootOf(leaves.slice(k))]
    : [...proofOf(m - k, leaves.slice(k), false), rootOf(leaves.slice(0, k))];
}

/** Complete subtrees of a list, as a store would have them; refuses one that is not complete. */
export const readFrom =
  (leaves: readonly Uint8Array[]): ReadSubtree =>
  (level, index) => {
    const size = 2 ** level;
    if ((index + 1) * size > leaves.length) throw new Error(`subtree ${level}/${index} is not complete`);
    return rootOf(leaves.slice(index * size, (index + 1) * size));
  };
