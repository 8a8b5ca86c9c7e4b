import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultText, type SpokenFault, spokenFaults } from '../../../renderer/journey/fault-texts.ts';
import { newPlace } from '../cli.ts';
import { type ReplacedAnswers, replaceAnswers } from './answers-replaced.ts';
import { combinations } from './combinations.ts';
import { type Display, openDisplay } from './display.ts';
import { goToPapers, scanPaper } from './filing-by-touch.ts';
import { giveHand, type Hand, looksClosely } from './hand.ts';
import { type KioskOnScreen, startOnScreen } from './kiosk-on-screen.ts';

/** Every fault that has words of its own, shown by the call that may answer it. */
describe.each(combinations)('every fault, $name', ({ name, size, language }) => {
  const place = newPlace(`faults-${name}`);
  const looker = looksClosely(`faults-${name}`);
  const shown = new Set<SpokenFault>();
  let display: Display;
  let kiosk: KioskOnScreen;
  let hand: Hand;
  let answers: ReplacedAnswers;
  beforeAll(async () => {
    display = await openDisplay(size);
    kiosk = await startOnScreen({ place, display, printer: 'virtual:', scanner: 'virtual:', a4: 'virtual:' });
    hand = await giveHand({ kiosk, language, onLook: looker.look });
    const page = await hand.page();
    answers = await replaceAnswers(page.context());
    await page.reload();
    await hand.finds('screen.language.name');
  }, 60_000);
  afterAll(async () => {
    await kiosk?.stop();
    await display?.close();
    place.remove();
  });

  /** `tap` makes the call, which is answered so; the screen says it. */
  const fails = async (
    call: Parameters<typeof faultText>[0],
    code: string,
    tap: () => Promise<void>,
  ): Promise<void> => {
    answers.next(call, code);
    await tap();
    const text = faultText(call, code);
    await hand.sees(`screen.fault.${text}.title`);
    await hand.look(`${call}-${code}`);
    shown.add(text);
  };
  const again = (): Promise<void> => hand.tap('screen.fault.retry');

  it('says each in plain words, with two ways on', async () => {
    await fails('openVisit', 'no-tmpfs', () => hand.tap('screen.language.name'));
    await fails('openVisit', 'not-ready', again);
    await hand.tap('screen.fault.instead.welcome');
    await hand.tap('screen.language.name');
    await hand.tap('screen.privacy.agree');
    await hand.tap('screen.need.printOrCopy');
    await hand.tap('screen.printOrCopy.copy');
    await fails('copy', 'no-a4', () => hand.tap('screen.copy.go'));
    await hand.tap('screen.fault.instead.back');
    await hand.tap('screen.printOrCopy.receipt');
    await hand.tap('screen.myReceipt.reprint');
    await fails('reprint', 'no-code', () => hand.tap('screen.reprint.go'));
    for (const code of ['not-ours', 'too-old']) await fails('reprint', code, again);
    await hand.tap('screen.always.stop');
    await hand.tap('screen.stop.yes');
    await hand.sees('screen.goodbye.stopped.title');
  }, 120_000);

  it('the same while a filing is put together, and when it is to be recorded', async () => {
    await hand.tap('screen.goodbye.new').catch(() => undefined);
    await goToPapers(hand, null);
    await fails('scan', 'busy', () => hand.tap('screen.scan.take'));
    const ofCamera = ['camera-absent', 'camera-busy', 'camera-refused', 'camera-late', 'camera-bad'];
    const ofScanner = ['jam', 'no-paper', 'cover-open', 'trouble', 'absent', 'too-many-pages', 'bad-page', 'internal'];
    const codes = [...ofScanner, ...ofCamera];
    for (const code of codes) await fails('scan', code, again);
    await again();
    await hand.tap('screen.scan.keep');
    await scanPaper(hand, null, 'scan-two');
    await hand.tap('screen.review.done');
    await hand.tap('screen.leave.counter.title');
    await fails('record', 'incomplete', () => hand.tap('screen.leave.record'));
    const others = ['missing-field', 'channel-not-allowed', 'does-not-fit', 'unsettled-page', 'disk-full', 'trouble'];
    for (const code of others) await fails('record', code, again);
    await again();
    await hand.sees('screen.recorded.title');
  }, 120_000);

  it('a procedure that is not filed here', async () => {
    await hand.tap('screen.always.stop.recorded');
    await hand.tap('screen.stop.yes.recorded');
    await hand.sees('screen.goodbye.handOver.title');
    await hand.tap('screen.goodbye.new').catch(() => undefined);
    await hand.tap('screen.language.name');
    await hand.tap('screen.privacy.agree');
    await hand.tap('screen.need.find');
    await hand.tap('screen.domain.emploi');
    await hand.tapWords('Répondre à un avertissement avant sanction de France Travail');
    await fails('begin', 'not-fileable', () => hand.tap('screen.procedure.begin'));
  }, 60_000);

  it('asks whether somebody is still there, over any screen', async () => {
    answers.tell('inactive', { secondsLeft: 30 });
    await hand.sees('screen.inactive.title');
    await hand.look('inactive');
    await hand.tap('screen.inactive.here');
    await hand.finds('screen.fault.retry');
  }, 30_000);

  it('there is no fault with words that was not seen, axe finds nothing, and everything can be touched', () => {
    expect([...shown].sort()).toEqual([...spokenFaults].sort());
    expect(looker.findings).toEqual([]);
  });
});
