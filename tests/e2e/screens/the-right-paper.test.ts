import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoBundlePath, loadBundle } from '../../../kiosk-config/schema/load-bundle.ts';
import { cleanLook, scannedBill } from '../../unit/main/pages/codes/proof-page.ts';
import { billText, daysAgo, drawDataMatrix, makeSigner } from '../../unit/main/pages/codes/signed-doc.ts';
import { newPlace } from '../cli.ts';
import { combinations } from './combinations.ts';
import { type Display, openDisplay } from './display.ts';
import { scanPaper } from './filing-by-touch.ts';
import { giveHand, type Hand, looksClosely } from './hand.ts';
import { type KioskOnScreen, startOnScreen } from './kiosk-on-screen.ts';

const roll = 'civique-liste-electorale';
const naturalisation = 'pref-naturalisation';

/** The demo desk with two more procedures filed to the end, the second of one paper beside an original. */
async function writeBundle(file: string, certificate: string): Promise<void> {
  const loaded = await loadBundle(demoBundlePath);
  if (!loaded.ok) throw new Error(loaded.fault.message);
  const { catalogue } = loaded.value;
  const procedures = catalogue.procedures.map((entry) => {
    if (entry.id !== roll && entry.id !== naturalisation) return entry;
    const pieces =
      entry.id === roll ? entry.pieces : entry.pieces.filter(({ code }) => /^(?:photo|casier_)/.test(code));
    return { ...entry, pieces, parcours: 'depot' };
  });
  const twoDDoc = { certificates: [{ ca: 'TEST', id: 'TS01', certificate }] };
  writeFileSync(file, JSON.stringify({ ...loaded.value, twoDDoc, catalogue: { ...catalogue, procedures } }));
}

/** A proof of address whose code is read, its day, the address it offers; a procedure that needs an original. */
describe.each(combinations)('the right paper, $name', ({ name, size, language }) => {
  const place = newPlace(`right-paper-${name}`);
  const feeder = join(place.root, 'feeder');
  const looker = looksClosely(`right-paper-${name}`);
  const signer = makeSigner();
  let display: Display;
  let kiosk: KioskOnScreen;
  let hand: Hand;
  beforeAll(async () => {
    mkdirSync(feeder);
    const bundle = join(place.root, 'bundle.json');
    await writeBundle(bundle, signer.certificate);
    display = await openDisplay(size);
    kiosk = await startOnScreen({
      place,
      display,
      bundle,
      printer: 'virtual:',
      scanner: `folder:${feeder}`,
      a4: 'virtual:',
    });
    hand = await giveHand({ kiosk, language, onLook: looker.look });
  }, 60_000);
  afterAll(async () => {
    await kiosk?.stop();
    await display?.close();
    signer.remove();
    place.remove();
  });

  let sheets = 0;
  const put = async (text: string | null): Promise<void> => {
    const code = text === null ? null : drawDataMatrix(text);
    sheets += 1;
    // Two lines less in another place each time: no sheet comes twice.
    const gap = { width: 2000, height: 150, channels: 3 as const, background: { r: 245, g: 245, b: 245 } };
    const bill = await sharp(await scannedBill(code, cleanLook))
      .composite([{ input: { create: gap }, left: 220, top: 1_370 + sheets * 142 }])
      .jpeg({ quality: 90 })
      .toBuffer();
    writeFileSync(join(feeder, `${sheets}.jpg`), bill);
  };
  const begin = async (domain: string, title: string): Promise<void> => {
    await hand.tap('screen.need.find');
    await hand.tap(`screen.domain.${domain}`);
    await hand.tapWords(title);
    await hand.tap('screen.procedure.begin');
    await hand.tap('screen.field.skip');
    await hand.tap('screen.field.name.skip');
  };
  const typeDay = async (iso: string): Promise<void> => {
    for (const digit of iso.split('-').reverse().join('')) await hand.tapWords(digit);
  };
  const eraseDay = async (): Promise<void> => {
    for (let digit = 0; digit < 8; digit++) await hand.tap('screen.keyboard.erase');
  };

  it('an old paper is said to be old before the filing; its address is offered and written by a touch', async () => {
    await hand.tap('screen.language.name');
    await hand.tap('screen.privacy.agree');
    await begin('citoyennete', 'S’inscrire sur les listes électorales');
    await put(null);
    await scanPaper(hand, 1, 'identity');
    await hand.seesWords('Justificatif de domicile à votre nom');
    await put(signer.sign(billText({ issuedOn: daysAgo(120) })));
    await scanPaper(hand, 1, 'bill');
    await hand.sees('screen.paperDay.title');
    await hand.reads('screen.code.valid');
    await hand.look('paper-day-read');
    await hand.tap('screen.always.next');
    await hand.reads('screen.paperDay.tooOld');
    await hand.look('paper-day-too-old');
    await hand.tap('screen.paperDay.keep');
    await hand.sees('screen.review.title');
    await hand.reads('screen.review.tooOld');
    await hand.look('review-too-old');
    await hand.tap('screen.review.done');
    await hand.tap('screen.leave.post.title');
    await hand.seesWords('Nom et prénom de l’expéditeur');
    await hand.type('zoe exemple');
    await hand.tap('screen.always.next');
    await hand.seesWords('Adresse de l’expéditeur');
    await hand.look('field-address-offered');
    const typed = async (): Promise<string> => (await hand.page()).locator('textarea').inputValue();
    expect(await typed(), 'nothing is written by itself').toBe('');
    await hand.tap('screen.field.address.use');
    await hand.finds('screen.always.next');
    expect(await typed()).toBe('12 RUE DES EXEMPLES\n99000 SPECIMEN SUR ORB');
    await hand.look('field-address-written');
  }, 180_000);

  it('a paper without a code is asked for its day, and a day to come is told on the spot', async () => {
    await hand.tap('screen.always.home');
    await begin('etrangers', 'Demander la nationalité française par décret');
    await hand.tap('screen.always.home');
    await begin('citoyennete', 'S’inscrire sur les listes électorales');
    await put(null);
    await scanPaper(hand, 1, 'again');
    await hand.seesWords('Justificatif de domicile à votre nom');
    await put(null);
    await scanPaper(hand, 1, 'bare-bill');
    await hand.sees('screen.paperDay.title');
    await hand.look('paper-day-empty');
    await typeDay(daysAgo(-3));
    await hand.tap('screen.always.next');
    await hand.reads('screen.paperDay.badDate');
    await hand.look('paper-day-bad');
    await eraseDay();
    await typeDay(daysAgo(3));
    await hand.tap('screen.always.next');
    await hand.sees('screen.review.title');
  }, 180_000);

  it('a procedure that needs an original says why it does not leave by post', async () => {
    await hand.tap('screen.always.home');
    await begin('etrangers', 'Demander la nationalité française par décret');
    for (const paper of ['photo', 'record']) {
      await put(null);
      await scanPaper(hand, 1, paper);
    }
    await hand.tap('screen.review.done');
    await hand.sees('screen.leave.title');
    await hand.reads('screen.leave.stopped.original');
    await hand.look('leave-stopped');
  }, 120_000);

  it('axe finds nothing on any of these screens, and everything can be touched', () => {
    expect(looker.seen.size).toBeGreaterThan(12);
    expect(looker.findings).toEqual([]);
  });
});
