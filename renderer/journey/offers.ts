import { depositorField } from '../../shared/filing.ts';
import type { TouchName } from './events.ts';
import { unfitDay } from './paper-day.ts';
import type { Journey, Screen, ScreenName } from './state.ts';

/** Screens of a visit: help, « Terminer et effacer » and the language are on every one of them. */
const outsideVisit: readonly ScreenName[] = [
  'starting',
  'disconnected',
  'welcome',
  'resume',
  'erasing',
  'goodbye',
  'staff',
];

/** The receipt did not come, or nobody knows. */
const printAgain = ({ visit }: Journey): readonly TouchName[] =>
  ['printed', 'printing'].includes(visit.receipt?.result ?? '') ? [] : ['printAgain'];

/** The paper for the post, while its printer has nothing else to do; also for a page that came back after a crash. */
const packAgain = ({ visit: { pack, recorded, sheets } }: Journey): readonly TouchName[] => {
  const mayPrint = sheets !== 'printing' && pack?.result !== 'printing' && pack?.result !== 'no-a4';
  return recorded?.channels.includes('post') && mayPrint ? ['printPack'] : [];
};

const takeAways = ({ procedure }: Journey['visit']): readonly TouchName[] =>
  procedure?.letter ? ['printSheet', 'printLetter'] : ['printSheet'];

const ofPosted: Readonly<Record<Extract<Screen, { at: 'posted' }>['step'], readonly TouchName[]>> = {
  receipt: ['showReceipt'],
  number: ['readSlip', 'givePosted'],
  otherwise: ['finish'],
  sent: ['finish', 'keepSlip', 'printLatest'],
  kept: ['finish', 'keepSlip'],
};

/** The filing that was looked up leaves by post and nobody has said that it went. */
function waitsForPost({ visit: { status } }: Journey): boolean {
  return status?.post === 'waiting';
}

/** What each screen adds to the touches that are everywhere. */
const ofScreen: Readonly<Record<ScreenName, (journey: Journey) => readonly TouchName[]>> = {
  starting: () => [],
  disconnected: () => ['help'],
  welcome: () => ['start', 'help', 'staffDoor'],
  resume: () => ['resume', 'drop', 'help'],
  privacy: () => ['agree'],
  need: () => ['choose', 'notListed'],
  find: () => ['findBy', 'pickGroup', 'words', 'pickProcedure', 'notListed'],
  procedure: ({ visit }) => [
    ...(visit.procedure?.fileable && visit.procedure.letter && visit.takenAway?.result !== 'printing'
      ? (['printLetter'] as const)
      : []),
    'howTo',
    'notListed',
    ...(visit.procedure?.fileable ? (['begin'] as const) : []),
  ],
  howTo: ({ visit }) => [
    'notListed',
    ...(visit.takenAway?.result === 'printing' ? [] : takeAways(visit)),
    ...(visit.isRecorded ? [] : (['finish'] as const)),
  ],
  field: (journey) => ['fieldDone', ...(maySkip(journey) ? (['fieldSkip'] as const) : [])],
  scan: ({ screen }) =>
    screen.at === 'scan' && screen.phase === 'look'
      ? ['addPage', 'redoFrom', 'documentDone']
      : ['scan', 'documentDone'],
  paperDay: (journey) => ['dayDone', 'daySkip', ...(unfitDay(journey) ? (['dayKept', 'changeDocument'] as const) : [])],
  review: ({ visit }) => [
    'changeDocument',
    'changeField',
    'howTo',
    ...(visit.review?.complete ? (['reviewDone'] as const) : []),
  ],
  leave: ({ visit }) => ['chooseChannel', 'howTo', ...(visit.chosen.length > 0 ? (['record'] as const) : [])],
  recorded: (journey) => ['seeReceipt', ...printAgain(journey), ...packAgain(journey)],
  receipt: (journey) => [
    journey.visit.recorded?.dates.length ? 'seeDates' : 'finish',
    ...printAgain(journey),
    ...packAgain(journey),
    ...(journey.visit.recorded?.channels.includes('post') ? (['askPosted'] as const) : []),
    ...(journey.visit.sheets === 'printing' || journey.visit.pack?.result === 'printing'
      ? []
      : (['printSheets'] as const)),
  ],
  dates: () => ['finish'],
  myReceipt: () => ['lookUp', 'askReprint', 'askPosted'],
  posted: ({ screen }) => (screen.at === 'posted' ? ofPosted[screen.step] : []),
  status: (journey) => ['askReprint', 'finish', ...(waitsForPost(journey) ? (['askPosted'] as const) : [])],
  reprint: ({ screen }) => (screen.at === 'reprint' && screen.done ? ['finish', 'reprint'] : ['reprint']),
  printOrCopy: () => ['askCopy', 'choose'],
  copy: ({ screen }) => (screen.at === 'copy' && screen.done ? ['askCopy', 'finish'] : ['copies', 'copy']),
  letter: () => ['findBy', 'notListed', 'finish'],
  notListed: () => ['choose', 'finish'],
  erasing: () => ['help'],
  goodbye: () => ['newVisit', 'help'],
  staff: () => ['leaveStaff', 'help'],
};

/** A date nobody remembers and one's own name may be left out; what a channel needs may not. */
export function maySkip({ screen, visit }: Journey): boolean {
  if (screen.at !== 'field') return false;
  if (screen.codes[screen.index] === depositorField) return true;
  const field = visit.procedure?.fields.find(({ code }) => code === screen.codes[screen.index]);
  return field?.type === 'date' || field?.neededBy.length === 0;
}

/** Every touch that means something now: what a screen may show as a button, and all that the journey takes. */
export function offers(journey: Journey): ReadonlySet<TouchName> {
  const { screen, overlay, fault, busy, secondsLeft, trail, visit } = journey;
  const isVisit = !outsideVisit.includes(screen.at);
  // Nothing may end the visit between the touch « Enregistrer » and the answer: the visitor would not know.
  const mayStop = busy !== 'record';
  if (secondsLeft !== null) return new Set<TouchName>(['stillHere', ...(mayStop ? (['stopConfirmed'] as const) : [])]);
  if (overlay === 'stop') return new Set<TouchName>(['closeOverlay', ...(mayStop ? (['stopConfirmed'] as const) : [])]);
  if (overlay === 'language') return new Set<TouchName>(['closeOverlay', 'chooseLanguage']);
  if (overlay === 'help') {
    const more: readonly TouchName[] =
      isVisit && !busy ? ['notListed', ...(visit.procedure ? (['howTo'] as const) : [])] : [];
    return new Set<TouchName>(['closeOverlay', ...(isVisit ? (['stop'] as const) : []), ...more]);
  }
  const everywhere: readonly TouchName[] = isVisit ? ['help', 'stop', 'languages'] : [];
  if (busy === 'scan') return new Set<TouchName>([...everywhere, 'cancelScan']);
  if (busy) return new Set<TouchName>(isVisit ? everywhere : ['help']);
  if (fault) return new Set<TouchName>(['retry', 'instead', 'help', ...everywhere]);
  return new Set<TouchName>([
    ...everywhere,
    ...(isVisit && trail.length > 0 ? (['back'] as const) : []),
    ...(isVisit && screen.at !== 'privacy' && screen.at !== 'need' && !visit.isRecorded ? (['home'] as const) : []),
    ...ofScreen[screen.at](journey),
  ]);
}
