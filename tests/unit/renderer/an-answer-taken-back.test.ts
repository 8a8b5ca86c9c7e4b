import { expect, it } from 'vitest';
import { firstJourney, type Journey } from '../../../renderer/journey/state.ts';
import { step } from '../../../renderer/journey.ts';
import { depositorField } from '../../../shared/filing.ts';
import { fileable, kiosk } from './invented.ts';

/** A visitor who typed a name, went back, and would rather not give it. */
const asked = (values: Readonly<Record<string, string>>): Journey => ({
  ...firstJourney,
  kiosk,
  visitOpen: true,
  screen: { at: 'field', codes: [depositorField], index: 0, next: 'scan' },
  visit: { ...firstJourney.visit, procedure: fileable, begun: fileable.id, values },
});

it('« sans mon nom » takes back a name that was given before', () => {
  const { asks } = step(asked({ [depositorField]: 'Nina' }), { type: 'fieldSkip' });
  expect(asks).toEqual([{ name: 'setField', input: { code: depositorField, value: '' } }]);
});

it('nothing was given: nothing is asked of the visit, and the papers come next', () => {
  const { journey, asks } = step(asked({}), { type: 'fieldSkip' });
  expect(asks).toEqual([]);
  expect(journey.screen.at).toBe('scan');
});
