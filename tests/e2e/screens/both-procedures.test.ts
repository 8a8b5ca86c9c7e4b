import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { demoBundlePath, loadBundle } from '../../../kiosk-config/schema/load-bundle.ts';
import type { Procedure } from '../../../shared/procedure.ts';
import { filesBelow, newPlace } from '../cli.ts';
import { type Display, openDisplay, portrait } from './display.ts';
import { newVisit, recordByTouch, scanPaper } from './filing-by-touch.ts';
import { giveHand, type Hand } from './hand.ts';
import { type KioskOnScreen, startOnScreen } from './kiosk-on-screen.ts';

/** Every procedure that is filed here, from its word in the search to its paper: what is asked comes from its entry alone. */
const place = newPlace('procedures');
const papers = join(place.root, 'papers');
const bundle = await loadBundle(demoBundlePath);
const procedures = bundle.ok ? bundle.value.catalogue.procedures : [];
const filed = procedures.filter(({ parcours }) => parcours === 'depot');
let display: Display;
let kiosk: KioskOnScreen;
let hand: Hand;

beforeAll(async () => {
  display = await openDisplay(portrait);
  kiosk = await startOnScreen({ place, display, printer: `virtual:${papers}`, scanner: 'virtual:', a4: 'virtual:' });
  hand = await giveHand({ kiosk, language: 'fr' });
}, 60_000);
afterAll(async () => {
  await kiosk?.stop();
  await display?.close();
  place.remove();
});

async function fileIt({ titre, organisme, pieces, champs }: Procedure): Promise<string> {
  await hand.tap('screen.language.name');
  await hand.tap('screen.privacy.agree');
  await hand.tap('screen.need.find');
  await hand.tap('screen.find.by.agency');
  const agency = procedures.filter((other) => other.organisme.code === organisme.code);
  const names = agency.map(({ organisme: { nom } }) => nom).sort((a, b) => a.length - b.length);
  await hand.tapWords(bundle.ok ? (bundle.value.agencies[organisme.code]?.name ?? names[0] ?? '') : '');
  await hand.tapWords(titre);
  await hand.tap('screen.procedure.begin');
  for (const { libelle } of champs.filter(({ type, canaux }) => type === 'date' && canaux.includes('counter'))) {
    await hand.seesWords(libelle);
    await hand.tap('screen.field.skip');
  }
  await hand.sees('screen.field.name.title');
  await hand.tap('screen.field.name.skip');
  for (const { libelle } of pieces) {
    await hand.seesWords(libelle);
    await scanPaper(hand, null);
  }
  return recordByTouch(hand);
}

it('there are two of them in this version', () => {
  expect(filed.map(({ id }) => id).sort()).toEqual(['caf-contestation', 'ft-reponse-avertissement']);
});

it.each(filed.map((procedure) => [procedure.id, procedure] as const))(
  '%s',
  async (_, procedure) => {
    const number = await fileIt(procedure);
    await hand.reads('screen.receipt.printed');
    // The virtual printer lays its paper a moment after its last word.
    const paper = await vi.waitFor(
      () => {
        const words = filesBelow(papers).map((path) => (path.endsWith('.txt') ? readFileSync(path, 'utf8') : ''));
        const mine = words.find((text) => text.includes(number));
        if (!mine) throw new Error('no paper yet');
        return mine.replace(/\s+/g, ' ');
      },
      { timeout: 10_000 },
    );
    expect(paper).toContain(procedure.titre.replace(/\s+/g, ' '));
    expect(paper).toContain(`PAPIERS : ${procedure.pieces.length} PIÈCES`);
    await hand.tap('screen.always.stop.recorded');
    await hand.tap('screen.stop.yes.recorded');
    await hand.sees('screen.goodbye.handOver.title');
    await newVisit(hand);
  },
  180_000,
);
