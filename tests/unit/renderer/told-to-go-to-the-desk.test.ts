import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../renderer/journey/asks.ts';
import { offers } from '../../../renderer/journey/offers.ts';
import { firstJourney, type Journey } from '../../../renderer/journey/state.ts';
import { step } from '../../../renderer/journey.ts';
import type { ChannelId } from '../../../shared/filing.ts';
import { ok } from '../../../shared/result.ts';
import { kiosk, recorded } from './invented.ts';

/** A page that crashed and came back: it knows of the filing what the visit tells it. */
function resumed(channels: readonly ChannelId[]): Journey {
  const comingBack: Journey = { ...firstJourney, kiosk, visitOpen: true, busy: 'resume', screen: { at: 'need' } };
  const held = { language: 'fr', procedure: null, fields: {}, recorded: { ...recorded, channels: [...channels] } };
  const answer: Answer = { type: 'answer', name: 'resume', input: {}, result: ok(held) };
  return step(comingBack, answer).journey;
}
const packAnswer = (handedOver: boolean): Answer => ({
  type: 'answer',
  name: 'printPack',
  input: {},
  result: ok({ handedOver, sheets: 5, envelope: 'DL', upToGrams: 100 }),
});
const left = (journey: Journey): unknown => {
  const { screen } = step(journey, { type: 'visitEnded', how: 'finished' }).journey;
  return screen.at === 'goodbye' ? screen.leftToDo : screen.at;
};

describe('what is left to the visitor at the end', () => {
  it.each<[ChannelId[], null | boolean, string]>([
    [['counter'], null, 'desk'],
    // Nobody is sent to the post office with a letter that was not printed.
    [['post'], null, 'desk'],
    [['post'], false, 'desk'],
    [['post'], true, 'post'],
    [['counter', 'post'], false, 'desk'],
    [['counter', 'post'], true, 'both'],
  ])('a filing by %j whose pack was handed over (%s): %s', (channels, handedOver, expected) => {
    const journey = resumed(channels);
    expect(journey.screen.at).toBe('recorded');
    expect(left(handedOver === null ? journey : step(journey, packAnswer(handedOver)).journey)).toBe(expected);
  });

  it('a page that came back can print the pack, and one that is ending asks for none', () => {
    const journey = resumed(['post']);
    expect(offers(journey).has('printPack')).toBe(true);
    expect(offers(resumed(['counter'])).has('printPack')).toBe(false);
    const ending = step(step(journey, { type: 'stop' }).journey, { type: 'stopConfirmed' }).journey;
    expect(ending.screen.at).toBe('erasing');
    const late: Answer = { type: 'answer', name: 'printA4', input: {}, result: ok({ handedOver: true }) };
    expect(step(ending, late).asks).toEqual([]);
  });

  it('while one of the two comes out of the A4 printer, the other is not offered', () => {
    const journey = resumed(['post']);
    const printing = step(journey, { type: 'printPack' }).journey;
    expect(offers(printing).has('printPack')).toBe(false);
    const onReceipt = step(printing, { type: 'seeReceipt' }).journey;
    expect([offers(onReceipt).has('printSheets'), offers(onReceipt).has('printPack')]).toEqual([false, false]);
    const done = step(onReceipt, packAnswer(true)).journey;
    expect([offers(done).has('printSheets'), offers(done).has('printPack')]).toEqual([true, true]);
  });
});
