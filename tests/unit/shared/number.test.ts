import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawNumber, parseNumber } from '../../../shared/number.ts';

const random = (length: number): Uint8Array => randomBytes(length);
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const many = process.env.RECEPISSE_TESTS === 'all' ? 30_000 : 5_000;

/** Crockford's check, computed the other way: with integers of any size over the bits of the symbols. */
function checkOf(body: string): number {
  const bits = [...body].map((symbol) => alphabet.indexOf(symbol).toString(2).padStart(5, '0')).join('');
  return Number(BigInt(`0b${bits}`) % 37n);
}

describe('a number that is read out on the phone', () => {
  it('is always nine speakable symbols, the last of them Crockford’s check', () => {
    for (let i = 0; i < many; i += 1) {
      const number = drawNumber(random);
      expect(number).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]$/);
      const [body, check] = [number.slice(0, 4) + number.slice(5, 9), number.slice(10)];
      expect(alphabet.indexOf(check)).toBe(checkOf(body));
    }
  });

  it('is drawn again while its check would be * ~ $ = or U', () => {
    // 00000010 has value 32, whose check symbol is `*`; 00000011 has value 33, `~`; 00000001 has check 1.
    const drawn = [...[0, 0, 0, 0, 0, 0, 1, 0], ...[0, 0, 0, 0, 0, 0, 1, 1], ...[0, 0, 0, 0, 0, 0, 0, 1]];
    const scripted = (length: number): Uint8Array => Uint8Array.from(drawn.splice(0, length));
    expect(drawNumber(scripted)).toBe('0000-0001-1');
    expect(drawn).toEqual([]);
  });

  it('uses all 40 random bits', () => {
    const seen = Array.from({ length: 8 }, () => new Set<string>());
    for (let i = 0; i < 3_000; i += 1) {
      const body = drawNumber(random).replaceAll('-', '').slice(0, 8);
      for (const [position, symbol] of [...body].entries()) seen[position]?.add(symbol);
    }
    expect(seen.map((symbols) => symbols.size)).toEqual(Array.from({ length: 8 }, () => 32));
  });

  it('is understood in lower case, with spaces, with O for 0, with I and L for 1, and with any dash', () => {
    const body = '10K7P2Q9';
    const number = `10K7-P2Q9-${alphabet.charAt(checkOf(body))}`;
    expect(checkOf(body)).toBeLessThan(32);
    const check = number.slice(-1);
    for (const written of [
      number,
      number.toLowerCase(),
      number.replaceAll('-', ''),
      ` IO k7 p2\u00a0q9 ${check}\n`,
      `lo–K7P2—Q9${check}`,
      `Io\u2011K7-P2-Q9-${check.toLowerCase()}`,
    ]) {
      expect(parseNumber(written), written).toEqual({ ok: true, value: number });
    }
  });

  it('refuses what is no number, without an exception', () => {
    for (const written of [
      '',
      'K7P2',
      'K7P2-9QXM-44',
      'U000-0000-0',
      'K7P2-9QXM-*',
      'ſ000-0000-3',
      '😀',
      '0000_0000_0',
    ]) {
      expect(parseNumber(written)).toEqual({ ok: false, fault: 'not-a-number' });
    }
    fc.assert(
      fc.property(
        fc.string({ unit: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
        (text) => void parseNumber(text),
      ),
    );
  });

  it('one wrong symbol is found, and so are two neighbours that changed places', () => {
    for (let i = 0; i < many / 50; i += 1) {
      const symbols = [...drawNumber(random).replaceAll('-', '')];
      symbols.forEach((symbol, position) => {
        for (const other of alphabet) {
          if (other === symbol) continue;
          expect(parseNumber(symbols.with(position, other).join(''))).toEqual({ ok: false, fault: 'wrong-check' });
        }
        const next = symbols[position + 1];
        if (next === undefined || next === symbol) return;
        const swapped = symbols
          .with(position, next)
          .with(position + 1, symbol)
          .join('');
        expect(parseNumber(swapped).ok).toBe(false);
      });
    }
  });
});
