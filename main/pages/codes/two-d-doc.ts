import { base32nopad } from '@scure/base';
import { attempt } from '../../../shared/bytes.ts';
import { formatDay, toDayNumber } from '../../../shared/deadlines/plain-date.ts';
import { type Fault, fail, ok, type Result } from '../../../shared/result.ts';
import { type FieldRule, fieldRules } from './two-d-doc-fields.ts';

/** Perimeter of the ANTS: the one whose fields and kinds of document are known here. Versions 1 and 2 have no other. */
export const antsPerimeter = '01';

export interface TwoDDocField {
  /** Its two characters as printed in the code. */
  readonly id: string;
  /** What it is, in French; its code where that is not known. */
  readonly label: string;
  readonly value: string;
  /** The writer cut it to its length (RS). */
  readonly isCut: boolean;
}

/** A 2D-Doc as its code says it: nothing of it is true before its signature was checked (`two-d-doc-signature.ts`). */
export interface TwoDDoc {
  readonly version: 1 | 2 | 3 | 4;
  /** Whose certificate signed it: the authority and its certificate, four characters each. */
  readonly authority: string;
  readonly certificate: string;
  /** Days as `2026-11-23`; null where the header says none (FFFF). */
  readonly issuedOn: string | null;
  readonly signedOn: string | null;
  /** Kind of document, two characters: 00 and 01 are proofs of address. */
  readonly type: string;
  readonly perimeter: string;
  /** ISO 3166-1 alpha-2; null before version 4. */
  readonly country: string | null;
  readonly fields: readonly TwoDDocField[];
  /** Header and data, exactly the bytes that are signed. */
  readonly signed: Uint8Array;
  /** Signature r ‖ s; null: none. `malformed`: what stands in its place is no base32. */
  readonly signature: Uint8Array | 'malformed' | null;
}

export type TwoDDocFault = Fault<'not-2d-doc' | 'unknown-version' | 'damaged'>;

/** Separators (ISO 646): end of a field, end of a field that was cut, end of what is signed. */
const [gs, rs, us] = ['\u001d', '\u001e', '\u001f'] as const;
/** The largest Data Matrix holds 1,556 bytes, the largest QR 2,953 (ISO/IEC 16022, 18004). */
const maxBytes = 3_000;
const headers: Readonly<Record<string, RegExp>> = {
  '01': /^DC01([0-9A-Z]{4})([0-9A-Z]{4})([0-9A-F]{4})([0-9A-F]{4})([0-9A-Z]{2})/,
  '02': /^DC02([0-9A-Z]{4})([0-9A-Z]{4})([0-9A-F]{4})([0-9A-F]{4})([0-9A-Z]{2})/,
  '03': /^DC03([0-9A-Z]{4})([0-9A-Z]{4})([0-9A-F]{4})([0-9A-F]{4})([0-9A-Z]{2})([0-9A-Z]{2})/,
  '04': /^DC04([0-9A-Z]{4})([0-9A-Z]{4})([0-9A-F]{4})([0-9A-F]{4})([0-9A-Z]{2})([0-9A-Z]{2})([A-Z]{2})/,
};

/**
 * Reads the bytes of a code in the C40 form of a 2D-Doc, versions 1 to 4 (ANTS, « Spécifications techniques des codes à barres
 * 2D-Doc »). The annex that may follow the signature is not signed: it is not read. The binary form is `unknown-version`.
 */
export function readTwoDDoc(bytes: Uint8Array): Result<TwoDDoc, TwoDDocFault> {
  if (bytes.length > maxBytes) return fail({ code: 'not-2d-doc', message: 'The code is longer than a barcode holds.' });
  // One character a byte, so that places in the text are places in the bytes.
  const text = Buffer.from(bytes).toString('latin1');
  const [, number] = /^DC(\d\d)/.exec(text) ?? [];
  if (number === undefined) {
    if (bytes[0] === 0xdc)
      return fail({ code: 'unknown-version', message: 'A 2D-Doc in the binary form is not read.' });
    return fail({ code: 'not-2d-doc', message: 'The code is no 2D-Doc.' });
  }
  const form = headers[number];
  if (!form) return fail({ code: 'unknown-version', message: `A 2D-Doc of version ${number} is not read.` });
  const [header, authority, certificate, issued, signedAt, type, perimeter = antsPerimeter, country = null] =
    form.exec(text) ?? [];
  if (header === undefined || !authority || !certificate || !issued || !signedAt || !type)
    return fail({ code: 'damaged', message: 'The header of the 2D-Doc is not whole.' });
  const end = text.indexOf(us);
  const data = text.slice(header.length, end < 0 ? undefined : end);
  return ok({
    version: Number(number) as TwoDDoc['version'],
    authority,
    certificate,
    issuedOn: dayOf(issued),
    signedOn: dayOf(signedAt),
    type,
    perimeter,
    country,
    fields: fieldsOf(data, perimeter === antsPerimeter ? fieldRules : new Map()),
    signed: bytes.subarray(0, end < 0 ? bytes.length : end),
    signature: end < 0 ? null : signatureOf(text.slice(end + 1)),
  });
}

/** Days since 2000-01-01 in four hexadecimal digits; FFFF: none. */
function dayOf(hexadecimal: string): string | null {
  if (hexadecimal === 'FFFF') return null;
  return formatDay(toDayNumber({ year: 2000, month: 1, day: 1 }) + Number.parseInt(hexadecimal, 16));
}

/** Base32 (RFC 4648, without padding) up to the annex. */
function signatureOf(text: string): TwoDDoc['signature'] {
  const [written = ''] = text.split(gs);
  if (written === '') return null;
  return attempt(() => base32nopad.decode(written)) ?? 'malformed';
}

/** A field of unknown length is taken up to the next separator: what follows it without one cannot be told apart. */
function fieldsOf(data: string, rules: ReadonlyMap<string, FieldRule>): TwoDDocField[] {
  const fields: TwoDDocField[] = [];
  for (let at = 0; at < data.length; ) {
    const id = data.slice(at, at + 2);
    if (!/^[0-9A-Z]{2}$/.test(id)) break;
    const { min, max, label } = rules.get(id) ?? { min: 0, max: null, label: id };
    at += 2;
    const longest = data.slice(at, max === null ? undefined : at + max);
    const separator = min === max ? -1 : longest.search(/[\u001d\u001e]/);
    const value = separator < 0 ? longest : longest.slice(0, separator);
    at += value.length;
    const isCut = min !== max && data[at] === rs;
    // A field at its full length may do without its separator; one of fixed length has none.
    if (min !== max && (data[at] === gs || isCut)) at += 1;
    fields.push({ id, label, value, isCut });
  }
  return fields;
}
