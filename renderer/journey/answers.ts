import { arrive } from './arrive.ts';
import type { Answer, VisitAsk } from './asks.ts';
import { showFault } from './faults.ts';
import { firstFields } from './fields.ts';
import { dayAnswered, daysOf } from './paper-day.ts';
import { onPosted, onPostedFault } from './posted.ts';
import { scanScreen } from './scan-screen.ts';
import {
  go,
  goFor,
  instead,
  type Journey,
  noVisit,
  type Procedure,
  type Screen,
  type Step,
  stay,
  wait,
  withVisit,
} from './state.ts';

const idle = (journey: Journey): Journey => ({ ...journey, busy: null });

/** Begun: the fields that come before the papers, else the papers at once. */
function firstQuestion(journey: Journey, procedure: Procedure): Journey {
  const codes = firstFields(procedure);
  return go(journey, codes.length ? { at: 'field', codes, index: 0, next: 'scan' } : scanScreen(journey, 0));
}

/** After a field: the next one, or what the fields were asked for. */
export function afterField(journey: Journey): Step {
  const { screen } = journey;
  if (screen.at !== 'field') return stay(journey);
  if (screen.index + 1 < screen.codes.length) return stay(go(journey, { ...screen, index: screen.index + 1 }));
  if (screen.next === 'scan') return stay(go(journey, scanScreen(journey, 0)));
  return screen.next === 'review' ? arrive(go(journey, { at: 'review' })) : stay(go(journey, { at: 'leave' }));
}

/** A call's answer. One that nobody waits for any more (another screen, a visit that is over) changes nothing. */
export function onAnswer(journey: Journey, answer: Answer): Step {
  const isOfVisit = !['openVisit', 'livingVisit', 'lastEnding'].includes(answer.name);
  if (isOfVisit && !journey.visitOpen) return stay(journey);
  if (!answer.result.ok) return onFault(journey, answer, answer.result.fault.code);
  const { screen, visit } = journey;
  switch (answer.name) {
    case 'openVisit':
      if (journey.busy !== 'openVisit') return stay(journey);
      return stay(journey, { name: 'joinVisit', ticket: answer.result.value.ticket });
    case 'livingVisit': {
      const { living } = answer.result.value;
      const offered = living && { ...journey, language: living.language };
      const resume = { at: 'resume', ticket: living?.ticket ?? '' } as const;
      if (screen.at === 'erasing') return stay(offered ? forget(offered, resume) : journey);
      if (!journey.kiosk || (screen.at !== 'starting' && screen.at !== 'disconnected')) return stay(journey);
      if (offered) return stay(goFor(offered, resume));
      // Perhaps the host gave this visitor's end a page of its own: say how it ended.
      return stay(journey, { name: 'lastEnding', input: {} });
    }
    case 'lastEnding': {
      const { how, language, leftToDo } = answer.result.value;
      if (!journey.kiosk || (screen.at !== 'starting' && screen.at !== 'disconnected')) return stay(journey);
      const spoken = { ...journey, language: language ?? journey.language };
      return stay(goFor(spoken, how ? { at: 'goodbye', how, number: null, leftToDo } : { at: 'welcome' }));
    }
    case 'resume': {
      if (journey.busy !== 'resume') return stay(journey);
      const { language, procedure, fields, recorded } = answer.result.value;
      const held = { begun: procedure, values: fields, recorded, isRecorded: recorded !== null };
      const next = withVisit({ ...idle(journey), language }, held);
      if (recorded) return stay(goFor(next, { at: 'recorded' }));
      if (!procedure) return stay(goFor(next, { at: 'need' }));
      return wait(go(next, { at: 'procedure', id: procedure }), { name: 'procedure', input: { id: procedure } });
    }
    case 'find': {
      const next = journey.busy === 'find' ? idle(journey) : journey;
      const { words } = answer.input;
      if (words === '') return stay(withVisit(next, { lines: answer.result.value }));
      return stay(words === visit.words ? withVisit(next, { found: answer.result.value }) : next);
    }
    case 'procedure':
      if (screen.at !== 'procedure' && screen.at !== 'howTo') return stay(journey);
      if (answer.result.value.id !== screen.id) return stay(journey);
      return stay(withVisit(idle(journey), { procedure: answer.result.value }));
    case 'begin': {
      if (journey.busy !== 'begin') return stay(journey);
      const isSame = visit.begun === answer.input.procedure;
      const kept = isSame ? {} : { values: {}, chosen: [], days: {} };
      // A visit offered again after a crash still holds its pages: ask for them.
      return wait(withVisit(journey, { ...kept, begun: answer.input.procedure }), { name: 'review', input: {} });
    }
    case 'setField':
      if (journey.busy !== 'setField') return stay(journey);
      return afterField(
        withVisit(idle(journey), {
          values: { ...visit.values, [answer.input.code]: answer.input.value },
          badDate: false,
        }),
      );
    case 'setIssued':
      return journey.busy === 'setIssued' ? dayAnswered(idle(journey), answer) : stay(journey);
    case 'scan': {
      if (journey.busy !== 'scan' || screen.at !== 'scan') return stay(journey);
      return stay(instead(withVisit(idle(journey), { scanningPage: null }), scanScreen(journey, screen.document)));
    }
    case 'removePage': {
      const pages = visit.pages.filter(({ id }) => id !== answer.input.page);
      return stay(withVisit(journey, { pages }));
    }
    case 'review': {
      if (journey.busy !== 'review') return stay(journey);
      const review = answer.result.value;
      const pages = review.documents.flatMap((document) => document.pages);
      const next = withVisit(idle(journey), { review, pages, days: daysOf(journey, review) });
      return stay(screen.at === 'review' || !visit.procedure ? next : firstQuestion(next, visit.procedure));
    }
    case 'record': {
      // The filing is on the disk: from here on there is no way back, and its paper is printed at once.
      const recorded = withVisit(idle(journey), {
        isRecorded: true,
        recorded: answer.result.value,
        receipt: { result: 'printing', status: '' },
        sheets: 'printing',
        pages: [],
        values: {},
        days: {},
      });
      return stay(goFor(recorded, { at: 'recorded' }), ...firstPapers);
    }
    case 'printReceipt':
      return stay(withVisit(journey, { receipt: answer.result.value }));
    case 'printA4': {
      const sheets = answer.result.value.handedOver ? 'handed-over' : 'not-handed-over';
      return packAfterSheets(withVisit(journey, { sheets }));
    }
    case 'printPack': {
      const { handedOver, ...needs } = answer.result.value;
      const pack = handedOver
        ? ({ result: 'handed-over', ...needs } as const)
        : ({ result: 'not-handed-over' } as const);
      return stay(withVisit(journey, { pack }));
    }
    case 'printPaper':
      if (!answer.result.value.handedOver) return onTakeAwayRefused(journey, answer.input);
      return stay(withVisit(journey, { takenAway: { paper: answer.input.paper, result: 'handed-over' } }));
    case 'printSheet':
      return stay(withVisit(journey, { takenAway: { paper: 'how-to', result: answer.result.value.result } }));
    case 'copy':
      if (screen.at !== 'copy') return stay(journey);
      return stay(instead(idle(journey), { ...screen, done: { handedOver: answer.result.value.handedOver } }));
    case 'reprint':
      if (screen.at !== 'reprint') return stay(journey);
      return stay(instead(idle(journey), { at: 'reprint', done: answer.result.value.result }));
    case 'openReceipt':
    case 'readSlip':
    case 'posted':
    case 'keepSlip':
    case 'printLatest':
      return onPosted(journey, answer);
    case 'receiptStatus':
      if (journey.busy !== 'receiptStatus') return stay(journey);
      return stay(go(withVisit(idle(journey), { status: answer.result.value, numberFault: null }), { at: 'status' }));
    default:
      return stay(journey);
  }
}

function onFault(journey: Journey, answer: Answer, code: string): Step {
  const { screen } = journey;
  // The visit's end has an event of its own, and says more.
  if (code === 'closed' && journey.visitOpen) return stay(journey);
  const posted = onPostedFault(journey, answer, code);
  if (posted) return posted;
  switch (answer.name) {
    case 'livingVisit':
    case 'lastEnding':
      return stay(
        (screen.at === 'starting' || screen.at === 'disconnected') && journey.kiosk
          ? goFor(journey, { at: 'welcome' })
          : journey,
      );
    case 'setField':
    case 'setIssued':
      if (code === 'bad-date') return stay(withVisit(idle(journey), { badDate: true }));
      break;
    case 'scan':
      if (screen.at !== 'scan') return stay(idle(journey));
      if (code === 'cancelled') {
        return stay(instead(withVisit(idle(journey), { scanningPage: null }), scanScreen(journey, screen.document)));
      }
      return showFault(
        instead(withVisit(journey, { scanningPage: null }), scanScreen(journey, screen.document)),
        answer,
        code,
      );
    case 'record':
      if (code === 'already-recorded') {
        return stay(goFor(withVisit(idle(journey), { isRecorded: true }), { at: 'recorded' }));
      }
      break;
    case 'copy':
    case 'reprint':
      if (code === 'cancelled') return stay(idle(journey));
      break;
    case 'printReceipt':
      // No answer in time is not a « no »: the paper may have come out.
      return stay(
        withVisit(journey, { receipt: { result: code === 'timeout' ? 'unknown' : 'not-printed', status: code } }),
      );
    case 'printA4':
      return packAfterSheets(withVisit(journey, { sheets: code === 'no-a4' ? 'no-a4' : 'not-handed-over' }));
    case 'printPack':
      return stay(withVisit(journey, { pack: { result: packFaults[code] ?? 'not-handed-over' } }));
    case 'printPaper':
      if (code !== 'timeout') return onTakeAwayRefused(journey, answer.input);
      return stay(withVisit(journey, { takenAway: { paper: answer.input.paper, result: 'unknown' } }));
    case 'printSheet': {
      const result = code === 'timeout' ? 'unknown' : 'not-printed';
      return stay(withVisit(journey, { takenAway: { paper: 'how-to', result } }));
    }
    case 'receiptStatus':
      if (code === 'bad-number' || code === 'no-such-filing') {
        return stay(withVisit(idle(journey), { numberFault: code }));
      }
      break;
    case 'removePage':
    case 'cancelScan':
    case 'stillHere':
    case 'setLanguage':
    case 'pageImage':
    case 'texts':
    case 'state':
    case 'dock':
    case 'end':
      return stay(journey);
    default:
      break;
  }
  return journey.busy === answer.name || answer.name === 'find' ? showFault(journey, answer, code) : stay(journey);
}

const packFaults: Readonly<Record<string, 'no-a4' | 'unknown'>> = { 'no-a4': 'no-a4', timeout: 'unknown' };

const firstPapers = [
  { name: 'printReceipt', input: {} },
  { name: 'printA4', input: {} },
] as const;

/** One A4 printer does one thing at a time: what leaves by post comes after the receipt, once. */
function packAfterSheets(journey: Journey): Step {
  const { recorded, pack } = journey.visit;
  const isOver = journey.screen.at === 'erasing';
  if (isOver || pack !== null || !recorded?.channels.includes('post')) return stay(journey);
  return stay(withVisit(journey, { pack: { result: 'printing' } }), { name: 'printPack', input: {} });
}

type PaperAsk = Extract<VisitAsk, { readonly name: 'printPaper' }>;

/** No A4 printer took it: the sheet comes out of the receipt printer instead; a letter needs the large paper. */
function onTakeAwayRefused(journey: Journey, { procedure, paper }: PaperAsk['input']): Step {
  if (paper === 'how-to') return stay(journey, { name: 'printSheet', input: { procedure } });
  return stay(withVisit(journey, { takenAway: { paper, result: 'not-printed' } }));
}

/** The visit is over for this page: everything it held is dropped. */
export const forget = (journey: Journey, screen: Screen): Journey => ({
  ...goFor(journey, screen),
  secondsLeft: null,
  busy: null,
  visitOpen: false,
  visit: noVisit,
});

/** Joined to the visit's process: a new visit begins with the privacy screen, a living one with what to do. */
export function onJoined(journey: Journey): Step {
  const joined = { ...journey, visitOpen: true };
  if (journey.busy === 'openVisit') return stay(goFor(idle(joined), { at: 'privacy' }));
  return wait(goFor(joined, { at: 'need' }), { name: 'resume', input: {} });
}
