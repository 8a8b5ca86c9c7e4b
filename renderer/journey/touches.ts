import { forget } from './answers.ts';
import { arrive, goBack } from './arrive.ts';
import type { Touch } from './events.ts';
import { onFilingTouch } from './filing-touches.ts';
import { onScanTouch } from './scan-touches.ts';
import { go, goFor, instead, type Journey, type Screen, type Step, stay, wait, withVisit } from './state.ts';

/** As the contract takes them. */
const longestWords = 80;

const goTo = (journey: Journey, screen: Screen): Step => arrive(go(journey, screen));

/** Ends the visit: its process wipes and goes, and tells so (`visitEnded`). */
function end(journey: Journey, how: 'finished' | 'stopped'): Step {
  return wait({ ...goFor(journey, { at: 'erasing' }), secondsLeft: null }, { name: 'end', input: { how } });
}

/** A touch that `offers` lists. */
export function onTouch(journey: Journey, touch: Touch): Step {
  const { screen, visit } = journey;
  switch (touch.type) {
    case 'start':
      return wait({ ...journey, language: touch.language }, { name: 'openVisit', input: { language: touch.language } });
    case 'resume':
      return screen.at === 'resume' ? wait(journey, { name: 'joinVisit', ticket: screen.ticket }) : stay(journey);
    case 'drop': {
      if (screen.at !== 'resume') return stay(journey);
      return wait(goFor(journey, { at: 'erasing' }), { name: 'endJoined', ticket: screen.ticket });
    }
    case 'newVisit':
      return stay({
        ...forget(journey, { at: 'welcome' }),
        language: journey.kiosk?.languages[0] ?? journey.language,
      });
    case 'staffDoor':
      return stay(goFor(journey, { at: 'staff' }));
    case 'leaveStaff':
      return stay(goFor(journey, { at: 'welcome' }));
    case 'back':
      return goBack(journey);
    case 'home':
      return goTo(journey, { at: 'need' });
    case 'help':
    case 'stop':
      return stay({ ...journey, overlay: touch.type });
    case 'languages':
      return stay({ ...journey, overlay: 'language' });
    case 'closeOverlay':
      return stay({ ...journey, overlay: null });
    case 'chooseLanguage': {
      const { language } = touch;
      return stay({ ...journey, language, overlay: null }, { name: 'setLanguage', input: { language } });
    }
    case 'stillHere':
      return stay({ ...journey, secondsLeft: null }, { name: 'stillHere', input: {} });
    case 'stopConfirmed':
      return end(journey, 'stopped');
    case 'finish':
      return end(journey, 'finished');
    case 'retry':
      return journey.fault ? wait(withVisit(journey, { came: 0 }), journey.fault.retry) : stay(journey);
    case 'instead': {
      const other = journey.fault?.instead;
      if (!other) return stay(journey);
      if (other.at === 'welcome') return stay(goFor(journey, other));
      return other.at === screen.at ? arrive(instead(journey, other)) : goTo(journey, other);
    }
    case 'agree':
      return stay(goFor(journey, { at: 'need' }));
    case 'choose':
      return goTo(journey, touch.need === 'find' ? { at: 'find', by: 'need', chosen: null } : { at: touch.need });
    case 'notListed':
      return goTo(journey, { at: 'notListed' });
    case 'findBy': {
      const next: Screen = { at: 'find', by: touch.by, chosen: null };
      const searching = withVisit(journey, { words: '', found: null });
      return screen.at === 'find' ? arrive(instead(searching, next)) : goTo(searching, next);
    }
    case 'pickGroup':
      return screen.at === 'find' ? goTo(journey, { ...screen, chosen: touch.group }) : stay(journey);
    case 'words': {
      const words = touch.words.slice(0, longestWords);
      const next = withVisit(journey, { words, ...(words.trim() ? {} : { found: null }) });
      return words.trim() ? stay(next, { name: 'find', input: { words, agency: null, domain: null } }) : stay(next);
    }
    case 'pickProcedure':
      return goTo(journey, { at: 'procedure', id: touch.id });
    case 'howTo':
      return visit.procedure ? goTo(journey, { at: 'howTo', id: visit.procedure.id }) : stay(journey);
    case 'scan':
    case 'cancelScan':
    case 'addPage':
    case 'keepPage':
    case 'redoPage':
    case 'turnPage':
    case 'removePage':
    case 'seePages':
    case 'countSheets':
    case 'giveSheets':
    case 'recountSheets':
    case 'documentDone':
      return onScanTouch(journey, touch);
    default:
      return onFilingTouch(journey, touch);
  }
}
