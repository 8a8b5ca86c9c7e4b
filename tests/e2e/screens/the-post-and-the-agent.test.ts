import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { filesBelow, newPlace } from '../cli.ts';
import { type DeskOnScreen, openDesk } from './desk-on-screen.ts';
import { landscape } from './display.ts';
import { fileByTouch, newVisit } from './filing-by-touch.ts';
import { looksClosely } from './hand.ts';
import { strangeCells } from './kept-files.ts';

/** A letter that was posted, told to the kiosk days later by its visitor; then an agent, behind the hidden gesture and the PIN. */
const place = newPlace('post-and-agent');
const looker = looksClosely('post-and-agent-landscape-fr');
let desk: DeskOnScreen;
let hand: DeskOnScreen['hand'];
let number = '';

beforeAll(async () => {
  desk = await openDesk(place, landscape, 'fr', looker);
  ({ hand } = desk);
}, 120_000);
// What a person would have seen.
beforeEach(({ onTestFailed }) => onTestFailed(() => hand.look('failed')));
afterAll(() => desk?.close());

/** A paper as it lies on the glass of a scanner: A4 at 200 dpi. */
const onGlass = async (paper: Uint8Array): Promise<Uint8Array> => {
  const glass = { create: { width: 1654, height: 2339, channels: 3, background: '#fdfcfa' } } as const;
  const fitted = await sharp(paper)
    .flatten({ background: 'white' })
    .resize({ width: 1400, height: 2200, fit: 'inside' });
  return sharp(glass)
    .composite([{ input: await fitted.toBuffer(), left: 120, top: 60 }])
    .jpeg()
    .toBuffer();
};
const slipOf = async (text: string): Promise<Uint8Array> => {
  const file = join(place.root, 'slip.png');
  execFileSync('zint', ['--barcode=20', `--data=${text}`, `--output=${file}`, '--scale=2', '--height=40']);
  return onGlass(readFileSync(file));
};
const papersWith = async (words: string): Promise<readonly { readonly text: string; readonly png: Uint8Array }[]> =>
  (await desk.printer.papers()).filter(({ text }) => text.includes(words));
const wordsOf = (file: string | undefined): string =>
  spawnSync('pdftotext', ['-layout', file ?? '', '-']).stdout.toString();
const begin = async (): Promise<void> => {
  await hand.tap('screen.language.name');
  await hand.tap('screen.privacy.agree');
  await hand.sees('screen.need.title');
};

describe('the post and the agent', () => {
  it('a filing leaves by counter and by post, and its visitor goes', async () => {
    number = await fileByTouch(hand, { name: null, put: desk.put, channels: ['counter', 'post'] });
    await hand.reads('screen.receipt.printed');
    await hand.reads('screen.post.sign');
    await hand.tap('screen.recorded.see');
    await hand.reads('screen.posted.ask');
    await hand.look('receipt');
    await hand.tap('screen.receipt.dates');
    await hand.tap('screen.always.finish');
    await hand.sees('screen.goodbye.handOver.title');
  }, 240_000);

  it('comes back: the receipt opens it, the slip’s barcode is read, a wrong sign is said, the receipt of sending comes out', async () => {
    const [first] = await papersWith(number);
    if (!first) throw new Error('no receipt came out');
    await newVisit(hand);
    await begin();
    await hand.tap('screen.need.myReceipt');
    await hand.look('my-receipt');
    await hand.tap('screen.posted.ask');
    await hand.sees('screen.posted.title');
    await hand.look('posted-receipt');
    desk.scanner.load([await onGlass(first.png)]);
    await hand.tap('screen.reprint.go');
    await hand.sees('screen.posted.number.title');
    for (const sign of 'RA123456784FR') await hand.tapWords(sign);
    await hand.tap('screen.posted.number.go');
    await hand.reads('screen.posted.notice.wrong_digit');
    await hand.look('posted-wrong');
    desk.scanner.load([await slipOf('RA123456785FR')]);
    await hand.tap('screen.posted.slip.go');
    await hand.reads('screen.posted.notice.read');
    await hand.look('posted-read');
    await hand.tap('screen.posted.number.go');
    await hand.sees('screen.posted.sent.title');
    await hand.reads('screen.posted.receipt.printed');
    await hand.reads('screen.posted.slip.kept');
    await hand.look('posted-sent');
    const [second] = await papersWith('REÇU D’ENVOI');
    expect(second?.text).toContain('RA123456785FR');
    expect(second?.text).toContain(number);
    desk.scanner.load([await onGlass(first.png)]);
    await hand.tap('screen.posted.back.go');
    await hand.sees('screen.posted.kept.title');
    await hand.look('posted-kept');
    await hand.tap('screen.always.finish');
    await newVisit(hand);
  }, 240_000);

  it('an agent knocks; a wrong PIN is refused, the right one opens the room', async () => {
    await hand.finds('screen.language.name');
    for (let knock = 0; knock < 5; knock++) await hand.touch('.brand');
    await hand.sees('screen.staff.door.title');
    await hand.look('staff-door');
    const enter = async (pin: string): Promise<void> => {
      for (const sign of 'A1') await hand.tapWords(sign);
      await hand.tap('screen.always.next');
      for (const digit of pin) await hand.tapWords(digit);
      await hand.look('staff-pin');
      await hand.tap('screen.staff.door.open');
    };
    await enter('270912');
    await hand.reads('screen.staff.door.wrong');
    await hand.look('staff-wrong');
    await enter('270911');
    await hand.sees('screen.staff.desk.title');
    await (await hand.page()).getByText(number).first().waitFor();
    await hand.look('staff-desk');
  }, 120_000);

  it('takes the filing over, tells the agency’s answer, and the claim comes out; nothing of it stays on the screen', async () => {
    await hand.tap('screen.staff.desk.find');
    for (const sign of number.replaceAll('-', '')) await hand.tapWords(sign);
    await hand.look('staff-find');
    await hand.tap('screen.staff.find.open');
    await hand.sees('screen.status.title', { number });
    await hand.look('staff-filing');
    await hand.tap('screen.staff.act.taken_over');
    await hand.look('staff-sure');
    await hand.tap('screen.staff.yes');
    await hand.reads('screen.staff.receipt.printed');
    await hand.look('staff-taken-over');
    await hand.tap('screen.staff.act.answer');
    await hand.sees('screen.staff.answer.number');
    await hand.type('ft77');
    await hand.look('staff-answer-number');
    await hand.tap('screen.always.next');
    const today = new Date().toISOString().slice(0, 10).split('-').reverse().join('');
    for (const digit of today) await hand.tapWords(digit);
    await hand.tap('screen.always.next');
    await hand.sees('screen.staff.answer.pages');
    await hand.tapWords('2');
    await hand.tap('screen.always.next');
    await hand.sees('screen.staff.answer.held');
    for (const sign of '1,3') await hand.tapWords(sign);
    await hand.look('staff-answer-held');
    await hand.tap('screen.always.next');
    // Everything that will be signed is read once more.
    await hand.reads('screen.staff.sure.answer');
    await hand.look('staff-answer-sure');
    await hand.tap('screen.staff.yes');
    await hand.reads('screen.staff.claim');
    await hand.look('staff-claimed');
    const claim = filesBelow(desk.sheets).toSorted().at(-1);
    expect(wordsOf(claim)).toContain('2 comptées : 1 manque.');
    await hand.tap('screen.more.down');
    await hand.look('staff-papers');
    await hand.tap('screen.staff.act.pack');
    await hand.reads('screen.staff.sheets.handed_over');
    await vi.waitFor(() => expect(wordsOf(filesBelow(desk.sheets).toSorted().at(-1))).toContain('Bordereau'));
    await hand.tap('screen.staff.back');
    await hand.tap('screen.staff.leave');
    await hand.finds('screen.language.name');
    expect(await (await hand.page()).locator('body').innerText()).not.toContain(number);
  }, 180_000);

  it('axe finds nothing, everything can be touched, and what was written down holds no name', () => {
    expect(looker.findings).toEqual([]);
    expect(strangeCells(place)).toEqual([]);
  });
});
