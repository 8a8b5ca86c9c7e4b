import type { ChannelId } from '../../shared/filing.ts';
import { unreachable } from '../../shared/result.ts';
import { afterField } from './answers.ts';
import { arrive } from './arrive.ts';
import type { FilingTouch } from './events.ts';
import { fieldsMissingFor } from './fields.ts';
import { afterPages, askedPaper, dayLeftOut } from './paper-day.ts';
import { postedAt } from './posted-screen.ts';
import { scanScreen } from './scan-screen.ts';
import { go, instead, type Journey, type Screen, type Step, stay, type TakeAway, wait, withVisit } from './state.ts';

const goTo = (journey: Journey, screen: Screen): Step => arrive(go(journey, screen));

/** Touches of the work itself: fields, papers, the way out, the receipt, the copies. */
export function onFilingTouch(journey: Journey, touch: FilingTouch): Step {
  const { screen, visit } = journey;
  const { procedure } = visit;
  switch (touch.type) {
    case 'begin':
      return procedure ? wait(journey, { name: 'begin', input: { procedure: procedure.id } }) : stay(journey);
    case 'fieldDone': {
      const code = screen.at === 'field' ? screen.codes[screen.index] : undefined;
      return code ? wait(journey, { name: 'setField', input: { code, value: touch.value } }) : stay(journey);
    }
    case 'fieldSkip': {
      const code = screen.at === 'field' ? screen.codes[screen.index] : undefined;
      // What was answered before and is now left out is taken back.
      if (code && visit.values[code]) return wait(journey, { name: 'setField', input: { code, value: '' } });
      return afterField(withVisit(journey, { badDate: false }));
    }
    case 'scan': {
      const document = screen.at === 'scan' ? procedure?.documents[screen.document] : undefined;
      if (!document) return stay(journey);
      return wait(withVisit(journey, { scanningPage: null }), { name: 'scan', input: { document: document.code } });
    }
    case 'cancelScan':
      return stay(journey, { name: 'cancelScan', input: {} });
    case 'addPage':
      return stay(screen.at === 'scan' ? instead(journey, { ...screen, phase: 'put' }) : journey);
    case 'redoFrom':
      return redoFrom(journey, touch.page);
    case 'documentDone':
      return procedure ? afterPages(journey) : stay(journey);
    case 'dayDone': {
      const document = askedPaper(journey);
      if (!document) return stay(journey);
      return wait(journey, { name: 'setIssued', input: { document: document.code, date: touch.date } });
    }
    case 'daySkip':
    case 'dayKept':
      return dayLeftOut(journey);
    case 'changeDocument': {
      const document = procedure?.documents.findIndex(({ code }) => code === touch.code) ?? -1;
      return document < 0 ? stay(journey) : goTo(journey, scanScreen(journey, document));
    }
    case 'changeField':
      return stay(go(journey, { at: 'field', codes: [touch.code], index: 0, next: 'review' }));
    case 'reviewDone': {
      // One way out is no choice: it is shown, chosen.
      const [only, ...others] = procedure?.channels ?? [];
      const chosen = only && others.length === 0 ? [only.id] : visit.chosen;
      return goTo(withVisit(journey, { chosen }), { at: 'leave' });
    }
    case 'chooseChannel':
      return toggle(journey, touch.channel);
    case 'record': {
      const channels = [...visit.chosen];
      if (channels.length === 0) return stay(journey);
      return askMissing(journey) ?? wait(journey, { name: 'record', input: { channels } });
    }
    case 'seeReceipt':
      return goTo(journey, { at: 'receipt' });
    case 'seeDates':
      return goTo(journey, { at: 'dates' });
    case 'printAgain':
      return stay(withVisit(journey, { receipt: printing }), { name: 'printReceipt', input: {} });
    case 'printSheets':
      return stay(withVisit(journey, { sheets: 'printing' }), { name: 'printA4', input: {} });
    case 'printPack':
      return stay(withVisit(journey, { pack: { result: 'printing' } }), { name: 'printPack', input: {} });
    case 'printSheet':
      return printPaper(journey, 'how-to');
    case 'printLetter':
      return printPaper(journey, 'letter');
    case 'lookUp':
      return wait(withVisit(journey, { numberFault: null }), {
        name: 'receiptStatus',
        input: { number: touch.number.slice(0, longestNumber) },
      });
    case 'askReprint':
      return goTo(journey, { at: 'reprint', done: null });
    case 'reprint':
      return wait(instead(journey, { at: 'reprint', done: null }), { name: 'reprint', input: {} });
    case 'askPosted':
      // The visit that recorded it holds it already; any other shows its receipt.
      return goTo(
        journey,
        visit.recorded ? postedAt('number', { number: visit.recorded.number }) : postedAt('receipt'),
      );
    case 'showReceipt':
      return wait(journey, { name: 'openReceipt', input: {} });
    case 'readSlip':
      return wait(journey, { name: 'readSlip', input: {} });
    case 'givePosted': {
      const number = screen.at === 'posted' ? screen.number : null;
      if (number === null) return stay(journey);
      return wait(journey, { name: 'posted', input: { number, reference: touch.reference.slice(0, longestNumber) } });
    }
    case 'keepSlip': {
      const number = screen.at === 'posted' ? screen.number : null;
      return number === null ? stay(journey) : wait(journey, { name: 'keepSlip', input: { number, kind: touch.kind } });
    }
    case 'printLatest': {
      const number = screen.at === 'posted' ? screen.number : null;
      return number === null ? stay(journey) : wait(journey, { name: 'printLatest', input: { number } });
    }
    case 'askCopy': {
      const fresh: Screen = { at: 'copy', copies: 1, done: null };
      return screen.at === 'copy' ? stay(instead(journey, fresh)) : goTo(journey, fresh);
    }
    case 'copies':
      return stay(screen.at === 'copy' ? instead(journey, { ...screen, copies: touch.copies }) : journey);
    case 'copy':
      return screen.at === 'copy' ? wait(journey, { name: 'copy', input: { copies: screen.copies } }) : stay(journey);
    default:
      return unreachable(touch);
  }
}

function printPaper(journey: Journey, paper: TakeAway): Step {
  const { screen } = journey;
  if (screen.at !== 'howTo' && screen.at !== 'procedure') return stay(journey);
  const takenAway = { paper, result: 'printing' } as const;
  return stay(withVisit(journey, { takenAway }), { name: 'printPaper', input: { procedure: screen.id, paper } });
}

const printing = { result: 'printing', status: '' } as const;
/** As the contract takes it. */
const longestNumber = 40;

/** A way out is chosen by a touch and let go by another; the only one stays chosen. */
function toggle(journey: Journey, channel: ChannelId): Step {
  const { chosen, procedure } = journey.visit;
  if (!chosen.includes(channel)) {
    const more = withVisit(journey, { chosen: [...chosen, channel] });
    return askMissing(more) ?? stay(more);
  }
  const isOnly = procedure?.channels.length === 1;
  return stay(isOnly ? journey : withVisit(journey, { chosen: chosen.filter((other) => other !== channel) }));
}

/** The fields that the chosen ways out need and nobody filled yet; null when there are none. */
function askMissing(journey: Journey): Step | null {
  const { visit } = journey;
  const codes = [...new Set(visit.chosen.flatMap((channel) => fieldsMissingFor(visit, channel)))];
  return codes.length ? stay(go(journey, { at: 'field', codes, index: 0, next: 'leave' })) : null;
}

/** Takes a page away with those after it, so that what is put in their place comes in order. */
function redoFrom(journey: Journey, page: string): Step {
  const { screen, visit } = journey;
  const first = visit.pages.find(({ id }) => id === page);
  if (screen.at !== 'scan' || !first) return stay(journey);
  const gone = visit.pages.filter(({ document, rank }) => document === first.document && rank >= first.rank);
  const pages = visit.pages.filter((kept) => !gone.includes(kept));
  // Another paper has another day.
  const { [first.document]: _, ...others } = visit.days;
  const days = first.rank === 1 ? others : visit.days;
  return stay(
    instead(withVisit(journey, { pages, days }), { ...screen, phase: 'put' }),
    ...gone.map(({ id }) => ({ name: 'removePage', input: { page: id } }) as const),
  );
}
