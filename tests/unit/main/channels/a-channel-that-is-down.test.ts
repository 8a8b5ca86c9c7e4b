import { describe, expect, it } from 'vitest';
import { buildBreaker, isOfChannel } from '../../../../main/channels/breaker.ts';

let now = 0;
const newBreaker = () => {
  now = 1_000;
  return buildBreaker(() => now);
};

describe('a channel that is down', () => {
  it('rests after three filings failed in a row, longer each time, an hour at most; one try then finds out', () => {
    const breaker = newBreaker();
    breaker.failed('counter', 'a');
    breaker.failed('counter', 'b');
    expect([breaker.allows('counter'), breaker.isDown('counter')]).toEqual([true, false]);
    breaker.failed('counter', 'c');
    const rests: number[] = [];
    for (let round = 0; round < 6; round++) {
      const from = now;
      while (!breaker.allows('counter')) now += 1;
      rests.push(now - from);
      breaker.failed('counter', 'a');
    }
    expect(rests).toEqual([300, 600, 1_200, 2_400, 3_600, 3_600]);
    expect(breaker.isDown('counter')).toBe(true);
  });

  it('one filing that fails again and again is not the channel', () => {
    const breaker = newBreaker();
    for (let failure = 0; failure < 50; failure++) breaker.failed('counter', failure % 2 ? 'a' : 'b');
    expect(breaker.allows('counter')).toBe(true);
  });

  it('goes on at once when it took one, and no other channel rests with it', () => {
    const breaker = newBreaker();
    for (const number of ['a', 'b', 'c']) breaker.failed('counter', number);
    expect([breaker.allows('counter'), breaker.allows('post')]).toEqual([false, true]);
    now += 300;
    expect(breaker.allows('counter')).toBe(true);
    breaker.took('counter');
    breaker.failed('counter', 'd');
    expect([breaker.allows('counter'), breaker.isDown('counter')]).toEqual([true, false]);
  });

  it.each([
    ['counter-enospc', true],
    ['counter-eacces', true],
    ['no-answer', true],
    ['counter-folder-inside-data', true],
    ['data-damaged', false],
    ['data-unreachable', false],
    ['not-certified', false],
    ['key-destroyed', false],
    ['counter-name-taken', false],
  ])('%s is the channel’s: %s', (fault, expected) => {
    expect(isOfChannel(fault)).toBe(expected);
  });
});
