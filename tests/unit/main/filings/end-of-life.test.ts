import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLedger } from '../../../../main/filings/check.ts';
import type { Core } from '../../../../main/filings/core.ts';
import { endLives } from '../../../../main/filings/end-lives.ts';
import { recordHandOver } from '../../../../main/filings/hand-over.ts';
import { dueDeliveries, waitingDeliveries } from '../../../../main/filings/outbox.ts';
import { blob } from '../../../../main/filings/row.ts';
import { readFiling } from '../../../../main/filings/transitions.ts';
import { buildSealer } from '../../../../main/filings/vault.ts';
import { utf8Bytes, utf8Text } from '../../../../shared/bytes.ts';
import type { ClockState } from '../../../../shared/filing.ts';
import {
  draft,
  faultCode,
  must,
  newFolder,
  open,
  record,
  removeFolder,
  see,
  TestClock,
  type TestFiling,
} from './kiosk.ts';
import { filesHolding, rawBytes } from './raw.ts';

const retention = { receiptReprintDays: 40, undeliveredMaxDays: 30, originalsMaxDays: 10 };
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
const look = (state: ClockState = 'unknown') => must(endLives(core, retention, state));
/** One look a day, as a kiosk that runs; gives on which day from now each thing ended. */
function live(days: number): { readonly ended: string[]; readonly pages: string[] } {
  const [ended, pages]: [string[], string[]] = [[], []];
  look();
  for (let i = 1; i <= days; i += 1) {
    clock.advance(day);
    const seen = look();
    ended.push(...seen.ended.map((number) => `${number} on day ${i}`));
    pages.push(...seen.pagesEnded.map((number) => `${number} on day ${i}`));
  }
  return { ended, pages };
}
const pagesOf = ({ id }: TestFiling): boolean => existsSync(join(folder, 'vault', id));
const isForgotten = ({ number }: TestFiling): boolean => must(readFiling(core, number)).forgottenAt !== null;
const sent = (filing: TestFiling, channel: 'counter' | 'post' = 'counter') =>
  must(see(core, filing.number, { kind: 'sent', channel, reference: 'R', agent: null }));
const counted = (filing: TestFiling, pages: number) =>
  must(
    see(core, filing.number, {
      kind: 'acknowledged',
      number: 'N',
      date: new Date(clock.now).toISOString().slice(0, 10),
      pages,
      pagesHeld: null,
    }),
  );
const secretsOf = (filing: TestFiling): Uint8Array[] => [
  ...core.store.all('SELECT wrapped FROM filing_keys WHERE filing = ?', filing.id).map((row) => blob(row, 'wrapped')),
  ...core.store.all('SELECT bytes FROM sealed WHERE filing = ?', filing.id).map((row) => blob(row, 'bytes')),
  rawBytes(join(folder, 'vault', filing.id, 'page-0000')),
];

describe('a filing that nobody took over', () => {
  it('is given up on its last day, not before: no byte of its key, its pages or its deadline is left in any file', () => {
    const filing = record(core, {
      deliveries: ['counter', 'post'],
      due: { day: '2026-12-04', certain: true, legal: null },
    });
    const secrets = secretsOf(filing);
    expect(secrets).toHaveLength(6);
    for (const secret of secrets) expect(filesHolding(folder, secret).length).toBeGreaterThan(0);
    expect(live(29)).toEqual({ ended: [], pages: [] });
    for (const secret of secrets) expect(filesHolding(folder, secret).length).toBeGreaterThan(0);
    clock.advance(day);
    expect(look().ended).toEqual([filing.number]);
    for (const secret of secrets) expect(filesHolding(folder, secret)).toEqual([]);
    expect(pagesOf(filing)).toBe(false);
  });

  it('claims nothing: its deliveries stay as they were seen, and the ledger holds one more fact', () => {
    const { number } = record(core, { deliveries: ['counter', 'post'] });
    must(recordHandOver(core, { number, channel: 'counter' }));
    must(see(core, number, { kind: 'unknown', channel: 'post' }));
    live(30);
    const view = must(readFiling(core, number));
    expect(view.states.map(({ state, channel }) => [state, channel])).toEqual([
      ['prepared', null],
      ['unknown', 'post'],
      ['forgotten', null],
    ]);
    expect(view.deliveries.map(({ state }) => state)).toEqual(['queued', 'unknown']);
    expect(view.state).toBe('prepared');
    expect(must(waitingDeliveries(core))).toEqual([]);
    expect(must(checkLedger(core))).toMatchObject({ consistent: true, problems: [], head: { size: 3 } });
    expect(look()).toMatchObject({ ended: [], pagesEnded: [] });
  });

  it('cannot be given up by a person before: `forget` is refused while it waits', () => {
    const { number } = record(core);
    live(29);
    expect(faultCode(see(core, number, { kind: 'forgotten' }))).toBe('delivery-waiting');
  });

  it('whose record is damaged ends all the same', () => {
    const filing = record(core);
    core.store.run("UPDATE sealed SET bytes = x'00' WHERE filing = ?", filing.id);
    expect(live(30).ended).toEqual([`${filing.number} on day 30`]);
  });
});

describe('the key of a filing is damaged', () => {
  it.each<[string, (id: string) => void]>([
    ['its wrapped bytes', () => core.store.run('UPDATE filing_keys SET wrapped = zeroblob(60)')],
    ['the vault key of its day', () => removeFolder(join(folder, 'keys/vault-2026-11-23.key'))],
  ])('%s: nothing of it opens any more, and it ends in its time all the same', (_, damage) => {
    const filing = record(core);
    damage(filing.id);
    expect(live(29).ended).toEqual([]);
    expect(live(1).ended).toEqual([`${filing.number} on day 1`]);
    expect(pagesOf(filing)).toBe(false);
    expect(must(checkLedger(core)).problems).toEqual([]);
    expect(core.store.all('SELECT * FROM sealed')).toEqual([]);
  });
});

describe('a filing that left', () => {
  it('keeps its pages to answer « pages manquantes », then its key for a reprint, then nothing', () => {
    const filing = record(core);
    sent(filing);
    const page = rawBytes(join(folder, 'vault', filing.id, 'page-0000'));
    expect(live(9)).toEqual({ ended: [], pages: [] });
    expect(pagesOf(filing)).toBe(true);
    expect(live(1).pages).toEqual([`${filing.number} on day 1`]);
    expect(filesHolding(folder, page)).toEqual([]);
    expect(must(readFiling(core, filing.number))).toMatchObject({ deliveries: [{ reference: 'R' }] });
    expect(live(29).ended).toEqual([]);
    expect(live(1).ended).toEqual([`${filing.number} on day 1`]);
    expect(must(checkLedger(core)).problems).toEqual([]);
  });

  it('keeps the slip of its registered letter as long as its key: that is the visitor’s proof, not a page', () => {
    const filing = record(core);
    const sealer = buildSealer(filing.key, filing.id);
    must(core.vault.put(sealer, 'evidence', 1, utf8Bytes('the slip')));
    sent(filing);
    const path = join(folder, 'vault', filing.id, 'evidence-0001');
    const slip = rawBytes(path);
    live(11);
    expect([existsSync(path), must(core.vault.hasPages(filing.id))]).toEqual([true, false]);
    expect(utf8Text(must(core.vault.get(sealer, 'evidence', 1)))).toBe('the slip');
    live(29);
    expect(isForgotten(filing)).toBe(true);
    expect(filesHolding(folder, slip)).toEqual([]);
  });

  it('each word of the agency keeps them once more as long', () => {
    const filing = record(core);
    sent(filing);
    live(9);
    counted(filing, 3);
    expect(live(10).pages).toEqual([`${filing.number} on day 10`]);
  });

  it('66 pages sent and 7 counted: they stay until the agency says that it has them, and as long as an undelivered filing at most', () => {
    const [answered, silent] = [record(core, { pages: 66 }), record(core, { pages: 66 })];
    for (const filing of [answered, silent]) sent(filing);
    live(8);
    for (const filing of [answered, silent]) counted(filing, 7);
    expect(live(20).pages).toEqual([]);
    counted(answered, 66);
    // The tenth day after its right count, the thirtieth after the other's wrong one.
    const { ended, pages } = live(12);
    expect(pages).toEqual([`${answered.number} on day 10`, `${silent.number} on day 10`]);
    expect(ended).toEqual([`${answered.number} on day 12`, `${silent.number} on day 12`]);
  });

  it('by one way alone: the other still may, until it would be given up', () => {
    const filing = record(core, { deliveries: ['counter', 'post'] });
    sent(filing);
    expect(live(29).pages).toEqual([]);
    expect(live(1).pages).toEqual([`${filing.number} on day 1`]);
    expect([must(waitingDeliveries(core)), must(dueDeliveries(core))]).toEqual([[], []]);
    expect(faultCode(see(core, filing.number, { kind: 'not-received', channel: 'counter', agent: null }))).toBe(
      'pages-ended',
    );
    // What is heard later is recorded all the same.
    sent(filing, 'post');
  });

  it('and was withdrawn while nobody knew whether it left: its key stays for the answer, its pages do not', () => {
    const filing = record(core);
    must(see(core, filing.number, { kind: 'unknown', channel: 'counter' }));
    must(see(core, filing.number, { kind: 'withdrawn' }));
    const shorter = { ...retention, receiptReprintDays: 1 };
    must(endLives(core, shorter, 'unknown'));
    const ends: string[] = [];
    for (let i = 1; i <= 30; i += 1) {
      clock.advance(day);
      const { ended, pagesEnded } = must(endLives(core, shorter, 'unknown'));
      ends.push(...ended.map(() => `key ${i}`), ...pagesEnded.map(() => `pages ${i}`));
    }
    expect(ends).toEqual(['pages 10', 'key 30']);
  });

  it('the power fails between the decision and the shredding: the next look shreds', () => {
    const filing = record(core);
    sent(filing);
    live(9);
    core.store.run('UPDATE lives SET pages_ended_at = 1');
    expect(pagesOf(filing)).toBe(true);
    core.close();
    core = open(folder, clock);
    clock.advance(day);
    look();
    expect(pagesOf(filing)).toBe(false);
  });

  it('the power fails between the key and the pages of one that ends: the next start shreds', () => {
    const filing = record(core);
    live(29);
    const vault = { ...core.vault, shred: () => ({ ok: true as const, value: undefined }) };
    clock.advance(day);
    must(endLives({ ...core, vault }, retention, 'unknown'));
    expect(pagesOf(filing)).toBe(true);
    core.close();
    core = open(folder, clock);
    expect(pagesOf(filing)).toBe(false);
  });
});

describe('a shredder was killed in the middle', () => {
  it('what it left of a whole filing is found at the next look, without a start', () => {
    const filing = record(core);
    live(29);
    const vault = { ...core.vault, shred: () => ({ ok: true as const, value: undefined }) };
    clock.advance(day);
    must(endLives({ ...core, vault }, retention, 'unknown'));
    expect(pagesOf(filing)).toBe(true);
    clock.advance(3_600);
    look();
    expect(pagesOf(filing)).toBe(false);
  });
});

describe('a visit is open while lives end', () => {
  it('its draft, which has no key in the store yet, is not touched', () => {
    const old = record(core);
    live(29);
    const open = draft(core);
    clock.advance(day);
    expect(look().ended).toEqual([old.number]);
    expect([pagesOf(old), pagesOf(open)]).toEqual([false, true]);
  });
});

describe('a clock that lies', () => {
  const states = ['unknown', 'unsynchronised', 'synchronised'] as const;
  const year2099 = (Date.UTC(2099, 0, 1) - Date.UTC(2026, 10, 23)) / 1000;

  it.each(states)('says 2099 all at once (%s): nothing ends, and once it is right again the days go on', (state) => {
    const filing = record(core);
    sent(record(core));
    look(state);
    for (let i = 0; i < 9; i += 1) {
      clock.advance(day);
      look(state);
    }
    clock.advance(year2099);
    for (let hour = 0; hour < 24; hour += 1) {
      expect(look(state)).toMatchObject({ ended: [], pagesEnded: [] });
      clock.advance(3_600);
    }
    clock.advance(-year2099);
    const { ended } = live(21);
    // Nine days, the day of the jump, and twenty more.
    expect(ended).toEqual([`${filing.number} on day 20`]);
  });

  it.each(states)('stays in 2099 (%s): it is followed from there, no faster than time', (state) => {
    const filing = record(core);
    look(state);
    clock.advance(year2099);
    const ends: number[] = [];
    for (let hours = 0; hours < 24 * 40; hours += 1) {
      if (look(state).ended.length > 0) ends.push(hours / 24);
      clock.advance(3_600);
    }
    expect(ends).toEqual([30]);
    expect(isForgotten(filing)).toBe(true);
  });

  it('falls back to 1970 and stays there: the days go on', () => {
    const filing = record(core);
    look();
    // No certificate holds in 1970: the key goes all the same.
    clock.advance(-clock.now / 1000 + 1_000);
    const ends: number[] = [];
    for (let hours = 0; hours < 24 * 31; hours += 1) {
      if (look().ended.length > 0) ends.push(hours / 24);
      clock.advance(3_600);
    }
    expect(ends).toEqual([30]);
    expect(isForgotten(filing)).toBe(true);
  });

  it('a filing prepared five years ahead by mistake ends like any other', () => {
    clock.advance(5 * 365 * day);
    const filing = record(core);
    clock.advance(-5 * 365 * day);
    expect(live(30).ended).toEqual([`${filing.number} on day 30`]);
  });

  it('the desk was shut for August: what waits lives three days of it where a time source vouched, none elsewhere', () => {
    const ends = (state: ClockState): number => {
      const filing = record(core);
      look(state);
      clock.advance(31 * day);
      let days = 31;
      look(state);
      while (!isForgotten(filing) && days < 100) {
        clock.advance(3_600);
        look(state);
        days += 1 / 24;
      }
      return Math.round(days);
    };
    expect(ends('synchronised')).toBe(58);
    expect(ends('unknown')).toBe(61);
  });

  it('a filing recorded just before such a gap is believed counts from its first look', () => {
    look('synchronised');
    clock.advance(31 * day);
    const filing = record(core);
    look('synchronised');
    expect(isForgotten(filing)).toBe(false);
  });
});
