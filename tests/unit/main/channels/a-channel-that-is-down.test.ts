import { describe, expect, it } from 'vitest';
import { buildBreaker, isOfChannel } from '../../../../main/channels/breaker.ts';

let now = 0;
const newBreaker = () => {
  now = 1_000;
  return buildBreaker(() => now);
};

describe('a channel that is down', () => {
  it('rests after three failures in a row, longer each time, an hour at most; one try then finds out', () => {
    const breaker = newBreaker();
    breaker.failed('counter');
    breaker.failed('counter');
    expect(breaker.allows('counter')).toBe(true);
    breaker.failed('counter');
    const rests: number[] = [];
    for (let round = 0; round < 6; round++) {
      const from = now;
      while (!breaker.allows('counter')) now += 1;
      rests.push(now - from);
      breaker.failed('counter');
    }
    expect(rests).toEqual([300, 600, 1_200, 2_400, 3_600, 3_600]);
  });

  it('goes on at once when it took one, and no other channel rests with it', () => {
    const breaker = newBreaker();
    for (let failure = 0; failure < 3; failure++) breaker.failed('counter');
    expect([breaker.allows('counter'), breaker.allows('post')]).toEqual([false, true]);
    now += 300;
    expect(breaker.allows('counter')).toBe(true);
    breaker.took('counter');
    breaker.failed('counter');
    expect(breaker.allows('counter')).toBe(true);
  });

  it.each([
    ['counter-enospc', true],
    ['counter-eacces', true],
    ['no-answer', true],
    ['counter-folder-inside-data', true],
    ['data-damaged', false],
    ['key-destroyed', false],
    ['counter-name-taken', false],
  ])('%s is the channel’s: %s', (fault, expected) => {
    expect(isOfChannel(fault)).toBe(expected);
  });
});
