import { describe, expect, it } from 'vitest';
import { type LifeClock, surelyPassed } from '../../../../main/filings/life-clock.ts';

const day = 86_400;
const rounds = process.env.RECEPISSE_TESTS === 'all' ? 2_000 : 200;

/** A small generator of its own, so that a failure can be seen again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

describe('whatever a clock says', () => {
  it('never more is counted than passed, however far it jumps, if it jumps further than a believed gap', () => {
    for (let seed = 1; seed <= rounds; seed += 1) {
      const random = seeded(seed);
      let clock: LifeClock | null = null;
      // Always by hundreds of days: no two of its times lie as near as a gap that is believed.
      let ahead = 0;
      let [passed, counted] = [0, 0];
      for (let looks = 0; looks < 400; looks += 1) {
        passed += looks === 0 ? 0 : 600 + Math.floor(random() * 7_200);
        if (random() < 0.05) ahead = Math.floor(random() * 500 - 200) * 100 * day;
        if (random() < 0.05) ahead = 0;
        const says = 1_800_000_000 + passed + ahead;
        const seen = surelyPassed(clock, says, random() < 0.5);
        clock = seen.next;
        counted += seen.seconds;
      }
      expect(counted, `seed ${seed}`).toBeLessThanOrEqual(passed);
    }
  });

  it('a clock that only goes is counted to the second', () => {
    let clock: LifeClock | null = null;
    let counted = 0;
    for (let hour = 0; hour <= 24 * 30; hour += 1) {
      const seen = surelyPassed(clock, 1_800_000_000 + hour * 3_600, false);
      clock = seen.next;
      counted += seen.seconds;
    }
    expect(counted).toBe(30 * day);
  });

  it('a jump shorter than a believed gap cannot be told from one, and counts: that is the price of a long week-end', () => {
    const at = 1_800_000_000;
    const clock = surelyPassed(null, at, false).next;
    expect(surelyPassed(clock, at + 3_600 + 2 * day, false).seconds).toBe(3_600 + 2 * day);
  });

  it('while the kiosk runs, what it ran is what passed, wherever its clock jumps', () => {
    for (let seed = 1; seed <= rounds; seed += 1) {
      const random = seeded(seed);
      let clock = surelyPassed(null, 1_800_000_000, true).next;
      for (let hour = 1; hour <= 100; hour += 1) {
        const says = 1_800_000_000 + Math.floor((random() - 0.5) * 2 ** Math.floor(random() * 32));
        const seen = surelyPassed(clock, says, random() < 0.5, 3_600);
        expect(seen.seconds, `seed ${seed}`).toBe(3_600);
        clock = seen.next;
      }
    }
  });

  it('1970 at every start, right an hour later: day and night are counted, to the hour', () => {
    let clock: LifeClock | null = null;
    let counted = 0;
    const look = (says: number, ran: number | null): void => {
      const seen = surelyPassed(clock, says, false, ran);
      clock = seen.next;
      counted += seen.seconds;
    };
    look(1_800_000_000, null);
    for (let morning = 1; morning <= 20; morning += 1) {
      look(1_000, null);
      for (let hour = 1; hour <= 8; hour += 1) look(1_800_000_000 + morning * day + hour * 3_600, 3_600);
    }
    expect(counted).toBe(20 * day + 8 * 3_600);
  });

  it('a desk open on Tuesdays alone, without a time source: what it runs is counted, so that everything ends in its time', () => {
    let clock: LifeClock | null = null;
    let counted = 0;
    for (let week = 0; week < 104; week += 1) {
      for (let hour = 0; hour <= 8; hour += 1) {
        const seen = surelyPassed(
          clock,
          1_800_000_000 + week * 7 * day + hour * 3_600,
          false,
          hour === 0 ? null : 3_600,
        );
        clock = seen.next;
        counted += seen.seconds;
      }
    }
    expect(counted).toBe(104 * 8 * 3_600);
  });

  it('two jumps within a day: what lies between them counts nothing', () => {
    const at = 1_800_000_000;
    let clock = surelyPassed(null, at, true).next;
    clock = surelyPassed(clock, at + 20_000 * day, true).next;
    const second = surelyPassed(clock, at + 40_000 * day, true);
    expect(second.seconds).toBe(0);
    expect(surelyPassed(second.next, at + 40_000 * day + day, true).seconds).toBe(day);
  });
});
