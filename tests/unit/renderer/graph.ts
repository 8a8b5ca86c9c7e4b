import type { Ask } from '../../../renderer/journey/asks.ts';
import type { JourneyEvent } from '../../../renderer/journey/events.ts';
import { firstJourney, type Journey } from '../../../renderer/journey/state.ts';
import { step } from '../../../renderer/journey.ts';
import { answersTo, anytime, touchesOf } from './world.ts';

/** One state that can be reached, and the call whose answer is awaited there. */
export interface Place {
  readonly key: string;
  readonly journey: Journey;
  readonly pending: Ask | null;
  readonly events: readonly JourneyEvent[];
  /** Keys that a touch or an answer leads to: what happens when nothing goes wrong unasked. */
  readonly next: readonly string[];
}

/** What decides what comes next; contents of lists and values are left out, and so is what a screen does not look at. */
function keyOf(journey: Journey, pending: Ask | null): string {
  const { screen, fault, busy, visitOpen, visit, trail, kiosk } = journey;
  const at = (...names: readonly Journey['screen']['at'][]): boolean => names.includes(screen.at);
  return JSON.stringify([
    [
      screen.at,
      'by' in screen ? [screen.by, screen.chosen] : '',
      'phase' in screen ? [screen.phase, screen.document] : '',
    ],
    screen.at === 'posted' && [screen.step, screen.notice],
    ['done' in screen && screen.done !== null, 'codes' in screen ? [screen.index, screen.next] : ''],
    [fault?.text, fault?.instead.at, fault?.retry.name, busy, visitOpen, kiosk !== null],
    [visit.procedure?.id, trail.length > 0, pending?.name],
    at('review') && visit.review?.complete,
    at('leave') && visit.chosen.toSorted().join(' '),
    at('scan') && [visit.pages.length > 0, 'letter' in visit.days],
    at('paperDay') && [
      screen.at === 'paperDay' && screen.document,
      visit.days.letter?.age,
      trail.some((was) => was.at === 'review'),
    ],
    visit.isRecorded && [visit.receipt?.result, visit.recorded?.dates.length],
    at('howTo') && visit.takenAway && `${visit.takenAway.paper} ${visit.takenAway.result}`,
  ]);
}

/** Asks whose answer changes what comes next; the others are told and forgotten. */
const awaited = (asks: readonly Ask[], pending: Ask | null): Ask | null =>
  asks.find(({ name }) => !['leaveVisit', 'setLanguage', 'stillHere', 'cancelScan', 'removePage'].includes(name)) ??
  pending;

/** What lies over a screen for a moment; laid over every state by the tests themselves. */
const covers: ReadonlySet<string> = new Set(['help', 'stop', 'languages', 'inactive']);

/** Every state that a visitor, the devices and mishaps can lead to. */
export function explore(): readonly Place[] {
  const places = new Map<string, Place & { next: string[] }>();
  const todo: (Place & { next: string[] })[] = [];
  const add = (journey: Journey, pending: Ask | null): string => {
    const key = keyOf(journey, pending);
    if (places.has(key)) return key;
    const events = [...touchesOf(journey), ...(pending ? answersTo(pending) : []), ...anytime];
    const place = { key, journey, pending, events, next: [] };
    places.set(key, place);
    todo.push(place);
    return key;
  };
  add(firstJourney, null);
  for (let place = todo.shift(); place; place = todo.shift()) {
    for (const event of place.events) {
      if (covers.has(event.type)) continue;
      const { journey, asks } = step(place.journey, event);
      if (journey === place.journey && !awaited(asks, null)) continue;
      const isAnswered = event.type === 'answer' || event.type === 'joined' || journey.busy !== place.journey.busy;
      const key = add(journey, awaited(asks, isAnswered ? null : place.pending));
      const isAwaited = event.type === 'connected' && !place.journey.kiosk;
      const isMishap = !isAwaited && (anytime as readonly JourneyEvent[]).includes(event);
      if (!isMishap && key !== place.key) place.next.push(key);
    }
  }
  return [...places.values()];
}
