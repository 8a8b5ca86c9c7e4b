import { copyFileSync, mkdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageVerdict } from '../../../shared/page-check.ts';
import * as faults from '../../unit/main/pages/checks/degraded.ts';
import { rawOf, type Specimen, specimen } from '../../unit/main/pages/checks/specimens.ts';
import { sample } from '../../unit/main/pages/samples.ts';
import { newPlace } from '../cli.ts';
import { drawSpecimens } from '../pages.ts';
import { combinations } from './combinations.ts';
import { type Display, openDisplay } from './display.ts';
import { goToPapers } from './filing-by-touch.ts';
import { giveHand, type Hand, looksClosely } from './hand.ts';
import { type KioskOnScreen, startOnScreen } from './kiosk-on-screen.ts';

/** Good papers, each spoilt so that it is a question or a refusal. */
const spoilt: readonly (readonly [
  check: string,
  verdict: PageVerdict,
  Specimen,
  typeof faults.cutBy,
  strength: number,
])[] = [
  ['dark', 'bad', 'letter', faults.darkenedBy, 0.6],
  ['washed_out', 'bad', 'cerfa', faults.fadedBy, 0.88],
  ['glare', 'bad', 'two columns', faults.shoneOnBy, 0.65],
  ['cut', 'ask', 'small print', faults.cutBy, 0.14],
  ['folded', 'ask', 'certificate', faults.foldedBy, 0.15],
  ['screen', 'ask', 'short letter', faults.onScreenBy, 8],
];

/** A pile of real scans that went wrong, judged by the kiosk's own checks: each is shown, and its visitor decides. */
describe.each(combinations)('a pile of pages in doubt, $name', ({ name, size, language }) => {
  const place = newPlace(`in-doubt-${name}`);
  const feeder = join(place.root, 'feeder');
  const looker = looksClosely(`in-doubt-${name}`);
  let display: Display;
  let kiosk: KioskOnScreen;
  let hand: Hand;
  let sheets = 0;
  const lay = (path: string): void => {
    sheets += 1;
    copyFileSync(path, join(feeder, `${String(sheets).padStart(2, '0')}${extname(path)}`));
  };
  /** Its button says what may come of it, too. */
  const keepBad = (): Promise<void> => hand.touch(`button:has-text("${hand.say('screen.decide.keepBad')}")`);
  beforeAll(async () => {
    mkdirSync(feeder);
    display = await openDisplay(size);
    const devices = { printer: 'virtual:', scanner: `folder:${feeder}`, a4: 'virtual:' };
    kiosk = await startOnScreen({ place, display, ...devices });
    hand = await giveHand({ kiosk, language, onLook: looker.look });
  }, 60_000);
  afterAll(async () => {
    await kiosk?.stop();
    await display?.close();
    place.remove();
  });

  it('each is shown with what was seen on it, and goes into the file only by the visitor’s word', async () => {
    const specimens = await drawSpecimens(place.root, 12);
    const [first = '', second = '', ...others] = specimens;
    const sideways = join(place.root, 'sideways.jpg');
    await sharp(second).rotate(90).toFile(sideways);
    const scans = [
      'naps2-skewed.jpg',
      's2p-empty.png',
      'lept-lighttext.jpg',
      'lept-form1.tif',
      's2p-limit-contour-1.png',
    ];
    const bad: string[] = [];
    for (const [check, , paper, spoil, strength] of spoilt) {
      const path = join(place.root, `${check}.jpg`);
      await rawOf(await spoil(await specimen(paper), strength))
        .jpeg({ quality: 90 })
        .toFile(path);
      bad.push(path);
    }
    for (const path of [first, ...scans.map(sample), sideways, first, ...bad, ...others]) lay(path);
    await goToPapers(hand, null);
    await hand.tap('screen.scan.take');

    // Two dozen pages are looked at first.
    await (await hand.page()).locator('.decide').waitFor({ timeout: 120_000 });
    await hand.sees('screen.check.skewed.title');
    await hand.look('skewed');
    await keepBad();
    await hand.sees('screen.check.blank.title');
    await hand.look('blank');
    await hand.tap('screen.decide.remove');
    await hand.sees('screen.check.blurred.title');
    await hand.look('blurred');
    await keepBad();
    await hand.sees('screen.check.resolution.title');
    await hand.look('resolution');
    await keepBad();
    await hand.sees('screen.check.several_sheets.title');
    await hand.look('several-sheets');
    await hand.tap('screen.decide.keep');
    await hand.sees('screen.check.turned.title');
    await hand.look('turned');
    await hand.tap('screen.decide.keep');
    await hand.sees('screen.check.twice.title');
    await hand.look('twice');
    await hand.tap('screen.decide.remove');
    for (const [check, verdict] of spoilt) {
      await hand.sees(`screen.check.${check}.title`);
      await hand.look(check.replace('_', '-'));
      await (verdict === 'bad' ? keepBad() : hand.tap('screen.decide.keep'));
    }

    await hand.finds('screen.scan.keep');
    await hand.look('many-pages');
    await hand.tap('screen.scan.large');
    await hand.look('many-pages-large');
  }, 180_000);

  it('axe finds nothing, and everything can be touched', () => {
    expect(looker.findings).toEqual([]);
  });
});
