/**
 * What may stand in a printed line: text that cannot move the printer, split into lines of the paper's width.
 */

/** Printed in place of a control character: visible, so that a forged name shows, and harmless to the printer. */
export const NEUTRAL = '·';

const CONTROLS = /[\p{Cc}\p{Cs}\u2028\u2029]/gu;
/** Bidi overrides and isolates, zero-width characters, soft hyphen, tags: they print nothing and can only disguise. */
const INVISIBLE = /\p{Cf}/gu;
const SPACES = /[\u2000-\u200a\u205f\u3000\u1680]/gu;

/**
 * Makes one field safe on paper: NFC, a tab becomes a space, every other control character (C0, DEL, C1, line and paragraph
 * separators, lone surrogates) becomes `·`, invisible format characters are dropped, U+202F becomes U+00A0.
 * A line break inside a field is a control character too: a name cannot forge a line.
 */
export function neutralise(text: string): string {
  return text
    .replaceAll('\t', ' ')
    .replace(CONTROLS, NEUTRAL)
    .replace(INVISIBLE, '')
    .replaceAll('\u202f', '\u00a0')
    .replace(SPACES, ' ')
    .normalize('NFC');
}

/** The 27 characters of Windows-1252 outside Latin-1, in the order of their bytes 0x80..0x9F (Unicode's CP1252 table). */
const TYPOGRAPHIC = new Set('€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ');

/** True when every character of neutralised text has a printable byte in Windows-1252. */
export function fitsWindows1252(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const latin = (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff);
    if (!latin && !TYPOGRAPHIC.has(character)) return false;
  }
  return true;
}

/**
 * Breaks neutralised text at spaces into lines of at most `columns` characters. A longer word is cut hard, nothing is lost;
 * spaces at the beginning are an indent, kept on every line.
 */
export function wrap(text: string, columns: number): string[] {
  const indent = ' '.repeat(Math.min(text.length - text.trimStart().length, columns >> 1));
  const room = columns - indent.length;
  const lines: string[] = [];
  let line = '';
  for (const word of text.trimStart().split(' ')) {
    const candidate = line === '' ? word : `${line} ${word}`;
    if (candidate.length <= room) {
      line = candidate;
      continue;
    }
    if (line !== '') lines.push(line);
    let rest = word;
    while (rest.length > room) {
      lines.push(rest.slice(0, room));
      rest = rest.slice(room);
    }
    line = rest;
  }
  lines.push(line);
  return lines.map((each) => indent + each);
}
