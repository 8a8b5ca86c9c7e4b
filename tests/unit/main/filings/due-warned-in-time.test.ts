import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Core } from '../../../../main/filings/core.ts';
import { readDue, warningOf } from '../../../../main/filings/due.ts';
import { endLives } from '../../../../main/filings/end-lives.ts';
import { outlookOf, urgentDeliveries } from '../../../../main/filings/outlook.ts';
import { buildSealer } from '../../../../main/filings/vault.ts';
import { utf8Bytes } from '../../../../shared/bytes.ts';
import { must, newFolder, open, record, removeFolder, see, TestClock } from './kiosk.ts';
import { filesHolding } from './raw.ts';

const desk = { department: '59', timeZone: 'Europe/Paris' };
const retention = { receiptReprintDays: 30, undeliveredMaxDays: 30, originalsMaxDays: 30 };
const day = 86_400;

let folder: string;
let clock: TestClock;
let core: Core;
beforeEach(() => {
  folder = newFolder();
  // Monday 2026-11-23, eleven o'clock at the desk.
  clock = new TestClock();
  core = open(folder, clock);
});
afterEach(() => {
  core.close();
  removeFolder(folder);
});
const outlook = (number: string) => outlookOf({ core, retention, desk }, number);

describe('a deadline comes near while a filing has not left', () => {
  it.each([
    ['2026-11-22', 'late', 'it was yesterday'],
    ['2026-11-23', 'soon', 'it is today'],
    ['2026-11-29', 'soon', 'Sunday: five working days are left'],
    ['2026-11-30', 'none', 'Monday: six are left'],
    ['2199-12-31', 'none', 'a century'],
  ])('%s is %s: %s', (on, warning) => {
    expect(warningOf({ day: on, certain: true, legal: null }, '2026-11-23', desk)).toBe(warning);
  });

  it.each([
    ['2026-11-23', 'soon', 'the prudent day itself'],
    ['2026-11-24', 'soon', 'the day after, the law still runs'],
    ['2026-11-26', 'soon', 'the last day in law'],
    ['2026-11-27', 'late', 'over in law'],
  ])('a letter posted on %s is %s: %s', (today, warning) => {
    expect(warningOf({ day: '2026-11-23', certain: true, legal: '2026-11-26' }, today, desk)).toBe(warning);
  });

  it('between the prudent day and the legal one it stands first of all', () => {
    clock.advance(day);
    const tomorrow = record(core, { due: { day: '2026-11-24', certain: true, legal: null } }).number;
    const late = record(core, { due: { day: '2026-11-23', certain: true, legal: null } }).number;
    const between = record(core, { due: { day: '2026-11-23', certain: true, legal: '2026-11-25' } }).number;
    expect(must(urgentDeliveries({ core, retention, desk })).map(({ number }) => number)).toEqual([
      between,
      tomorrow,
      late,
    ]);
    // The day that is told is one that can still be kept.
    expect([tomorrow, late, between].map((number) => outlook(number).actBy)).toEqual([
      '2026-11-24',
      '2026-11-23',
      '2026-11-25',
    ]);
  });

  it('holidays are no days to act on: Christmas and New Year lie in between', () => {
    const due = { day: '2027-01-01', certain: true, legal: null };
    // 24, 28, 29, 30, 31: five.
    expect(warningOf(due, '2026-12-24', desk)).toBe('soon');
    expect(warningOf(due, '2026-12-23', desk)).toBe('none');
    expect(
      warningOf({ day: '2027-01-01', certain: true, legal: null }, '2026-12-23', { ...desk, department: '67' }),
    ).toBe('none');
  });

  it('a desk that opens on one weekday alone sees it at an opening before the day, or on the day itself', () => {
    for (let due = 0; due < 28; due += 1) {
      const on = new Date(Date.UTC(2026, 10, 23 + due)).toISOString().slice(0, 10);
      const tuesdays = [1, 8, 15, 22].map((n) => new Date(Date.UTC(2026, 10, 23 + n)).toISOString().slice(0, 10));
      const before = tuesdays.filter((tuesday) => tuesday <= on);
      const seen = before.filter(
        (tuesday) => warningOf({ day: on, certain: true, legal: null }, tuesday, desk) === 'soon',
      );
      expect(seen.length, on).toBe(before.length === 0 ? 0 : 1);
    }
  });

  it('is counted on the desk’s day, not on Greenwich’s', () => {
    const { number } = record(core, { due: { day: '2026-11-23', certain: true, legal: null } });
    clock.advance(13 * 3600);
    // 23:00 in UTC, past midnight at the desk.
    expect(outlook(number).warning).toBe('late');
    clock.advance(-1);
    expect(outlook(number).warning).toBe('soon');
  });

  it('what can still be kept stands first, then what is late, then what ends first', () => {
    const late = record(core, { due: { day: '2026-11-20', certain: true, legal: null } }).number;
    const none = record(core).number;
    const friday = record(core, {
      due: { day: '2026-11-27', certain: false, legal: null },
      deliveries: ['counter', 'post'],
    }).number;
    const far = record(core, { due: { day: '2027-06-01', certain: true, legal: null } }).number;
    const today = record(core, { due: { day: '2026-11-23', certain: true, legal: null } }).number;
    must(endLives(core, retention, 'unknown'));
    clock.advance(3600);
    must(endLives(core, retention, 'unknown'));
    const listed = must(urgentDeliveries({ core, retention, desk }));
    expect(listed.map(({ number, channel }) => [number, channel])).toEqual([
      [today, 'counter'],
      [friday, 'counter'],
      [friday, 'post'],
      [late, 'counter'],
      [none, 'counter'],
      [far, 'counter'],
    ]);
    expect(listed[1]?.outlook).toEqual({
      due: { day: '2026-11-27', certain: false, legal: null },
      actBy: '2026-11-27',
      warning: 'soon',
      endsOn: '2026-12-22',
      endsSoon: false,
      keyEndsOn: '2026-12-22',
    });
  });

  it('nobody is warned of what has left; of what the agency lacks, one is', () => {
    const due = { day: '2026-11-24', certain: true, legal: null };
    const sent = record(core, { due, deliveries: ['counter', 'post'] }).number;
    must(see(core, sent, { kind: 'sent', channel: 'counter', reference: 'R', agent: null }));
    const lacking = record(core, { due }).number;
    must(see(core, lacking, { kind: 'acknowledged', number: 'N', date: '2026-11-23', pages: 1, pagesHeld: null }));
    const withdrawn = record(core, { due }).number;
    must(see(core, withdrawn, { kind: 'withdrawn' }));
    expect([sent, lacking, withdrawn].map((number) => outlook(number).warning)).toEqual(['none', 'soon', 'none']);
  });

  it('the last week of its life is said', () => {
    const { number } = record(core);
    must(endLives(core, retention, 'unknown'));
    const said: boolean[] = [];
    for (let days = 0; days < 30; days += 1) {
      said.push(outlook(number).endsSoon);
      clock.advance(day);
      must(endLives(core, retention, 'unknown'));
    }
    expect(said.indexOf(true)).toBe(23);
    expect(said.lastIndexOf(false)).toBe(22);
  });
});

describe('the day itself', () => {
  it('is in no file of the kiosk in the clear', () => {
    record(core, { due: { day: '2031-02-17', certain: true, legal: null } });
    for (const spelling of ['2031-02-17', '20310217', '"certain"'])
      expect(filesHolding(folder, utf8Bytes(spelling))).toEqual([]);
  });

  it('of an older filing is not known, and that is no fault', () => {
    const { number } = record(core);
    expect(outlook(number)).toMatchObject({ due: null, warning: 'none' });
  });

  it('sealed before the legal day was kept: it is read, and that day is the last', () => {
    const { id, key } = record(core);
    const sealer = buildSealer(key, id);
    const sealed = sealer.seal('due', 0, utf8Bytes('{"v":1,"day":"2026-12-04","certain":true}'));
    core.store.run("INSERT INTO sealed (filing, kind, idx, bytes) VALUES (?, 'due', 0, ?)", id, sealed);
    expect(readDue(core.store, sealer)).toEqual({ day: '2026-12-04', certain: true, legal: null });
  });

  it.each([
    ['a legal day that is none', '{"v":1,"day":"2026-02-20","certain":true,"legal":"x"}'],
    ['not a day', '{"v":1,"day":"2026-02-30","certain":true}'],
    ['a name beside it', '{"v":1,"day":"2026-12-04","certain":true,"name":"Nina"}'],
    ['another version', '{"v":2,"day":"2026-12-04","certain":true}'],
    ['no JSON', 'x'],
  ])('%s: a visit’s process that lies is not believed', (_, text) => {
    const { id, key } = record(core);
    const sealer = buildSealer(key, id);
    const sealed = sealer.seal('due', 0, utf8Bytes(text));
    core.store.run("INSERT INTO sealed (filing, kind, idx, bytes) VALUES (?, 'due', 0, ?)", id, sealed);
    expect(readDue(core.store, sealer)).toBeNull();
  });
});
