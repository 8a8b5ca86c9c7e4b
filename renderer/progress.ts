import type { Journey, ScreenName } from './journey/state.ts';

const steps: Readonly<Partial<Record<ScreenName, number>>> = {
  procedure: 1,
  field: 2,
  scan: 3,
  paperDay: 3,
  review: 4,
  leave: 5,
  recorded: 6,
  receipt: 7,
  dates: 7,
};
const of = 7;

/** How far a filing is, for the bar at the top; null where there is no filing. */
export function progressOf({ screen, visit }: Journey): { readonly step: number; readonly of: number } | null {
  const step = steps[screen.at];
  if (step === undefined || (screen.at === 'procedure' && !visit.procedure?.fileable)) return null;
  // Fields that only the chosen way out needs come after the review.
  return { step: screen.at === 'field' && screen.next === 'leave' ? 5 : step, of };
}
