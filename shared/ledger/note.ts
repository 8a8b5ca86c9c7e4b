import { base64 } from '@scure/base';
import { attempt, concatBytes, equalBytes, toHex, utf8Bytes } from '../bytes.ts';
import type { Crypto, SignEd25519 } from '../crypto.ts';
import { fail, ok, type Result } from '../result.ts';

/** C2SP signed-note (https://c2sp.org/signed-note): a text, an empty line, and one or more signature lines. */

/** Signature type of Ed25519 over the text. */
const ed25519Type = Uint8Array.of(0x01);
/** An em dash and a space open a signature line. */
const lineStart = '\u2014 ';
/** A note must be accepted with up to 16 signatures; more is refused. */
const maxSignatures = 16;

export interface NoteSignature {
  readonly name: string;
  /** First 4 bytes: key id; the rest: the signature. */
  readonly bytes: Uint8Array;
}

export interface Note {
  /** Ends in a newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A key that is known beforehand: its name and its 32 raw Ed25519 bytes. */
export interface NoteKey {
  readonly name: string;
  readonly publicKey: Uint8Array;
}

export type NoteFault = 'malformed-note' | 'unknown-key' | 'wrong-signature';

const isName = (name: string): boolean => name !== '' && !/[\s+]/u.test(name);

/** Key id: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), first 4 bytes. */
export const noteKeyId = ({ name, publicKey }: NoteKey, crypto: Crypto): Uint8Array =>
  crypto.sha256(utf8Bytes(`${name}\n`), ed25519Type, publicKey).slice(0, 4);

/** The key as other tools take it: `name+hex id+base64(0x01 ‖ public key)`, the verifier key of Go's sumdb/note. */
export const verifierKey = (key: NoteKey, crypto: Crypto): string =>
  `${key.name}+${toHex(noteKeyId(key, crypto))}+${base64.encode(concatBytes(ed25519Type, key.publicKey))}`;

export function formatNote({ text, signatures }: Note): string {
  const lines = signatures.map(({ name, bytes }) => `${lineStart}${name} ${base64.encode(bytes)}\n`);
  return `${text}\n${lines.join('')}`;
}

/** Signs `text` (which ends in a newline) with one Ed25519 key. */
export function signNote(text: string, key: NoteKey, sign: SignEd25519, crypto: Crypto): string {
  if (!isName(key.name) || !text.endsWith('\n')) throw new Error('signNote: bad key name or text');
  const bytes = concatBytes(noteKeyId(key, crypto), sign(utf8Bytes(text)));
  return formatNote({ text, signatures: [{ name: key.name, bytes }] });
}

function parseSignature(line: string): NoteSignature | null {
  const [name, encoded, ...rest] = line.slice(lineStart.length).split(' ');
  if (!line.startsWith(lineStart) || !name || !isName(name) || !encoded || rest.length > 0) return null;
  const bytes = attempt(() => base64.decode(encoded));
  return bytes && bytes.length > 4 ? { name, bytes } : null;
}

/** Reads a note's parts; null when it is not one, or not spelled the only way it can be. Verifies nothing. */
export function parseNote(note: string): Note | null {
  if (!note.isWellFormed() || /[\u0000-\u0009\u000b-\u001f]/.test(note)) return null;
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n')) return null;
  const lines = note.slice(end + 2, -1).split('\n');
  const signatures = lines.map(parseSignature).filter((signature) => signature !== null);
  if (signatures.length !== lines.length || signatures.length > maxSignatures) return null;
  const parsed = { text: note.slice(0, end + 1), signatures };
  return formatNote(parsed) === note ? parsed : null;
}

/** The note's text once `key` is seen to have signed it; signatures of unknown keys are ignored, a wrong one of `key` refuses the note. */
export function verifyNote(note: Note, key: NoteKey, crypto: Crypto): Result<string, NoteFault> {
  const keyId = noteKeyId(key, crypto);
  const own = note.signatures.filter(({ name, bytes }) => name === key.name && equalBytes(bytes.slice(0, 4), keyId));
  if (own.length === 0) return fail('unknown-key');
  const message = utf8Bytes(note.text);
  const allHold = own.every(({ bytes }) => crypto.verifyEd25519(key.publicKey, message, bytes.slice(4)));
  return allHold ? ok(note.text) : fail('wrong-signature');
}
