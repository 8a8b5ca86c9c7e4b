import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, newPlace, verifyByKey } from '../cli.ts';
import { find, findPages, type Needle, piecesOf, spellingsOf } from '../traces.ts';
import { type DeskOnScreen, openDesk } from './desk-on-screen.ts';
import { portrait } from './display.ts';
import { fileByTouch, leaveByTouch } from './filing-by-touch.ts';
import { looksClosely } from './hand.ts';
import { isRoot } from './kiosk-on-screen.ts';
import { foundInMemory, type KioskProcess, processesOf } from './kiosk-processes.ts';

/** The product in its own window: real Chromium, real scanimage over eSCL, ESC/POS over TCP, and nothing but touches. */
const place = newPlace('touch');
const name = 'Zébulon Quetzal-Œuvrard';
let desk: DeskOnScreen;
let printer: DeskOnScreen['printer'];
let kiosk: DeskOnScreen['kiosk'];
let hand: DeskOnScreen['hand'];
const looker = looksClosely('visit-portrait-fr');

beforeAll(async () => {
  desk = await openDesk(place, portrait, 'fr', looker);
  ({ printer, kiosk, hand } = desk);
}, 120_000);
afterAll(() => desk?.close());

const ofKind = (kind: string): KioskProcess[] => processesOf(kiosk.pid).filter((one) => one.kind === kind);
const pids = (processes: readonly KioskProcess[]): number[] => processes.map(({ pid }) => pid);

describe('a whole visit by touch', () => {
  let number = '';
  let during: KioskProcess[] = [];

  it('finds, types, scans, reviews, records, prints, and says goodbye', async () => {
    number = await fileByTouch(hand, {
      name,
      put: desk.put,
    });
    expect(number).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]$/);
    during = processesOf(kiosk.pid);
    expect(during.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['core', 'visit', 'renderer', 'browser']));
    await hand.reads('screen.receipt.printed');
    await leaveByTouch(hand);
  }, 180_000);

  it('axe finds nothing on any of its screens, and everything can be touched', () => {
    expect(looker.seen.size).toBeGreaterThan(18);
    expect(looker.findings).toEqual([]);
  });

  it('the paper says number, name, procedure and three pages, once, complete', () => {
    const printed = printer.transcripts();
    expect(printed.map(({ complete }) => complete)).toEqual([true]);
    const [paper] = printed;
    for (const words of [number, name, 'DOSSIER PRÊT', 'France Travail']) expect(paper?.text).toContain(words);
    expect(paper?.text).toMatch(/TOTAL\s:\s3\sPAGES/);
    expect(paper?.text).not.toContain('DUPLICATA');
  });

  it('the A4 receipt came out too, and verifies away from the kiosk with its public key alone', async () => {
    const [sheet = '', ...more] = filesBelow(desk.sheets);
    expect(more).toEqual([]);
    const verified = await verifyByKey(place, sheet);
    expect(JSON.parse(verified.stdout)).toMatchObject({ valid: true, number, pages: 3 });
  });

  describe('afterwards', () => {
    it('visit and page are gone: the processes that held them have ended, and the next page is another', () => {
      const now = processesOf(kiosk.pid);
      const held = pids(during.filter(({ kind }) => kind === 'visit' || kind === 'renderer'));
      expect(held.length).toBeGreaterThan(1);
      expect(pids(now).filter((pid) => held.includes(pid))).toEqual([]);
      expect(now.filter(({ kind }) => kind === 'visit')).toEqual([]);
      expect(ofKind('renderer').length).toBeGreaterThan(0);
    });

    it('the memory of core and page holds neither name nor page', () => {
      const words = spellingsOf('name', name).filter(({ name: spelled }) => / in UTF-/.test(spelled));
      const pieces = desk.papers.flatMap((bytes, i) => piecesOf(`page ${i + 1}`, bytes));
      const looked = [...ofKind('core'), ...ofKind('renderer')];
      expect(looked.length).toBeGreaterThan(1);
      const found = looked.flatMap(({ pid, kind }) =>
        foundInMemory(pid, [...words, ...pieces]).map((it) => `${kind}: ${it}`),
      );
      expect(found).toEqual([]);
      // The search itself sees what is there.
      expect(foundInMemory(process.pid, words).length).toBeGreaterThan(0);
    });

    it('every file that the visit changed is one of these, and none holds name, page or thumbnail', () => {
      const known: readonly (readonly [file: RegExp, isWhole: (bytes: Buffer) => boolean])[] = [
        [/^data\/store\.sqlite(-wal|-shm)?$/, () => true],
        [/^data\/vault\/[0-9a-f]{32}\/(page|file)-\d{4}$/, (bytes) => bytes.subarray(0, 4).toString() === 'RCV1'],
        [/^data\/keys\//, () => true],
        [/^data\/lock$/, () => true],
        [/^data-guichet\/.*\.age$/, (bytes) => bytes.toString('latin1').startsWith('age-encryption.org/v1\n')],
        [/^data-guichet\/[^/]+\.(jsonl?|csv|txt|key)$/, () => true],
      ];
      const kept = [place.data, place.counter, place.home, place.tmp].flatMap(filesBelow);
      const unknown = kept.filter((path) => {
        const file = path.slice(place.root.length + 1);
        return !known.some(([pattern, isWhole]) => pattern.test(file) && isWhole(readFileSync(path)));
      });
      expect(unknown).toEqual([]);
      expect(kept.length).toBeGreaterThan(8);
      const needles: Needle[] = [
        ...spellingsOf('name', name),
        ...desk.papers.flatMap((bytes, i) => piecesOf(`page ${i + 1}`, bytes)),
      ];
      const places = [place.data, place.counter, place.home, place.tmp, kiosk.memory];
      expect(find(needles, ...places)).toEqual([]);
      expect(findPages(place.data, place.counter, place.home, place.tmp)).toEqual([]);
    });

    it.runIf(isRoot)('in memory there is the browser’s new home alone', () => {
      expect(readdirSync(kiosk.memory).filter((entry) => entry.startsWith('recepisse-'))).toHaveLength(1);
    });
  });
});
