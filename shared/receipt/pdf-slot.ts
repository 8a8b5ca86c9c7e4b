import { decodeFirst } from 'cborg';
import { attempt, fromHex, toHex, utf8Bytes, utf8Text } from '../bytes.ts';
import type { Crypto } from '../crypto.ts';
import { cbor, decodeSign1, parseCbor } from './cose.ts';

/** Where the signature's hex digits stand in an A4 PDF: everything else in the file is signed. */
export interface PdfSlot {
  /** Position in the file of the first hex digit, in bytes. */
  readonly offset: number;
  /** Always `slotLength`. */
  readonly length: number;
}

/** Hex digits in the slot: room for 512 bytes of detached COSE_Sign1 (about 90 are used), padded with zeros. */
export const slotLength = 1024;
/** Key of the PDF's Catalog that holds the slot as a hex string (ISO 32000-1 section 7.3.4.3). */
export const slotKey = 'RecepisseSignature';
/** What `renderA4` hangs in the Catalog before it signs. */
export const emptySlot = `/${slotKey} <${'0'.repeat(slotLength)}>`;

const name = utf8Bytes(`/${slotKey}`);
const opening = utf8Bytes(`/${slotKey} <`);
const closing = utf8Bytes('>');
const hexDigits = new Set(utf8Bytes('0123456789abcdef'));

/** The one slot of an A4 PDF; null when there is none, more than one, or one of another shape. */
export function findSlot(pdf: Uint8Array): PdfSlot | null {
  const at = onlyPlaceOf(name, pdf);
  if (at === null || !startsWith(pdf, opening, at)) return null;
  const offset = at + opening.length;
  const digits = pdf.subarray(offset, offset + slotLength);
  const whole = digits.length === slotLength && digits.every((digit) => hexDigits.has(digit));
  return whole && startsWith(pdf, closing, offset + slotLength) ? { offset, length: slotLength } : null;
}

/**
 * The detached payload signed with COSE use `pdf`: deterministic CBOR of
 * ['recepisse-pdf', slot offset, slot length, SHA-256 of the bytes before, SHA-256 of the bytes after].
 */
export function pdfStatement(pdf: Uint8Array, slot: PdfSlot, crypto: Crypto): Uint8Array {
  const before = pdf.subarray(0, slot.offset);
  const after = pdf.subarray(slot.offset + slot.length);
  return cbor(['recepisse-pdf', slot.offset, slot.length, crypto.sha256(before), crypto.sha256(after)]);
}

/** True when the bytes are such a payload, exactly as `pdfStatement` writes it: nothing else is ever signed for a PDF. */
export function isPdfStatement(payload: Uint8Array): boolean {
  const parsed = parseCbor(payload);
  if (!Array.isArray(parsed) || parsed.length !== 5) return false;
  const [word, offset, length, before, after] = parsed as unknown[];
  const isHash = (value: unknown): boolean => value instanceof Uint8Array && value.length === 32;
  return (
    word === 'recepisse-pdf' && Number.isInteger(offset) && length === slotLength && isHash(before) && isHash(after)
  );
}

/** A copy of the file with the COSE bytes in its slot, in lower-case hex, zero padded. Throws when they do not fit: a bug. */
export function fillSlot(pdf: Uint8Array, slot: PdfSlot, cose: Uint8Array): Uint8Array {
  if (cose.length * 2 > slot.length) throw new Error('fillSlot: the signature is longer than its slot');
  const filled = pdf.slice();
  filled.set(utf8Bytes(toHex(cose).padEnd(slot.length, '0')), slot.offset);
  return filled;
}

/** The detached COSE_Sign1 in the slot; null unless it is exactly one item and nothing but zeros follow it. */
export function readSlot(pdf: Uint8Array, slot: PdfSlot): { readonly cose: Uint8Array } | null {
  const digits = pdf.subarray(slot.offset, slot.offset + slot.length);
  const bytes = attempt(() => fromHex(utf8Text(digits)));
  if (!bytes) return null;
  // Only the item's own length is taken from this; decodeSign1 then judges its every byte.
  const padding = attempt(() => decodeFirst(bytes, { useMaps: true, tags: { 18: (inner) => inner() } })[1]);
  if (!padding?.every((byte) => byte === 0)) return null;
  const cose = bytes.slice(0, bytes.length - padding.length);
  return decodeSign1(cose)?.payload === null ? { cose } : null;
}

const jsonStart = utf8Bytes('stream\n{"certificate":"');
const jsonEnd = utf8Bytes('\nendstream');
const newline = 0x0a;

/**
 * The RFC 8785 receipt JSON that stands verbatim in the file; null unless it is in exactly one place.
 * RFC 8785 text holds no raw line feed, so the first one ends it.
 */
export function embeddedReceiptJson(pdf: Uint8Array): Uint8Array | null {
  const at = onlyPlaceOf(jsonStart, pdf);
  if (at === null) return null;
  const start = at + 'stream\n'.length;
  const end = pdf.indexOf(newline, start);
  return end > start && startsWith(pdf, jsonEnd, end) ? pdf.slice(start, end) : null;
}

/** Position of the only occurrence of `needle`, null when there is none or a second one. */
function onlyPlaceOf(needle: Uint8Array, hay: Uint8Array): number | null {
  const first = placeOf(needle, hay, 0);
  return first === null || placeOf(needle, hay, first + 1) !== null ? null : first;
}

function placeOf(needle: Uint8Array, hay: Uint8Array, from: number): number | null {
  const head = needle[0] ?? 0;
  for (let at = hay.indexOf(head, from); at !== -1; at = hay.indexOf(head, at + 1)) {
    if (startsWith(hay, needle, at)) return at;
  }
  return null;
}

function startsWith(hay: Uint8Array, needle: Uint8Array, at: number): boolean {
  for (let i = 0; i < needle.length; i++) {
    if (hay[at + i] !== needle[i]) return false;
  }
  return true;
}
