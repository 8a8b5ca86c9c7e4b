import type { Answer, Ask } from './asks.ts';
import { type Journey, type Screen, type Step, stay } from './state.ts';

/** Faults that have words of their own; any other is a fault of the software, and says so. */
export const spokenFaults = [
  'busy',
  'jam',
  'no_paper',
  'cover_open',
  'trouble',
  'absent',
  'too_many_pages',
  'bad_page',
  'incomplete',
  'missing_field',
  'channel_not_allowed',
  'disk_full',
  'not_recorded',
  'no_printer',
  'no_code',
  'not_ours',
  'too_old',
  'no_room',
  'not_ready',
  'not_here',
  'internal',
] as const;
export type SpokenFault = (typeof spokenFaults)[number];

const otherNames: Readonly<Record<string, SpokenFault>> = {
  'no-tmpfs': 'no_room',
  'no-a4': 'no_printer',
  'no-such-procedure': 'not_here',
  'not-fileable': 'not_here',
};

/** The texts of a fault. The same word means another thing to a scanner and to the disk. */
export function faultText(ask: Ask['name'], code: string): SpokenFault {
  if (code === 'trouble' && ask === 'record') return 'not_recorded';
  if (code === 'busy' && ask === 'openVisit') return 'not_ready';
  const name = code.replaceAll('-', '_');
  return otherNames[code] ?? spokenFaults.find((known) => known === name) ?? 'internal';
}

/** Where « Faire autrement » leads: always a screen that goes on without what failed. */
function otherWay({ visit, visitOpen }: Journey, ask: Ask['name'], code: string): Screen {
  if (!visitOpen) return { at: 'welcome' };
  if (ask === 'record' && code === 'incomplete') return { at: 'review' };
  if (ask === 'record' && code !== 'disk-full' && code !== 'trouble') return { at: 'leave' };
  if (ask === 'reprint') return { at: 'myReceipt' };
  if (ask === 'copy') return { at: 'printOrCopy' };
  const howTo: readonly Ask['name'][] = ['scan', 'record', 'begin', 'review', 'setField', 'removePage'];
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
