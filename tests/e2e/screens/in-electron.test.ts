import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxFaults } from '../../../main/bin/release-checks.mjs';
import { filesBelow, newPlace, verifyByKey } from '../cli.ts';
import { type DeskOnScreen, openDesk } from './desk-on-screen.ts';
import { portrait } from './display.ts';
import { fileByTouch, leaveByTouch } from './filing-by-touch.ts';
import { looksClosely } from './hand.ts';
import { buildForElectron, electronBinary, startInElectronWindow } from './kiosk-in-electron.ts';

/** The visit by touch, in Electron itself: it runs wherever Electron's binary is, and says loudly where it is not. */
const binary = electronBinary();
const isNeeded = process.env.RECEPISSE_NEEDS_ELECTRON !== undefined;

/** Without it nothing is skipped: what is said of it is tested instead. */
const without = (): void => {
  it('NOT RUN IN ELECTRON: it is not on this machine', () => {
    process.stderr.write(
      '\nNOT RUN IN ELECTRON: its binary is not on this machine (docs/release.md says how to run these tests in it).\n\n',
    );
    expect(binary).toBeNull();
    // The release may not do without; and nothing may say meanwhile that it ran.
    expect(isNeeded).toBe(false);
    expect(readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')).toContain('Not yet run in Electron');
  });
};

const within = (): void => {
  const place = newPlace('electron');
  const looker = looksClosely('visit-electron-fr');
  let desk: DeskOnScreen;
  beforeAll(async () => {
    buildForElectron();
    desk = await openDesk(place, portrait, 'fr', looker, startInElectronWindow);
  }, 180_000);
  afterAll(() => desk?.close());

  it('finds, types, scans, reviews, records, prints, and says goodbye', async () => {
    const { hand, printer, sheets } = desk;
    const number = await fileByTouch(hand, { name: 'Zébulon Quetzal-Œuvrard', put: desk.put });
    await hand.reads('screen.receipt.printed');
    await leaveByTouch(hand);
    const [paper] = printer.transcripts();
    expect(paper?.complete).toBe(true);
    for (const words of [number, 'Zébulon Quetzal-Œuvrard', 'DOSSIER PRÊT']) expect(paper?.text).toContain(words);
    const verified = await verifyByKey(place, filesBelow(sheets)[0] ?? '');
    expect(JSON.parse(verified.stdout)).toMatchObject({ valid: true, number, pages: 3 });
  }, 240_000);

  it('every page has its sandbox, and nobody took it away', () => {
    expect(sandboxFaults(desk.kiosk.pid)).toEqual([]);
  });

  it('the page can leave nowhere, and reaches nothing of Node’s or Electron’s', async () => {
    const page = await desk.hand.page();
    const seen = await page.evaluate(async () => {
      location.href = 'https://example.org/';
      const opened = window.open('https://example.org/');
      const fetched = await fetch('https://example.org/').then(
        () => 'fetched',
        () => 'refused',
      );
      const names = ['require', 'process', 'Buffer', 'module', 'electron'].filter((name) => name in globalThis);
      return { opened: opened === null, fetched, names };
    });
    expect(seen).toEqual({ opened: true, fetched: 'refused', names: [] });
    expect((await desk.hand.page()).url()).toBe('kiosk://app/');
  }, 60_000);
};

if (binary === null) describe('without Electron’s binary', without);
else describe('a whole visit by touch in Electron', within);
