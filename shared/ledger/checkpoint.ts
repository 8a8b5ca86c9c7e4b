import { base64 } from '@scure/base';
import { attempt } from '../bytes.ts';
import type { Crypto, SignEd25519 } from '../crypto.ts';
import { fail, ok, type Result } from '../result.ts';
import { type NoteFault, type NoteKey, parseNote, signNote, verifyNote } from './note.ts';

/** Size and root hash of a ledger at one moment. */
export interface LedgerHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** A ledger whose checkpoints can be checked: its origin, which is also its key's name, and its raw Ed25519 key. */
export interface LedgerKey {
  readonly origin: string;
  readonly publicKey: Uint8Array;
}

export type CheckpointFault = NoteFault | 'malformed-checkpoint' | 'other-ledger';

/** Origin of a kiosk's ledger. Kiosk ids are ASCII letters, digits, dots and hyphens, so no escaping is needed. */
export const originOf = (kiosk: string): string => `recepisse.example/ledger/${kiosk}`;

const noteKey = ({ origin, publicKey }: LedgerKey): NoteKey => ({ name: origin, publicKey });

/** Text of a C2SP checkpoint (https://c2sp.org/tlog-checkpoint): origin, size, root in base64; no extension lines. */
export const checkpointText = (origin: string, { size, root }: LedgerHead): string =>
  `${origin}\n${size}\n${base64.encode(root)}\n`;

/** The checkpoint as a note signed by the ledger's own key. */
export const signCheckpoint = (head: LedgerHead, key: LedgerKey, sign: SignEd25519, crypto: Crypto): string =>
  signNote(checkpointText(key.origin, head), noteKey(key), sign, crypto);

/** Reads a checkpoint's text; null for anything but the three lines this ledger writes. */
export function parseCheckpointText(text: string): (LedgerHead & { readonly origin: string }) | null {
  const [origin, size, encoded, end, ...rest] = text.split('\n');
  if (!origin || !size || !encoded || end !== '' || rest.length > 0 || !/^(0|[1-9]\d{0,14})$/.test(size)) return null;
  const root = attempt(() => base64.decode(encoded));
  if (root?.length !== 32) return null;
  const parsed = { origin, size: Number(size), root };
  return checkpointText(origin, parsed) === text ? parsed : null;
}

/** What a checkpoint says, once the ledger's key is seen to have signed it. */
export function verifyCheckpoint(note: string, key: LedgerKey, crypto: Crypto): Result<LedgerHead, CheckpointFault> {
  const parsed = parseNote(note);
  if (!parsed) return fail('malformed-note');
  const text = verifyNote(parsed, noteKey(key), crypto);
  if (!text.ok) return text;
  const checkpoint = parseCheckpointText(text.value);
  if (!checkpoint) return fail('malformed-checkpoint');
  if (checkpoint.origin !== key.origin) return fail('other-ledger');
  return ok({ size: checkpoint.size, root: checkpoint.root });
}
