import type { Answer, Ask } from './asks.ts';
import { faultText } from './fault-texts.ts';
import { type Journey, type Screen, type Step, stay } from './state.ts';

/** Where « Faire autrement » leads: always a screen that goes on without what failed. */
function otherWay({ screen, visit, visitOpen }: Journey, ask: Ask['name'], code: string): Screen {
  if (!visitOpen) return { at: 'welcome' };
  if (ask === 'record' && code === 'incomplete') return { at: 'review' };
  if (ask === 'record' && code !== 'disk-full' && code !== 'trouble') return { at: 'leave' };
  if (ask === 'reprint' || ask === 'openReceipt') return { at: 'myReceipt' };
  // The number can be typed, and the filing is as it was.
  if (screen.at === 'posted' && (ask === 'readSlip' || ask === 'posted'))
    return { ...screen, step: 'number', notice: null };
  if (screen.at === 'posted' && ask === 'keepSlip') return { ...screen, step: 'sent', result: null };
  if (ask === 'copy') return { at: 'printOrCopy' };
  const howTo: readonly Ask['name'][] = ['scan', 'record', 'begin', 'review', 'setField', 'setIssued', 'removePage'];
  if (howTo.includes(ask) && visit.procedure) return { at: 'howTo', id: visit.procedure.id };
  return visit.isRecorded ? { at: 'receipt' } : { at: 'notListed' };
}

/** Shows a fault with its two ways on. */
export function showFault(journey: Journey, answer: Answer, code: string): Step {
  const { name, input } = answer;
  return stay({
    ...journey,
    busy: null,
    fault: {
      text: faultText(name, code),
      // An answer carries the input of its own call, so that the pair is an `Ask` again.
      retry: { name, input } as Ask,
      instead: otherWay(journey, name, code),
    },
  });
}
