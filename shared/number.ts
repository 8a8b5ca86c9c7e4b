import { fail, ok, type Result } from './result.ts';

/** Crockford's base32: no I, L, O or U, so that a number survives being read on the phone (https://www.crockford.com/base32.html). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const symbols = 8;
const checkModulus = 37;

/** Cryptographically strong random bytes; injected, so that `shared` needs no platform. */
export type RandomBytes = (length: number) => Uint8Array;

export type NumberFault = 'not-a-number' | 'wrong-check';

/** Crockford's check value: the 40-bit number modulo 37. */
function checkValue(body: string): number {
  let value = 0;
  for (const symbol of body) value = value * 32 + alphabet.indexOf(symbol);
  return value % checkModulus;
}

const show = (body: string, check: string): string => `${body.slice(0, 4)}-${body.slice(4)}-${check}`;

/**
 * Draws a filing's number: 8 random symbols and a check symbol, as `K7P2-9QXM-4`, the only form in data.
 * Draws again while the check would be one of Crockford's extra symbols (`*~$=U`), which nobody can read out or type.
 */
export function drawNumber(random: RandomBytes): string {
  for (;;) {
    const body = [...random(symbols)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
    const check = alphabet.charAt(checkValue(body));
    if (check !== '') return show(body, check);
  }
}

/**
 * Reads a number as people write it: any case, I and L for 1, O for 0, spaces and hyphens anywhere.
 * Gives the canonical form. One wrong symbol, and any two swapped neighbours, are found (37 is prime).
 */
export function parseNumber(text: string): Result<string, NumberFault> {
  const written = text.replace(/[\s\u2010-\u2015-]/g, '');
  // Before the case is changed: outside ASCII other letters fold onto ours (ſ becomes S).
  if (!/^[0-9A-Za-z]{9}$/.test(written)) return fail('not-a-number');
  const plain = written.toUpperCase().replace(/[IL]/g, '1').replaceAll('O', '0');
  if (plain.includes('U')) return fail('not-a-number');
  const body = plain.slice(0, symbols);
  const check = plain.slice(symbols);
  return alphabet.indexOf(check) === checkValue(body) ? ok(show(body, check)) : fail('wrong-check');
}
