import { describe, expect, it } from 'vitest';
import { readRegisteredNumber } from '../../../../shared/post/registered-number.ts';

const read = (text: string): string => {
  const result = readRegisteredNumber(text);
  return result.ok ? `${result.value.plain} ${result.value.proof}` : result.fault.code;
};

describe('the number of a registered letter', () => {
  it.each([
    // The standard's own example (UPU S10-12: RA 473 124 829), and numbers by hand: each kind of check digit.
    ['RA473124829FR', 'RA473124829FR checked'],
    ['ra 473 124 829 fr', 'RA473124829FR checked'],
    ['RR 000 000 005 FR', 'RR000000005FR checked'],
    ['1A 123 456 7890 1', '1A12345678901 shape'],
    ['2c.123.456.7890.1', '2C12345678901 shape'],
    ['RA473124828FR', 'wrong-check-digit'],
    ['RA437124829FR', 'wrong-check-digit'],
    ['LA473124829FR', 'not-a-registered-number'],
    ['RA47312482FR', 'not-a-registered-number'],
    ['', 'not-a-registered-number'],
    ['K7P2-9QXM-4', 'not-a-registered-number'],
  ])('%s is %s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it('every wrong digit in its place, and nearly every pair of neighbours exchanged, is seen', () => {
    const good = 'RA473124829FR';
    for (let place = 2; place <= 10; place++)
      for (const digit of '0123456789')
        if (digit !== good[place])
          expect(read(good.slice(0, place) + digit + good.slice(place + 1))).toBe('wrong-check-digit');
  });
});
