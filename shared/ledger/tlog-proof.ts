import { base64 } from '@scure/base';
import { attempt } from '../bytes.ts';
import type { Crypto } from '../crypto.ts';
import { fail, ok, type Result } from '../result.ts';
import { type CheckpointFault, type LedgerHead, type LedgerKey, originOf, verifyCheckpoint } from './checkpoint.ts';
import { parseNote } from './note.ts';
import { leafHashOf, verifyInclusion } from './tree.ts';

/** An inclusion proof that travels with a receipt (https://c2sp.org/tlog-proof). */
export interface LedgerProof {
  /** Rank of the leaf, from 0. */
  readonly index: number;
  /** From the leaf's sibling up; 32 bytes each. */
  readonly path: readonly Uint8Array[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
}

export type ProofFault = CheckpointFault | 'malformed-proof' | 'not-in-ledger';

const header = 'c2sp.org/tlog-proof@v1';

export function formatProof({ index, path, checkpoint }: LedgerProof): string {
  const hashes = path.map((hash) => `${base64.encode(hash)}\n`).join('');
  return `${header}\nindex ${index}\n${hashes}\n${checkpoint}`;
}

/** Reads a proof; null unless encoding it again gives the same text. `extra` lines are refused: nothing signs them. */
export function parseProof(text: string): LedgerProof | null {
  const end = text.indexOf('\n\n');
  const [first, second, ...hashes] = text.slice(0, Math.max(end, 0)).split('\n');
  const index = /^index (0|[1-9]\d{0,14})$/.exec(second ?? '')?.[1];
  if (first !== header || index === undefined) return null;
  const path = hashes.map((line) => attempt(() => base64.decode(line))).filter((hash) => hash?.length === 32);
  const proof = { index: Number(index), path: path.filter((hash) => hash !== null), checkpoint: text.slice(end + 2) };
  return formatProof(proof) === text ? proof : null;
}

/**
 * The head that a proof puts this leaf hash into, and the leaf's rank, once checkpoint and path hold (promise 4).
 * One signature and no more: another line would be bytes of a receipt that nothing protects.
 */
export function verifyProof(
  text: string,
  leaf: Uint8Array,
  key: LedgerKey,
  crypto: Crypto,
): Result<LedgerHead & { readonly index: number }, ProofFault> {
  const proof = parseProof(text);
  if (!proof || parseNote(proof.checkpoint)?.signatures.length !== 1) return fail('malformed-proof');
  const head = verifyCheckpoint(proof.checkpoint, key, crypto);
  if (!head.ok) return head;
  const { size, root } = head.value;
  if (!verifyInclusion(leaf, proof.index, proof.path, size, root, crypto)) return fail('not-in-ledger');
  return ok({ size, root, index: proof.index });
}

/** True when the proof puts leaf data (salt ‖ fact) at `index` of this kiosk's ledger, under its log key (32 raw bytes). */
export function verifyTlogProof(
  text: string,
  claim: { readonly index: number; readonly data: Uint8Array; readonly kiosk: string; readonly logKey: Uint8Array },
  crypto: Crypto,
): boolean {
  const key = { origin: originOf(claim.kiosk), publicKey: claim.logKey };
  const proven = verifyProof(text, leafHashOf(claim.data, crypto), key, crypto);
  return proven.ok && proven.value.index === claim.index;
}
