import { scanScreen } from './scan-screen.ts';
import { type Journey, type Screen, type Step, stay, wait, withVisit } from './state.ts';

/** On a new screen: asks for what it shows, when that is not here yet. */
export function arrive(journey: Journey): Step {
  const { screen, visit } = journey;
  switch (screen.at) {
    case 'find':
      return visit.lines ? stay(journey) : wait(journey, allLines);
    case 'procedure':
    case 'howTo': {
      const next = withVisit(journey, { takenAway: null });
      if (visit.procedure?.id === screen.id) return stay(next);
      return wait(withVisit(next, { procedure: null }), { name: 'procedure', input: { id: screen.id } });
    }
    case 'review':
      return wait(journey, { name: 'review', input: {} });
    default:
      return stay(journey);
  }
}

const allLines = { name: 'find', input: { words: '', agency: null, domain: null } } as const;

/** Back to the nearest screen of the trail. */
export function goBack(journey: Journey): Step {
  const last = journey.trail.at(-1);
  if (!last) return stay(journey);
  const trail = journey.trail.slice(0, -1);
  const screen: Screen = last.at === 'scan' ? scanScreen(journey, last.document) : last;
  return arrive({ ...journey, screen, trail, fault: null, overlay: null });
}
