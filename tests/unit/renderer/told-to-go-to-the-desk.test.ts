import { expect, it } from 'vitest';
import type { Answer } from '../../../renderer/journey/asks.ts';
import { firstJourney, type Journey } from '../../../renderer/journey/state.ts';
import { step } from '../../../renderer/journey.ts';
import { ok } from '../../../shared/result.ts';
import { kiosk, recorded } from './invented.ts';

/** A page that crashed and came back: it knows of the filing what the visit tells it. */
const comingBack: Journey = { ...firstJourney, kiosk, visitOpen: true, busy: 'resume', screen: { at: 'need' } };

it.each([
  [['counter'] as const, 'desk'],
  [['post'] as const, 'post'],
  [['post', 'counter'] as const, 'both'],
])('a filing by %j, offered again after a crash, leaves to its visitor: %s', (channels, leftToDo) => {
  const resumed = { language: 'fr', procedure: null, fields: {}, recorded: { ...recorded, channels: [...channels] } };
  const answer: Answer = { type: 'answer', name: 'resume', input: {}, result: ok(resumed) };
  const { journey } = step(comingBack, answer);
  expect(journey.screen.at).toBe('recorded');
  const ended = step(journey, { type: 'visitEnded', how: 'finished' }).journey;
  expect(ended.screen).toMatchObject({ at: 'goodbye', leftToDo });
});
