import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { retentionSchema } from '../../../../kiosk-config/schema/limits.ts';
import type { Core } from '../../../../main/filings/core.ts';
import type { Due } from '../../../../main/filings/due.ts';
import { endLives } from '../../../../main/filings/end-lives.ts';
import { waitingDeliveries } from '../../../../main/filings/outbox.ts';
import { outlookOf, urgentDeliveries } from '../../../../main/filings/outlook.ts';
import { readFiling } from '../../../../main/filings/transitions.ts';
import type { ChannelId, ClockState } from '../../../../shared/filing.ts';
import { must, newFolder, open, record, removeFolder, see, TestClock } from './kiosk.ts';

const retention = { receiptReprintDays: 30, undeliveredMaxDays: 30, originalsMaxDays: 30 };
const desk = { department: '59', timeZone: 'Europe/Paris' };
const day = 86_400;

let folder: string;
let clock: TestClock;
let core: Core;
beforeEach(() => {
  folder = newFolder();
  clock = new TestClock();
  core = open(folder, clock);
});
afterEach(() => {
  core.close();
  removeFolder(folder);
});

const look = (state: ClockState = 'unknown', kept = retention) => must(endLives(core, kept, state)).ended;
/** One look every so many seconds; gives after how many days something ended, null: never. */
function endsAfter(days: number, every = day, kept = retention): number | null {
  for (let passed = every; passed <= days * day; passed += every) {
    clock.advance(every);
    if (look('unknown', kept).length > 0) return passed / day;
  }
  return null;
}
const outlook = (number: string) => outlookOf({ core, retention, desk }, number);
const isGone = (number: string): boolean => must(readFiling(core, number)).forgottenAt !== null;
const sent = (number: string, channel: ChannelId = 'post') =>
  must(see(core, number, { kind: 'sent', channel, reference: 'RA1', agent: null }));
const notReceived = (number: string, channel: ChannelId = 'post') =>
  must(see(core, number, { kind: 'not-received', channel, agent: '7' }));

describe('a letter that never arrived is found out late', () => {
  it('on day 31: the filing lives as long once more from that word on, before the next look and after it', () => {
    const { id, number } = record(core, { deliveries: ['post'] });
    look();
    endsAfter(3);
    sent(number);
    endsAfter(28);
    notReceived(number);
    expect(outlook(number)).toMatchObject({ endsOn: '2027-01-23', endsSoon: false });
    clock.advance(600);
    expect(look()).toEqual([]);
    expect([isGone(number), must(core.vault.hasPages(id)), must(waitingDeliveries(core)).length]).toEqual([
      false,
      true,
      1,
    ]);
    expect(endsAfter(40)).toBe(30);
  });

  it('by one of two ways, the other sent: its pages are kept as long', () => {
    const { id, number } = record(core, { deliveries: ['counter', 'post'] });
    look();
    sent(number);
    sent(number, 'counter');
    endsAfter(25);
    notReceived(number);
    endsAfter(29);
    expect(must(core.vault.hasPages(id))).toBe(true);
    endsAfter(2);
    expect(must(core.vault.hasPages(id))).toBe(false);
  });
});

describe('nothing that is still to leave ends unsaid', () => {
  it('the desk was shut for August with a time source: the filing is there on the first of September, and for weeks', () => {
    clock.now = Date.parse('2026-07-31T15:00:00Z');
    look('synchronised');
    const { number } = record(core, { due: { day: '2026-09-10', certain: true, legal: null } });
    look('synchronised');
    clock.now = Date.parse('2026-09-01T07:00:00Z');
    expect(look('synchronised')).toEqual([]);
    expect(outlook(number)).toMatchObject({ endsOn: '2026-10-17', endsSoon: false });
    // Its visitor's day asks for 49 days lived, three of them in August.
    expect(endsAfter(60)).toBe(47);
  });

  it('a clock set 44 days ahead by hand, still said to be synchronised, counts three days', () => {
    record(core);
    look('synchronised');
    clock.advance(3_600 + 44 * day);
    expect(look('synchronised')).toEqual([]);
    expect(endsAfter(60)).toBe(27);
  });

  it('a new configuration shortens 30 days to 7 for a filing of day 8: it is said for a week first', () => {
    const shorter = { ...retention, undeliveredMaxDays: 7 };
    const { number } = record(core);
    look();
    endsAfter(8);
    expect(outlookOf({ core, retention: shorter, desk }, number)).toMatchObject({
      endsSoon: true,
      endsOn: '2026-12-08',
    });
    expect(look('unknown', shorter)).toEqual([]);
    expect(endsAfter(20, day, shorter)).toBe(7);
  });

  it('announced, then given more time by a new configuration: the week begins anew when it is near again', () => {
    const { number } = record(core);
    look();
    endsAfter(25);
    expect(outlook(number).endsSoon).toBe(true);
    const longer = { ...retention, undeliveredMaxDays: 60 };
    expect(endsAfter(1, day, longer)).toBe(null);
    expect(core.store.get('SELECT ending FROM lives')?.ending).toBeNull();
    expect(endsAfter(60, day, longer)).toBe(34);
  });

  it('the week was over while the kiosk was off for a long week-end: it ends an hour after somebody opened, not before', () => {
    record(core);
    look();
    expect(endsAfter(28)).toBe(null);
    clock.advance(3 * day);
    expect(look()).toEqual([]);
    clock.advance(3_600);
    expect(look()).toHaveLength(1);
  });

  it('what is said survives a power cut', () => {
    record(core);
    look();
    endsAfter(26);
    core.close();
    core = open(folder, clock);
    expect(endsAfter(20)).toBe(4);
  });
});

describe('the visitor’s day is later than the end of its life', () => {
  it.each<[string, Due, number]>([
    // Recorded on 23 November: to the day, a week, and the rest of a day wherever the desk is.
    ['a prudent day', { day: '2027-01-20', certain: true, legal: null }, 67],
    ['a legal day after it', { day: '2027-01-20', certain: false, legal: '2027-01-22' }, 69],
    ['a day before', { day: '2026-12-04', certain: true, legal: null }, 30],
    ['a year that was mistyped', { day: '2126-12-04', certain: true, legal: null }, 373],
  ])('%s: it ends a week after that day, and never in a century', (_, due, days) => {
    record(core, { due });
    look();
    expect(Math.floor(endsAfter(400) ?? 0)).toBe(days);
  });
});

it('less than a week of life is refused in a configuration: its end could not be said before', () => {
  expect(retentionSchema.safeParse({ ...retention, undeliveredMaxDays: 6 }).success).toBe(false);
  expect(retentionSchema.safeParse({ ...retention, undeliveredMaxDays: 7 }).success).toBe(true);
});

describe('the agency lacks pages of what was sent', () => {
  it('and the day is near: the filing is listed though everything was sent, until the count is right', () => {
    const due = { day: '2026-11-25', certain: true, legal: null };
    const { number } = record(core, { due, deliveries: ['post', 'counter'] });
    sent(number);
    sent(number, 'counter');
    const counted = (pages: number) =>
      must(see(core, number, { kind: 'acknowledged', number: 'N', date: '2026-11-23', pages, pagesHeld: null }));
    const listed = () => must(urgentDeliveries({ core, retention, desk }));
    expect(listed()).toEqual([]);
    counted(1);
    expect(listed()).toMatchObject([{ number, channel: 'post', state: 'sent', outlook: { warning: 'soon' } }]);
    counted(3);
    expect(listed()).toEqual([]);
  });

  it('said right after its wrong count: as long as an undelivered filing, not what was left before', () => {
    const { number } = record(core, { deliveries: ['post'] });
    look();
    sent(number);
    endsAfter(29);
    must(see(core, number, { kind: 'acknowledged', number: 'N', date: '2026-12-22', pages: 1, pagesHeld: null }));
    expect(outlook(number).endsOn).toBe('2027-01-21');
    look();
    expect(outlook(number).endsOn).toBe('2027-01-21');
  });
});
