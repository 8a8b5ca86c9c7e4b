import type { Journey } from './journey/state.ts';

/** What the touch that is always there does: a filing that is recorded stays. */
export const stopText = ({ visit }: Journey): string =>
  visit.isRecorded ? 'screen.always.stop.recorded' : 'screen.always.stop';
