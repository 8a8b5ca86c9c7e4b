import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesBelow, newPlace } from '../cli.ts';
import { combinations } from './combinations.ts';
import { type Display, openDisplay } from './display.ts';
import { fileByTouch, newVisit } from './filing-by-touch.ts';
import { giveHand, type Hand, looksClosely } from './hand.ts';
import { type KioskOnScreen, startOnScreen } from './kiosk-on-screen.ts';

/** The demonstration as it starts by itself: virtual devices, their dock on the screen, and every screen beside the filing's. */
describe.each(combinations)('every other screen, $name', ({ name, size, language }) => {
  const place = newPlace(name);
  const sheets = join(place.root, 'sheets');
  const looker = looksClosely(`others-${name}`);
  let display: Display;
  let kiosk: KioskOnScreen;
  let hand: Hand;
  beforeAll(async () => {
    display = await openDisplay(size);
    kiosk = await startOnScreen({ place, display, printer: 'virtual:', scanner: 'virtual:', a4: `virtual:${sheets}` });
    hand = await giveHand({ kiosk, language, onLook: looker.look });
  }, 60_000);
  afterAll(async () => {
    await kiosk?.stop();
    await display?.close();
    place.remove();
  });

  const begin = async (): Promise<void> => {
    await hand.tap('screen.language.name');
    await hand.tap('screen.privacy.agree');
    await hand.sees('screen.need.title');
  };
  const looksAt = async (key: string, picture: string): Promise<void> => {
    await hand.sees(key);
    await hand.look(picture);
  };

  it('finds by agency and by word; « mon cas n’est pas là » within two touches; a procedure that is explained', async () => {
    await begin();
    await hand.tap('screen.always.notListed');
    await looksAt('screen.notListed.title', 'not-listed');
    await hand.tap('screen.always.back');
    await hand.tap('screen.need.find');
    await hand.tap('screen.find.by.agency');
    await hand.finds('screen.more.after');
    await hand.look('find-agency');
    await hand.tap('screen.find.by.word');
    await hand.type('loyer');
    await (await hand.page()).locator('.cards-found button').first().waitFor();
    await hand.look('find-word');
    await hand.tap('screen.find.by.need');
    await hand.tap('screen.domain.domiciliation');
    await (await hand.page()).locator('.cards-lines button').first().waitFor();
    const title = (await (await hand.page()).locator('.cards-lines .card-title').first().textContent()) ?? '';
    await hand.tapWords(title);
    await hand.seesWords(title);
    await hand.look('procedure-explained');
    await hand.tap('screen.procedure.howTo');
    await looksAt('screen.howTo.title', 'how-to');
    await hand.tap('screen.howTo.print');
    await hand.reads('screen.sheet.handed_over');
    await hand.look('how-to-printed');
    expect(filesBelow(sheets)).toHaveLength(1);
  }, 120_000);

  it('help, language and stop lie over any screen', async () => {
    await hand.tap('screen.always.help');
    await looksAt('screen.help.title', 'help');
    await hand.tap('screen.help.close');
    await hand.tap('screen.language.name');
    await looksAt('screen.language.title', 'languages');
    await hand.tap('screen.help.close');
    await hand.tap('screen.always.home');
    await hand.tap('screen.need.letter');
    await looksAt('screen.letter.title', 'letter');
    await hand.tap('screen.dock.title');
    await hand.finds('screen.dock.close');
    await hand.look('dock');
    await hand.tap('screen.dock.close');
  }, 60_000);

  it('copies a sheet, and its copies come out', async () => {
    await hand.tap('screen.always.home');
    await hand.tap('screen.need.printOrCopy');
    await looksAt('screen.printOrCopy.title', 'print-or-copy');
    await hand.tap('screen.printOrCopy.copy');
    await looksAt('screen.copy.title', 'copy');
    await hand.tapWords('2');
    await hand.tap('screen.copy.go');
    await hand.look('copy-working');
    await hand.finds('screen.copy.again');
    await hand.look('copy-done');
    expect(filesBelow(sheets)).toHaveLength(3);
  }, 60_000);

  it('prints a letter to fill in', async () => {
    await hand.tap('screen.always.home');
    await hand.tap('screen.need.printOrCopy');
    await hand.tap('screen.printOrCopy.sheet');
    await hand.tap('screen.find.by.word');
    await hand.type('cnil');
    await (await hand.page()).locator('.cards-found button').first().click();
    await hand.tap('screen.procedure.howTo');
    await looksAt('screen.howTo.title', 'how-to-with-letter');
    await hand.tap('screen.howTo.letter');
    await hand.reads('screen.blank.handed_over');
    await hand.look('how-to-letter-printed');
    expect(filesBelow(sheets)).toHaveLength(4);
  }, 60_000);

  it('« mon reçu »: a wrong number, an unknown one, and this kiosk’s own', async () => {
    await hand.tap('screen.always.stop');
    await hand.tap('screen.stop.yes');
    await hand.sees('screen.goodbye.stopped.title');
    await newVisit(hand);
    const number = await fileByTouch(hand, { name: null, put: () => undefined, pages: [null, null] });
    await hand.tap('screen.recorded.see');
    await hand.tap('screen.receipt.dates');
    await hand.tap('screen.always.finish');
    await hand.sees('screen.goodbye.handOver.title');
    await newVisit(hand);
    await begin();
    await hand.tap('screen.need.myReceipt');
    await looksAt('screen.myReceipt.title', 'my-receipt');
    for (const sign of '123456789') await hand.tapWords(sign);
    await hand.tap('screen.myReceipt.find');
    await (await hand.page()).getByText(hand.say('screen.myReceipt.bad')).waitFor();
    await hand.look('my-receipt-bad');
    for (let sign = 0; sign < 9; sign++) await hand.tap('screen.keyboard.erase');
    for (const sign of number.replaceAll('-', '')) await hand.tapWords(sign);
    await hand.tap('screen.myReceipt.find');
    await hand.sees('screen.status.title', { number });
    await hand.look('status');
    await hand.tap('screen.myReceipt.reprint');
    await looksAt('screen.reprint.title', 'reprint');
    await hand.tap('screen.reprint.go');
    // A specimen lies on the virtual scanner: no receipt's square is on it.
    await looksAt('screen.fault.no_code.title', 'reprint-no-code');
  }, 180_000);

  it('axe finds nothing on any of these screens, and everything can be touched', () => {
    expect(looker.seen.size).toBeGreaterThan(20);
    expect(looker.findings).toEqual([]);
  });
});
