import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { JourneyEvent } from '../../../renderer/journey/events.ts';
import { spokenFaults } from '../../../renderer/journey/fault-texts.ts';
import { offers } from '../../../renderer/journey/offers.ts';
import { firstJourney, type Journey, type ScreenName } from '../../../renderer/journey/state.ts';
import { step } from '../../../renderer/journey.ts';
import { explore, type Place } from './graph.ts';
import { kiosk } from './invented.ts';
import { answersTo, anytime, faultOf, faultsOf, touchesNamed, touchesOf, touchNames } from './world.ts';

let places: readonly Place[] = [];
beforeAll(() => {
  places = explore();
});

/** Screens with nobody's visit behind them: nothing to erase there. */
const outside: readonly ScreenName[] = ['starting', 'disconnected', 'welcome', 'resume', 'erasing', 'goodbye', 'staff'];
const inVisit = (): readonly Place[] => places.filter(({ journey }) => !outside.includes(journey.screen.at));
/** A state bare, and with each overlay or the warning over it. */
const coversOf = (journey: Journey): readonly Journey[] => [
  journey,
  ...(['help', 'stop', 'language'] as const).map((overlay) => ({ ...journey, overlay })),
  { ...journey, secondsLeft: 20 },
];
const where = ({ screen, overlay, fault, busy }: Journey): string =>
  [screen.at, overlay, fault?.text, busy].filter(Boolean).join(' / ');
const doAll = (journey: Journey, events: readonly JourneyEvent[]): Journey =>
  events.reduce((now, event) => step(now, event).journey, journey);

describe('every state of a visit', () => {
  it('is found: every screen, overlay and fault with words of its own', () => {
    const screens = new Set(places.map(({ journey }) => journey.screen.at));
    expect(screens.size).toBe(28);
    expect(places.length).toBeGreaterThan(300);
    const faults = new Set(places.map(({ journey }) => journey.fault?.text).filter(Boolean));
    expect([...faults].sort()).toEqual([...spokenFaults].sort());
  });

  it('offers help and « Terminer et effacer » at once, or after closing what lies over it', () => {
    for (const { journey } of inVisit()) {
      for (const cover of coversOf(journey)) {
        const uncovered = doAll(cover, [{ type: 'stillHere' }, { type: 'closeOverlay' }]);
        expect(offers(uncovered), where(cover)).toContain('help');
        expect(offers(uncovered), where(cover)).toContain('stop');
        expect([...offers(cover)], where(cover)).not.toEqual([]);
      }
    }
  });

  it('leads to « mon cas n’est pas là » in two touches, unless something is being done', () => {
    const busyFree = inVisit().filter(({ journey }) => !journey.busy);
    expect(busyFree.length).toBeGreaterThan(100);
    for (const { journey } of busyFree) {
      const end = doAll(journey, [{ type: 'help' }, { type: 'notListed' }]);
      expect(end.screen.at, where(journey)).toBe('notListed');
    }
  });

  it('goes back to another screen wherever « Retour » is offered', () => {
    const withBack = places.filter(({ journey }) => offers(journey).has('back'));
    expect(withBack.length).toBeGreaterThan(50);
    for (const { journey } of withBack) {
      const back = step(journey, { type: 'back' }).journey;
      expect(back.screen, where(journey)).not.toEqual(journey.screen);
      expect(back.trail.length, where(journey)).toBeLessThan(journey.trail.length);
    }
  });

  it('is no dead end: the welcome screen can be reached by touches and answers, without any mishap', () => {
    const leadsHome = new Set(places.filter(({ journey: j }) => j.screen.at === 'welcome').map(({ key }) => key));
    for (let size = -1; size !== leadsHome.size; ) {
      size = leadsHome.size;
      for (const { key, next } of places) if (next.some((to) => leadsHome.has(to))) leadsHome.add(key);
    }
    const lost = places.filter(({ key }) => !leadsHome.has(key));
    expect(lost.map(({ journey }) => where(journey))).toEqual([]);
  });

  it('stop, confirmed, erases and ends on the goodbye screen', () => {
    const mayStop = inVisit()
      .filter(({ journey }) => journey.busy !== 'record')
      .flatMap(({ journey }) => coversOf(journey).slice(2))
      .filter(({ overlay }) => overlay !== 'language');
    expect(mayStop.length).toBeGreaterThan(100);
    for (const journey of mayStop) {
      const { journey: erasing, asks } = step(journey, { type: 'stopConfirmed' });
      expect(asks, where(journey)).toEqual([{ name: 'end', input: { how: 'stopped' } }]);
      const over = step(erasing, { type: 'visitEnded', how: 'stopped' }).journey;
      expect(over.screen.at).toBe('goodbye');
      expect(over.visit).toEqual(firstJourney.visit);
    }
  });
});

describe('every fault of every call', () => {
  it('leaves a next step and help, in whatever state the call was made', () => {
    let met = 0;
    for (const { journey, pending } of places) {
      if (!pending) continue;
      for (const code of faultsOf(pending.name)) {
        const after = step(journey, faultOf(pending, code)).journey;
        const offered = offers({ ...after, overlay: null, secondsLeft: null });
        const onward = [...offered].filter((name) => !['help', 'stop', 'languages', 'back'].includes(name));
        const waits = code === 'closed' || ['erasing', 'disconnected', 'starting'].includes(after.screen.at);
        if (!waits) expect(onward, `${where(journey)}: ${pending.name} ${code}`).not.toEqual([]);
        expect(
          offered.has('help') || after.screen.at === 'starting',
          `${where(journey)}: ${pending.name} ${code}`,
        ).toBe(true);
        met += 1;
      }
    }
    expect(met).toBeGreaterThan(500);
  });

  it('« faire autrement » leaves the fault behind, without asking the same again', () => {
    const faulty = places.filter(({ journey }) => offers(journey).has('instead'));
    expect(faulty.length).toBeGreaterThan(20);
    for (const { journey } of faulty) {
      const { journey: after, asks } = step(journey, { type: 'instead' });
      expect(after.fault, where(journey)).toBeNull();
      const same = asks.some(({ name }) => name === journey.fault?.retry.name);
      // Looking at the list or the review again is how one goes on there.
      if (!['review', 'procedure', 'find'].includes(journey.fault?.retry.name ?? ''))
        expect(same, where(journey)).toBe(false);
    }
  });
});

describe('promises', () => {
  it('« dossier enregistré » is said only after the answer of `record`', () => {
    for (const { journey, events } of places) {
      if (journey.screen.at === 'recorded') continue;
      for (const event of events) {
        if (step(journey, event).journey.screen.at !== 'recorded') continue;
        const isAnswer = event.type === 'answer' && event.name === 'record' && event.result.ok;
        const isAlready = event.type === 'answer' && !event.result.ok && event.result.fault.code === 'already-recorded';
        const isResumed = event.type === 'answer' && event.name === 'resume' && event.result.ok;
        expect(
          isAnswer || isAlready || isResumed || journey.visit.isRecorded,
          `${where(journey)} + ${event.type}`,
        ).toBe(true);
      }
    }
  });

  it('after « dossier enregistré » nothing leads back before it', () => {
    const before: readonly ScreenName[] = ['field', 'scan', 'review', 'leave', 'need'];
    const after = places.filter(({ journey }) => journey.visit.isRecorded);
    expect(after.length).toBeGreaterThan(20);
    for (const { journey } of after) expect(before, where(journey)).not.toContain(journey.screen.at);
  });

  it('between « Enregistrer » and its answer nothing ends the visit by touch', () => {
    for (const { journey } of places.filter(({ journey: { busy } }) => busy === 'record')) {
      for (const overlay of [null, 'stop'] as const) {
        expect(offers({ ...journey, overlay }).has('stopConfirmed')).toBe(false);
      }
    }
  });

  it('a paper is « printed » only when the printer said so', () => {
    for (const { journey, events } of places) {
      for (const event of events) {
        const { receipt } = step(journey, event).journey.visit;
        if (receipt?.result !== 'printed' || journey.visit.receipt?.result === 'printed') continue;
        expect(event.type === 'answer' && event.name === 'printReceipt' && event.result.ok, where(journey)).toBe(true);
      }
    }
  });

  it('a channel that the kiosk does not offer for this procedure cannot be recorded', () => {
    for (const { journey, events } of places) {
      for (const event of events) {
        const record = step(journey, event).asks.find((ask) => ask.name === 'record');
        if (record?.name !== 'record') continue;
        const allowed = journey.visit.procedure?.channels.map(({ id }) => id) ?? [];
        expect(allowed).toEqual(expect.arrayContaining([...record.input.channels]));
      }
    }
  });

  it('a change of the kiosk that is told before the page is connected begins nothing, and hinders nothing', () => {
    const early = step(firstJourney, { type: 'kioskChanged', kiosk }).journey;
    expect(early).toBe(firstJourney);
    const { journey, asks } = step(early, { type: 'connected', kiosk });
    expect(asks).toEqual([{ name: 'livingVisit', input: {} }]);
    expect(journey.kiosk).toBe(kiosk);
  });

  it('the next visitor finds nothing of the last: neither language nor data', () => {
    const over = places.filter(({ journey }) => journey.screen.at === 'goodbye' && !journey.overlay);
    for (const { journey } of over) {
      const fresh = step(journey, { type: 'newVisit' }).journey;
      expect(fresh).toEqual({ ...firstJourney, kiosk: fresh.kiosk, language: 'fr', screen: { at: 'welcome' } });
    }
  });
});

describe('whatever happens, in whatever order', () => {
  const anything = [...touchNames.flatMap(touchesNamed), ...anytime];
  it('stays in a state that is known, and takes no touch that was not offered', () => {
    const runs = process.env.RECEPISSE_TESTS === 'all' ? 5_000 : 300;
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(9)), { minLength: 20, maxLength: 120 }), (choices) => {
        let journey = firstJourney;
        let waiting: JourneyEvent[] = [];
        for (const [choice, kind] of choices) {
          const from = kind < 4 ? touchesOf(journey) : kind < 8 && waiting.length > 0 ? waiting : anything;
          const event = from[choice % Math.max(1, from.length)];
          if (!event) continue;
          const isTouch = (touchNames as readonly string[]).includes(event.type);
          const offered = !isTouch || (offers(journey) as ReadonlySet<string>).has(event.type);
          const after = step(journey, event);
          if (!offered) expect(after.journey).toBe(journey);
          expect(() => offers(after.journey)).not.toThrow();
          expect(after.journey.trail.length).toBeLessThanOrEqual(40);
          waiting = [...waiting, ...after.asks.flatMap(answersTo)].slice(-200);
          journey = after.journey;
        }
      }),
      { numRuns: runs, seed: 20261123 },
    );
  });
});
