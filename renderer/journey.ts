import { leftBy } from '../shared/filing.ts';
import { forget, onAnswer, onJoined } from './journey/answers.ts';
import type { Answer } from './journey/asks.ts';
import type { JourneyEvent, Told } from './journey/events.ts';
import { faultText } from './journey/fault-texts.ts';
import { offers } from './journey/offers.ts';
import { goFor, type Journey, type Step, stay, withVisit } from './journey/state.ts';
import { onTouch } from './journey/touches.ts';

const isAnswer = (event: JourneyEvent): event is Answer => event.type === 'answer';
const toldTypes: ReadonlySet<string> = new Set<Told['type']>([
  'connected',
  'disconnected',
  'kioskChanged',
  'joined',
  'visitLost',
  'visitEnded',
  'inactive',
  'pageTaken',
  'codeRead',
  'scanProgress',
]);
const isTold = (event: JourneyEvent): event is Told => toldTypes.has(event.type);

/**
 * Decides what comes next: from where the visitor is and what happened, to where they are then and what is to be asked of
 * the kiosk. Pure. A touch that the present state does not offer (a second tap, a button that just went) changes nothing.
 */
export function step(journey: Journey, event: JourneyEvent): Step {
  if (isAnswer(event)) return onAnswer(journey, event);
  if (isTold(event)) return onTold(journey, event);
  return offers(journey).has(event.type) ? onTouch(journey, event) : stay(journey);
}

function onTold(journey: Journey, told: Told): Step {
  switch (told.type) {
    case 'connected': {
      if (journey.kiosk) return stay({ ...journey, kiosk: told.kiosk });
      const language = told.kiosk.languages[0] ?? journey.language;
      return stay({ ...journey, kiosk: told.kiosk, language }, { name: 'livingVisit', input: {} });
    }
    case 'disconnected':
      return stay({ ...forget(journey, { at: 'disconnected' }), kiosk: null }, { name: 'leaveVisit' });
    case 'kioskChanged':
      // Before it is connected this is no beginning: the texts are still on their way.
      return stay(journey.kiosk ? { ...journey, kiosk: told.kiosk } : journey);
    case 'joined':
      return journey.busy === 'openVisit' || journey.busy === 'joinVisit' ? onJoined(journey) : stay(journey);
    case 'visitLost':
      return onVisitLost(journey);
    case 'visitEnded': {
      const isMine = journey.visitOpen || journey.screen.at === 'erasing' || journey.screen.at === 'resume';
      if (!isMine) return stay(journey);
      const { isRecorded, recorded, chosen, pack } = journey.visit;
      // After « already recorded » without an answer of its own, the ways out that were chosen are all that is known.
      const leftToDo = isRecorded ? leftBy(recorded?.channels ?? chosen, pack?.result === 'handed-over') : null;
      const number = told.how === 'finished' ? null : (journey.visit.recorded?.number ?? null);
      return stay(forget(journey, { at: 'goodbye', how: told.how, number, leftToDo }), { name: 'leaveVisit' });
    }
    case 'inactive':
      return stay(journey.visitOpen ? { ...journey, secondsLeft: told.secondsLeft } : journey);
    case 'pageTaken': {
      const others = journey.visit.pages.filter(({ id }) => id !== told.page.id);
      return stay(journey.visitOpen ? withVisit(journey, { pages: [...others, told.page] }) : journey);
    }
    case 'codeRead': {
      const pages = journey.visit.pages.map((page) => (page.id === told.page ? { ...page, code: told.code } : page));
      return stay(journey.visitOpen ? withVisit(journey, { pages }) : journey);
    }
    case 'scanProgress':
      return stay(journey.busy === 'scan' ? withVisit(journey, { scanningPage: told.page }) : journey);
  }
}

/** The visit's own line is cut: either its process is gone (the kiosk will say so), or it lives and is offered again. */
function onVisitLost(journey: Journey): Step {
  if (journey.busy === 'openVisit' || journey.busy === 'joinVisit') {
    const retry = { name: 'openVisit', input: { language: journey.language } } as const;
    const fault = { text: faultText('openVisit', 'not-ready'), retry, instead: { at: 'welcome' } } as const;
    return stay({ ...goFor(journey, { at: 'welcome' }), busy: null, fault });
  }
  const isOver = !journey.visitOpen && journey.screen.at !== 'erasing';
  if (isOver) return stay(journey);
  const erasing = { ...goFor(journey, { at: 'erasing' }), secondsLeft: null, busy: null };
  return stay(erasing, { name: 'livingVisit', input: {} });
}
