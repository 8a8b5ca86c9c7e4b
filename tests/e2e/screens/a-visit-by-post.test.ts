import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { demoBundlePath } from '../../../kiosk-config/schema/load-bundle.ts';
import { filesBelow, newPlace, writeBundle } from '../cli.ts';
import { type Display, openDisplay, portrait } from './display.ts';
import { goToPapers, scanPaper } from './filing-by-touch.ts';
import { giveHand, type Hand, looksClosely } from './hand.ts';
import { type KioskOnScreen, startOnScreen } from './kiosk-on-screen.ts';

/** A desk whose configuration has the post in service: addresses are typed, the paper comes out, and the last screen says where to take it. */
const place = newPlace('by-post');
const sheets = join(place.root, 'sheets');
const looker = looksClosely('by-post-portrait-fr');
const { channels } = JSON.parse(readFileSync(demoBundlePath, 'utf8')) as { channels: Record<string, unknown> };
let display: Display;
let kiosk: KioskOnScreen;
let hand: Hand;

beforeAll(async () => {
  const bundle = writeBundle(place, 'with-post', { channels: { ...channels, post: { enabled: true } } });
  display = await openDisplay(portrait);
  const devices = { printer: 'virtual:', scanner: 'virtual:', a4: `virtual:${sheets}` };
  kiosk = await startOnScreen({ place, display, bundle, ...devices });
  hand = await giveHand({ kiosk, language: 'fr', onLook: looker.look });
}, 60_000);
afterAll(async () => {
  await kiosk?.stop();
  await display?.close();
  place.remove();
});

const answer = async (words: string): Promise<void> => {
  await hand.type(words);
  await hand.tap('screen.always.next');
};

it('leaves by the counter and by post: addresses typed, the pack on A4, desk and post office said at the end', async () => {
  await goToPapers(hand, null);
  await scanPaper(hand, null);
  await scanPaper(hand, null, 'scan-two');
  await hand.sees('screen.review.title');
  await hand.tap('screen.review.done');
  await hand.sees('screen.leave.title');
  await hand.look('leave');
  await hand.tap('screen.leave.counter.title');
  await hand.tap('screen.leave.post.title');
  await hand.seesWords('Nom et prénom de l’expéditeur');
  await answer('zoe exemple');
  await hand.seesWords('Adresse de l’expéditeur');
  await hand.look('field-address');
  await answer('Rue Des Exemples');
  await hand.seesWords('Nom et adresse du destinataire, lus sur la lettre reçue ou confirmés par l’accueil');
  await answer('Agence Inventee');
  await hand.sees('screen.leave.title');
  await hand.look('leave-chosen');
  await hand.tap('screen.leave.record');
  await hand.sees('screen.recorded.title');
  await hand.reads('screen.recorded.notSent.both');
  await hand.reads('screen.post.sign');
  await hand.look('recorded');
  const [, pack = '', ...more] = filesBelow(sheets).sort();
  expect(more).toEqual([]);
  const text = String(spawnSync('pdftotext', ['-layout', pack, '-']).stdout);
  for (const words of ['rue des exemples', 'agence inventee', 'Bordereau', 'p. 1/4', 'p. 4/4'])
    expect(text.toLowerCase()).toContain(words.toLowerCase());
  await hand.tap('screen.post.again');
  await vi.waitFor(() => expect(filesBelow(sheets)).toHaveLength(3), { timeout: 60_000 });
  await hand.tap('screen.recorded.see');
  await hand.tap('screen.receipt.dates');
  await hand.tap('screen.always.finish');
  await hand.sees('screen.goodbye.handOver.title');
  await hand.reads('screen.goodbye.both.text');
  await hand.look('goodbye');
  // Once each: a packet for the agents, a pack for the post, both of the same filing.
  await vi.waitFor(() => expect(filesBelow(place.counter).filter((file) => file.endsWith('.age'))).toHaveLength(1));
  expect(looker.findings).toEqual([]);
}, 180_000);
