import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newPlace } from '../cli.ts';
import { type DeskOnScreen, openDesk } from './desk-on-screen.ts';
import { landscape } from './display.ts';
import { fileByTouch, goToPapers, leaveByTouch, newVisit, recordByTouch, scanPaper } from './filing-by-touch.ts';
import { looksClosely } from './hand.ts';
import { processesOf } from './kiosk-processes.ts';

/** Promise 7: whatever a device does, there is a next step, and the visit ends well. In English, on a screen that lies. */
const place = newPlace('wrong');
let desk: DeskOnScreen;
let scanner: DeskOnScreen['scanner'];
let printer: DeskOnScreen['printer'];
let kiosk: DeskOnScreen['kiosk'];
let hand: DeskOnScreen['hand'];
let sheets: string;
const looker = looksClosely('mishaps-landscape-en');

beforeAll(async () => {
  desk = await openDesk(place, landscape, 'en', looker);
  ({ scanner, printer, kiosk, hand, sheets } = desk);
}, 120_000);
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    await hand.look(`failed-${task.name.replaceAll(/\W+/g, '-').slice(0, 40)}`);
    // The next one begins anew all the same.
    for (const { pid, kind } of processesOf(kiosk.pid)) if (kind === 'visit') process.kill(pid, 'SIGKILL');
    await again().catch(() => undefined);
  }
  scanner.mishap({ kind: 'none' });
  printer.control({ paper: 'present', cover: 'closed', error: 'none', voice: 'normal', line: 'joined', pace: 1 });
});
afterAll(() => desk?.close());

const put = (paper: 0 | 1): void => desk.put(paper);
const again = (): Promise<void> => newVisit(hand);
const shows = (key: string): Promise<void> => hand.reads(key);

describe('a visit ends well', () => {
  it('the printer is out of paper: the filing is recorded and said so, and once there is paper the receipt comes', async () => {
    printer.control({ paper: 'out' });
    const before = printer.transcripts().length;
    const number = await fileByTouch(hand, { name: null, put });
    await shows('screen.receipt.not_printed');
    await shows('screen.receipt.safe');
    await hand.look('printer-paper-out');
    printer.control({ paper: 'present' });
    await hand.tap('screen.recorded.see');
    await hand.tap('screen.receipt.again');
    await shows('screen.receipt.printed');
    const papersNow = printer.transcripts().slice(before);
    expect(papersNow.filter(({ complete, text }) => complete && text.includes(number))).toHaveLength(1);
    await hand.tap('screen.receipt.dates');
    await hand.tap('screen.always.finish');
    await hand.sees('screen.goodbye.handOver.title');
    await again();
  }, 180_000);

  it('the scanner jams: said plainly, the good pages stay, and the next try goes on', async () => {
    await goToPapers(hand, null);
    put(0);
    scanner.mishap({ kind: 'jam', page: 1 });
    await hand.tap('screen.scan.take');
    await hand.sees('screen.fault.jam.title');
    await hand.look('scanner-jam');
    scanner.mishap({ kind: 'none' });
    put(0);
    await hand.tap('screen.fault.retry');
    await shows('screen.scan.keep');
    await hand.tap('screen.scan.keep');
    put(1);
    await scanPaper(hand, 2);
    await recordByTouch(hand);
    await shows('screen.receipt.printed');
    await leaveByTouch(hand);
    await again();
  }, 180_000);

  it.each([
    ['busy', { kind: 'busy' }, 'busy'],
    ['cover open', { kind: 'hatch' }, 'cover_open'],
    ['cut in the middle of a page', { kind: 'cut', page: 1 }, null],
  ] as const)(
    'the scanner is %s: a screen says so and leads on, here to the way without it',
    async (name, mishap, text) => {
      await goToPapers(hand, null);
      put(0);
      scanner.mishap(mishap);
      await hand.tap('screen.scan.take');
      if (text) await hand.sees(`screen.fault.${text}.title`);
      else await shows('screen.fault.retry');
      await hand.look(`scanner-${name.replaceAll(' ', '-')}`);
      await hand.tap('screen.fault.instead.howTo');
      await hand.sees('screen.howTo.title');
      await hand.tap('screen.howTo.print');
      await shows('screen.sheet.handed_over');
      await hand.look(`sheet-after-${name.replaceAll(' ', '-')}`);
      await hand.tap('screen.always.finish');
      await hand.sees('screen.goodbye.finished.title');
      await again();
    },
    180_000,
  );

  it('neither scanner nor any printer: help, the other ways on the screen, and an end', async () => {
    await goToPapers(hand, null);
    await scanner.close();
    printer.control({ line: 'cut' });
    await hand.tap('screen.scan.take');
    await shows('screen.fault.retry');
    await hand.look('both-absent');
    await hand.tap('screen.fault.instead.howTo');
    await hand.tap('screen.howTo.print');
    // The A4 printer still works: the sheet comes out of it. Then it does not take paper either.
    await shows('screen.sheet.handed_over');
    rmSync(sheets, { recursive: true });
    writeFileSync(sheets, '');
    await hand.tap('screen.howTo.printAgain');
    await shows('screen.sheet.not_printed');
    await hand.look('sheet-not-printed');
    rmSync(sheets);
    await hand.tap('screen.always.help');
    await hand.sees('screen.help.title');
    await hand.look('help');
    await hand.tap('screen.help.close');
    await hand.tap('screen.always.stop');
    await hand.sees('screen.stop.title');
    await hand.look('stop');
    await hand.tap('screen.stop.yes');
    await hand.sees('screen.goodbye.stopped.title');
    await hand.look('goodbye-stopped');
    await again();
  }, 180_000);

  it('the visit’s process dies: wiped, said, and the next visit begins', async () => {
    await goToPapers(hand, null);
    for (const { pid, kind } of processesOf(kiosk.pid)) if (kind === 'visit') process.kill(pid, 'SIGKILL');
    await hand.sees('screen.goodbye.crashed.title');
    await hand.look('goodbye-crashed');
    expect(processesOf(kiosk.pid).filter(({ kind }) => kind === 'visit')).toEqual([]);
    await again();
  }, 120_000);

  it('the page dies: it comes back within ten seconds and the visit is offered again', async () => {
    await goToPapers(hand, null);
    const start = performance.now();
    for (const { pid, kind } of processesOf(kiosk.pid)) if (kind === 'renderer') process.kill(pid, 'SIGKILL');
    await hand.sees('screen.resume.title');
    expect(performance.now() - start).toBeLessThan(10_000);
    await hand.look('resume');
    await hand.tap('screen.resume.go');
    await hand.seesWords('Répondre à un avertissement avant sanction de France Travail');
    await hand.tap('screen.always.stop');
    await hand.tap('screen.stop.yes');
    await hand.sees('screen.goodbye.stopped.title');
  }, 120_000);
});

it('axe finds nothing on any of these screens, and everything can be touched', () => {
  expect(looker.seen.size).toBeGreaterThan(25);
  expect(looker.findings).toEqual([]);
});
