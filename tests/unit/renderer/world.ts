import type { Answer, Ask } from '../../../renderer/journey/asks.ts';
import type { JourneyEvent, Told, Touch, TouchName } from '../../../renderer/journey/events.ts';
import { offers } from '../../../renderer/journey/offers.ts';
import type { Journey } from '../../../renderer/journey/state.ts';
import { layerFaults } from '../../../shared/contract/contract.ts';
import { kioskContract, visitEndings } from '../../../shared/contract/kiosk.ts';
import { visitContract } from '../../../shared/contract/visit.ts';
import { fail, ok } from '../../../shared/result.ts';
import { code, fileable, kiosk, notFileable, page, recorded, review, status } from './invented.ts';

const contract = { ...kioskContract, ...visitContract };
const results = ['printed', 'not-printed', 'unknown'] as const;

/** Every good answer that this call may give, as far as the journey can tell them apart. */
function goodAnswers(ask: Ask): readonly unknown[] {
  switch (ask.name) {
    case 'openVisit':
      return [{ ticket: 't' }];
    case 'livingVisit':
      return [{ living: null }, { living: { ticket: 't', language: 'en' } }];
    case 'lastEnding':
      return [
        { how: null, language: null, leftToDo: null },
        { how: 'inactive', language: 'en', leftToDo: 'desk' },
      ];
    case 'resume':
      return [
        { language: 'en', procedure: null, fields: {}, recorded: null },
        { language: 'en', procedure: fileable.id, fields: { received: '2026-11-20' }, recorded: null },
        { language: 'en', procedure: fileable.id, fields: {}, recorded },
      ];
    case 'find':
      return [[fileable, notFileable], []];
    case 'procedure':
      return [ask.input.id === notFileable.id ? notFileable : fileable];
    case 'scan':
      return [{ taken: 1 }];
    case 'setIssued':
      return [{ age: 'ok' }, { age: 'too-old' }];
    case 'review':
      return [review(true), review(false)];
    case 'record':
      return [recorded, { ...recorded, paper: null, dates: [] }];
    case 'printReceipt':
    case 'printSheet':
      return results.map((result) => ({ result, status: 'paper-out' }));
    case 'printA4':
    case 'printPaper':
      return [{ handedOver: true }, { handedOver: false }];
    case 'printPack':
      return [true, false].map((handedOver) => ({ handedOver, sheets: 5, envelope: 'DL', upToGrams: 100 }));
    case 'copy':
      return [{ pages: 1, handedOver: true }];
    case 'reprint':
      return results.map((result) => ({ number: recorded.number, result }));
    case 'openReceipt':
      return (['none', 'waiting', 'sent'] as const).map((post) => ({ number: recorded.number, post }));
    case 'readSlip':
      return [{ reference: null }, { reference: 'RA123456785FR' }];
    case 'posted':
      return results.map((result) => ({ number: recorded.number, result, slipKept: false }));
    case 'printLatest':
      return results.map((result) => ({ result }));
    case 'receiptStatus':
      return [status];
    case 'state':
    case 'texts':
    case 'pageImage':
    case 'joinVisit':
    case 'leaveVisit':
    case 'endJoined':
      return [];
    default:
      return [{}];
  }
}

/** The faults that this call may answer, the layer's own included. */
export function faultsOf(name: Ask['name']): readonly string[] {
  const spec = Object.hasOwn(contract, name) ? contract[name as keyof typeof contract] : undefined;
  return spec?.kind === 'call' ? [...spec.errors, ...layerFaults] : [];
}

const answer = (ask: Ask, result: unknown): Answer =>
  ({ type: 'answer', name: ask.name, input: 'input' in ask ? ask.input : {}, result }) as Answer;

/** One fault of one call, as the page receives it. */
export const faultOf = (ask: Ask, code: string): Answer => answer(ask, fail({ code, message: 'invented' }));

/** Everything that may come back for `ask`. */
export function answersTo(ask: Ask): readonly JourneyEvent[] {
  if (ask.name === 'joinVisit') return [{ type: 'joined' }, { type: 'visitLost' }];
  if (ask.name === 'endJoined') return [{ type: 'visitEnded', how: 'stopped' }];
  if (ask.name === 'end') return [answer(ask, ok({})), { type: 'visitEnded', how: ask.input.how }];
  return [
    ...goodAnswers(ask).map((value) => answer(ask, ok(value))),
    ...faultsOf(ask.name).map((code) => faultOf(ask, code)),
  ];
}

/** What may happen at any moment, unasked. */
export const anytime: readonly Told[] = [
  { type: 'connected', kiosk },
  { type: 'disconnected' },
  { type: 'visitLost' },
  ...visitEndings.map((how) => ({ type: 'visitEnded', how }) as const),
  { type: 'inactive', secondsLeft: 30 },
  { type: 'inactive', secondsLeft: null },
  { type: 'pageTaken', page },
  { type: 'codeRead', page: page.id, code },
  { type: 'scanProgress', page: 2 },
];

const examples: Readonly<Record<TouchName, readonly Touch[]>> = {
  start: [{ type: 'start', language: 'en' }],
  resume: [{ type: 'resume' }],
  drop: [{ type: 'drop' }],
  back: [{ type: 'back' }],
  home: [{ type: 'home' }],
  help: [{ type: 'help' }],
  stop: [{ type: 'stop' }],
  stopConfirmed: [{ type: 'stopConfirmed' }],
  languages: [{ type: 'languages' }],
  chooseLanguage: [{ type: 'chooseLanguage', language: 'fr' }],
  closeOverlay: [{ type: 'closeOverlay' }],
  stillHere: [{ type: 'stillHere' }],
  retry: [{ type: 'retry' }],
  instead: [{ type: 'instead' }],
  agree: [{ type: 'agree' }],
  choose: (['find', 'printOrCopy', 'myReceipt', 'letter'] as const).map((need) => ({ type: 'choose', need })),
  findBy: (['need', 'agency', 'word'] as const).map((by) => ({ type: 'findBy', by })),
  pickGroup: [{ type: 'pickGroup', group: 'emploi' }],
  words: [
    { type: 'words', words: 'caf' },
    { type: 'words', words: '' },
  ],
  pickProcedure: [fileable, notFileable].map(({ id }) => ({ type: 'pickProcedure', id })),
  notListed: [{ type: 'notListed' }],
  begin: [{ type: 'begin' }],
  howTo: [{ type: 'howTo' }],
  printSheet: [{ type: 'printSheet' }],
  printLetter: [{ type: 'printLetter' }],
  fieldDone: [{ type: 'fieldDone', value: '2026-11-20' }],
  fieldSkip: [{ type: 'fieldSkip' }],
  scan: [{ type: 'scan' }],
  cancelScan: [{ type: 'cancelScan' }],
  addPage: [{ type: 'addPage' }],
  redoFrom: [{ type: 'redoFrom', page: page.id }],
  documentDone: [{ type: 'documentDone' }],
  dayDone: [{ type: 'dayDone', date: '2026-08-01' }],
  daySkip: [{ type: 'daySkip' }],
  dayKept: [{ type: 'dayKept' }],
  changeField: [{ type: 'changeField', code: 'received' }],
  changeDocument: [{ type: 'changeDocument', code: 'letter' }],
  reviewDone: [{ type: 'reviewDone' }],
  chooseChannel: (['counter', 'post'] as const).map((channel) => ({ type: 'chooseChannel', channel })),
  record: [{ type: 'record' }],
  seeReceipt: [{ type: 'seeReceipt' }],
  printAgain: [{ type: 'printAgain' }],
  printSheets: [{ type: 'printSheets' }],
  printPack: [{ type: 'printPack' }],
  seeDates: [{ type: 'seeDates' }],
  finish: [{ type: 'finish' }],
  lookUp: [{ type: 'lookUp', number: recorded.number }],
  askReprint: [{ type: 'askReprint' }],
  reprint: [{ type: 'reprint' }],
  askCopy: [{ type: 'askCopy' }],
  copies: [{ type: 'copies', copies: 2 }],
  copy: [{ type: 'copy' }],
  newVisit: [{ type: 'newVisit' }],
  askPosted: [{ type: 'askPosted' }],
  showReceipt: [{ type: 'showReceipt' }],
  readSlip: [{ type: 'readSlip' }],
  givePosted: [{ type: 'givePosted', reference: 'RA123456785FR' }],
  keepSlip: (['deposit', 'return'] as const).map((kind) => ({ type: 'keepSlip', kind })),
  printLatest: [{ type: 'printLatest' }],
  staffDoor: [{ type: 'staffDoor' }],
  leaveStaff: [{ type: 'leaveStaff' }],
};

export const touchNames = Object.keys(examples) as readonly TouchName[];
export const touchesNamed = (name: TouchName): readonly Touch[] => examples[name];

/** What a finger may do here. */
export const touchesOf = (journey: Journey): readonly Touch[] => [...offers(journey)].flatMap((name) => examples[name]);
