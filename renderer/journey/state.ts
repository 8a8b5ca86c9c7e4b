import type { z } from 'zod';
import type { OutputOf } from '../../shared/contract/contract.ts';
import type { KioskState, kioskContract, visitEndings } from '../../shared/contract/kiosk.ts';
import type {
  dateLineSchema,
  issuedSchema,
  printResults,
  procedureLineSchema,
  procedureSchema,
  recordedSchema,
  scannedPageSchema,
  visitContract,
} from '../../shared/contract/visit.ts';
import type { ChannelId, LeftToDo } from '../../shared/filing.ts';
import type { Ask } from './asks.ts';
import type { SpokenFault } from './fault-texts.ts';

export type ProcedureLine = z.output<typeof procedureLineSchema>;
export type Procedure = z.output<typeof procedureSchema>;
export type ProcedureDocument = Procedure['documents'][number];
export type ProcedureField = Procedure['fields'][number];
export type ScannedPage = z.output<typeof scannedPageSchema>;
export type ReadCode = NonNullable<ScannedPage['code']>;
export type PaperDay = z.output<typeof issuedSchema>;
export type Recorded = z.output<typeof recordedSchema>;
export type DateLine = z.output<typeof dateLineSchema>;
export type Review = OutputOf<(typeof visitContract)['review']>;
export type FilingStatus = OutputOf<(typeof kioskContract)['receiptStatus']>;
export type VisitEnding = (typeof visitEndings)[number];
export type PrintResult = (typeof printResults)[number];

/** Papers about a procedure: the sheet « comment faire », on A4 or else on the receipt printer, and a blank letter, on A4 alone. */
export type TakeAway = 'how-to' | 'letter';

/** How a paper to take away is. `handed-over`: to the A4 printer, which says no more. */
export interface TakenAway {
  readonly paper: TakeAway;
  readonly result: 'printing' | 'handed-over' | PrintResult;
}

/** How the paper that leaves by post is. */
export type PostPaper =
  | { readonly result: 'printing' | 'not-handed-over' | 'no-a4' | 'unknown' }
  | ({ readonly result: 'handed-over' } & Omit<OutputOf<(typeof visitContract)['printPack']>, 'handedOver'>);

/** How a paper is: being printed, or what the printer said at the end. `status`: the printer's own word, for advice. */
export interface Printing {
  readonly result: 'printing' | PrintResult;
  readonly status: string;
}

export const findWays = ['need', 'agency', 'word'] as const;
export type FindWay = (typeof findWays)[number];

/** What is said of the registered letter's number beside it. */
export type PostedNotice = 'read' | 'unread' | 'bad_number' | 'wrong_digit';

/** Where the visitor is. One of these is one file in `screens/`. */
export type Screen =
  | { readonly at: 'starting' }
  | { readonly at: 'disconnected' }
  | { readonly at: 'welcome' }
  | { readonly at: 'resume'; readonly ticket: string }
  | { readonly at: 'privacy' }
  | { readonly at: 'need' }
  | { readonly at: 'find'; readonly by: FindWay; readonly chosen: string | null }
  | { readonly at: 'procedure'; readonly id: string }
  | { readonly at: 'howTo'; readonly id: string }
  | {
      readonly at: 'field';
      readonly codes: readonly string[];
      readonly index: number;
      readonly next: 'scan' | 'leave' | 'review';
    }
  | { readonly at: 'scan'; readonly document: number; readonly phase: 'put' | 'look' }
  /** The day on a paper whose age counts. */
  | { readonly at: 'paperDay'; readonly document: number }
  | { readonly at: 'review' }
  | { readonly at: 'leave' }
  | { readonly at: 'recorded' }
  | { readonly at: 'receipt' }
  | { readonly at: 'dates' }
  | { readonly at: 'myReceipt' }
  | { readonly at: 'status' }
  | { readonly at: 'reprint'; readonly done: PrintResult | null }
  /** A letter that was posted, of the filing `number`. `read`: the registered number as read or typed; `reads`: slips read; `result`: the second receipt's paper. */
  | {
      readonly at: 'posted';
      readonly step: 'receipt' | 'number' | 'otherwise' | 'sent' | 'kept';
      readonly number: string | null;
      readonly read: string | null;
      readonly reads: number;
      readonly isSlipKept: boolean;
      readonly notice: PostedNotice | null;
      readonly result: PrintResult | null;
    }
  | { readonly at: 'printOrCopy' }
  | { readonly at: 'copy'; readonly copies: number; readonly done: { readonly handedOver: boolean } | null }
  | { readonly at: 'letter' }
  | { readonly at: 'notListed' }
  | { readonly at: 'erasing' }
  /** The staff's door and room: nobody's visit, and a small machine of its own (`renderer/staff/room.ts`). */
  | { readonly at: 'staff' }
  | {
      readonly at: 'goodbye';
      readonly how: VisitEnding;
      readonly number: string | null;
      /** A filing was recorded that only the visitor's own steps take further. */
      readonly leftToDo: LeftToDo | null;
    };

export type ScreenName = Screen['at'];

/** A fault as the screen shows it: what went wrong, what to ask again, and where to go instead. */
export interface ShownFault {
  /** Names its texts: `screen.fault.<text>.title` and `.how`. */
  readonly text: SpokenFault;
  readonly retry: Ask;
  readonly instead: Screen;
}

/** What the visit holds so far. It is dropped whole when the visit ends. */
export interface VisitData {
  readonly lines: readonly ProcedureLine[] | null;
  readonly words: string;
  readonly found: readonly ProcedureLine[] | null;
  readonly procedure: Procedure | null;
  /** The procedure that the visit's process was told to file. */
  readonly begun: string | null;
  readonly values: Readonly<Record<string, string>>;
  readonly badDate: boolean;
  readonly pages: readonly ScannedPage[];
  readonly scanningPage: number | null;
  /** Days on papers, by document; null: asked, and nobody knows. */
  readonly days: Readonly<Record<string, PaperDay | null>>;
  readonly review: Review | null;
  /** The ways out that the visitor chose. */
  readonly chosen: readonly ChannelId[];
  /** The filing is on the disk. `recorded` stays null when only the visit's process saw it (a page that crashed). */
  readonly isRecorded: boolean;
  readonly recorded: Recorded | null;
  readonly receipt: Printing | null;
  /** The A4 receipt: handed to its printer or not; whether it came out, the visitor sees. */
  readonly sheets: 'printing' | 'handed-over' | 'not-handed-over' | 'no-a4' | null;
  /** The paper that leaves by post, once it is printed here. */
  readonly pack: PostPaper | null;
  readonly takenAway: TakenAway | null;
  readonly status: FilingStatus | null;
  readonly numberFault: 'bad-number' | 'no-such-filing' | null;
}

export interface Journey {
  readonly kiosk: KioskState | null;
  readonly language: string;
  readonly screen: Screen;
  /** Screens that « Retour » goes back to, the nearest last. */
  readonly trail: readonly Screen[];
  readonly overlay: 'help' | 'stop' | 'language' | null;
  readonly secondsLeft: number | null;
  readonly fault: ShownFault | null;
  /** The call that the visitor waits for. */
  readonly busy: Ask['name'] | null;
  readonly visitOpen: boolean;
  readonly visit: VisitData;
}

export interface Step {
  readonly journey: Journey;
  readonly asks: readonly Ask[];
}

export const noVisit: VisitData = {
  lines: null,
  words: '',
  found: null,
  procedure: null,
  begun: null,
  values: {},
  badDate: false,
  pages: [],
  scanningPage: null,
  days: {},
  review: null,
  chosen: [],
  isRecorded: false,
  recorded: null,
  receipt: null,
  sheets: null,
  pack: null,
  takenAway: null,
  status: null,
  numberFault: null,
};

export const firstJourney: Journey = {
  kiosk: null,
  language: 'fr',
  screen: { at: 'starting' },
  trail: [],
  overlay: null,
  secondsLeft: null,
  fault: null,
  busy: null,
  visitOpen: false,
  visit: noVisit,
};

export const stay = (journey: Journey, ...asks: readonly Ask[]): Step => ({ journey, asks });

/** Waits for `ask`: the screen says so, and touches that would start something else are not taken. */
export const wait = (journey: Journey, ask: Ask): Step => stay({ ...journey, busy: ask.name, fault: null }, ask);

export const withVisit = (journey: Journey, part: Partial<VisitData>): Journey => ({
  ...journey,
  visit: { ...journey.visit, ...part },
});

/** The screens that « Retour » never goes back to: what they did is done. */
const passing: readonly ScreenName[] = [
  'starting',
  'disconnected',
  'welcome',
  'resume',
  'privacy',
  'erasing',
  'goodbye',
  'staff',
];
const longestTrail = 40;

/** Goes on to `screen`; the present one can be gone back to. */
export function go(journey: Journey, screen: Screen): Journey {
  const trail = passing.includes(journey.screen.at) ? [] : [...journey.trail, journey.screen].slice(-longestTrail);
  return { ...journey, screen, trail, overlay: null, fault: null };
}

/** Goes on to `screen` with no way back: what came before is done. */
export const goFor = (journey: Journey, screen: Screen): Journey => ({
  ...journey,
  screen,
  trail: [],
  overlay: null,
  fault: null,
});

/** Shows `screen` in place of the present one, which leaves no trace in the trail. */
export const instead = (journey: Journey, screen: Screen): Journey => ({ ...journey, screen, fault: null });
