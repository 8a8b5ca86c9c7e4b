import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, newPlace, verifyByKey } from '../cli.ts';
import { find, findPages, type Needle, piecesOf, spellingsOf } from '../traces.ts';
import { type DeskOnScreen, openDesk } from './desk-on-screen.ts';
import { portrait } from './display.ts';
import { fileByTouch, leaveByTouch } from './filing-by-touch.ts';
import { looksClosely } from './hand.ts';
import { keptFiles, strangeCells, strangeFiles, thumbnailsIn } from './kept-files.ts';
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
/** The small pictures on the A4 receipt: one a page. */
const thumbnails = (): Buffer[] => filesBelow(desk.sheets).flatMap((file) => thumbnailsIn(readFileSync(file)));
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
    expect(thumbnails()).toHaveLength(3);
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

    it('no process that lives on holds name, page or thumbnail in its memory', () => {
      const words = spellingsOf('name', name).filter(({ name: spelled }) => / in UTF-/.test(spelled));
      const pieces = [
        ...desk.papers.flatMap((bytes, i) => piecesOf(`page ${i + 1}`, bytes)),
        ...thumbnails().flatMap((bytes, i) => piecesOf(`thumbnail ${i + 1}`, bytes, 512)),
      ];
      // The browser's own processes live on: it, its graphics, its network, its storage.
      const looked = processesOf(kiosk.pid);
      const kinds = looked.map(({ kind }) => kind);
      expect(kinds).toEqual(expect.arrayContaining(['core', 'renderer', 'browser', 'gpu-process']));
      const found = looked.flatMap(({ pid, kind }) =>
        foundInMemory(pid, [...words, ...pieces]).map((it) => `${kind}: ${it}`),
      );
      expect(found).toEqual([]);
      // The search itself sees what is there.
      expect(foundInMemory(process.pid, words).length).toBeGreaterThan(0);
    });

    it('every file that the visit changed is one of these, and none holds name, page or thumbnail', () => {
      expect(strangeFiles(place)).toEqual([]);
      expect(keptFiles(place).length).toBeGreaterThan(8);
      expect(strangeCells(place)).toEqual([]);
      const needles: Needle[] = [
        ...spellingsOf('name', name),
        ...desk.papers.flatMap((bytes, i) => piecesOf(`page ${i + 1}`, bytes)),
        ...thumbnails().flatMap((bytes, i) => piecesOf(`thumbnail ${i + 1}`, bytes, 512)),
      ];
      const places = [place.data, place.counter, place.home, place.tmp, kiosk.memory];
      expect(find(needles, ...places)).toEqual([]);
      expect(findPages(place.data, place.counter, place.tmp)).toEqual([]);
    });

    it.runIf(isRoot)('in memory there is the browser’s new home alone', () => {
      expect(readdirSync(kiosk.memory).filter((entry) => entry.startsWith('recepisse-'))).toHaveLength(1);
    });
  });
});
