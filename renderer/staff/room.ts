import type { OutputOf } from '../../shared/contract/contract.ts';
import type { ActDone, StaffFiling, staffContract } from '../../shared/contract/staff.ts';
import type { ChannelId } from '../../shared/filing.ts';
import type { PrintResult } from '../journey/state.ts';

export type Overview = OutputOf<(typeof staffContract)['overview']>;

/** An act that is asked about once more before it is recorded. */
export type SureAct =
  | { readonly kind: 'takenOver' }
  | { readonly kind: 'notReceived'; readonly channel: ChannelId }
  | { readonly kind: 'posted'; readonly reference: string }
  | { readonly kind: 'answer'; readonly given: AgencyAnswer; readonly pagesHeld: string | null }
  | { readonly kind: 'withdraw' };

/** What the agency said, as far as it was typed. */
export interface AgencyAnswer {
  readonly number: string;
  /** `2026-11-30` */
  readonly date: string;
  readonly pages: number | null;
}
export const answerSteps = ['number', 'date', 'pages', 'held'] as const;
export type AnswerStep = (typeof answerSteps)[number];

export type RoomScreen =
  | { readonly at: 'desk' }
  | { readonly at: 'find' }
  | { readonly at: 'filing' }
  | { readonly at: 'posted'; readonly typed: string }
  | { readonly at: 'answer'; readonly step: AnswerStep; readonly given: AgencyAnswer }
  | { readonly at: 'sure'; readonly act: SureAct };

/** What became of the last thing done: paper on the receipt printer, or sheets on the A4 printer. */
export interface Outcome {
  readonly receipt: PrintResult | null;
  readonly sheets: NonNullable<ActDone['claim']> | null;
  /** Something was recorded; the sheets are then the letter that claims pages. */
  readonly isAct: boolean;
}

export interface Room {
  readonly screen: RoomScreen;
  readonly overview: Overview | null;
  readonly filing: StaffFiling | null;
  readonly isBusy: boolean;
  /** Code of the last fault. */
  readonly fault: string | null;
  readonly outcome: Outcome | null;
  readonly secondsLeft: number | null;
}

export const firstRoom: Room = {
  screen: { at: 'desk' },
  overview: null,
  filing: null,
  isBusy: false,
  fault: null,
  outcome: null,
  secondsLeft: null,
};

export type RoomEvent =
  | { readonly type: 'go'; readonly screen: RoomScreen }
  | { readonly type: 'asked' }
  | { readonly type: 'overview'; readonly overview: Overview }
  | { readonly type: 'opened'; readonly filing: StaffFiling }
  | { readonly type: 'acted'; readonly done: ActDone }
  | { readonly type: 'printed'; readonly result: PrintResult }
  | { readonly type: 'handed'; readonly handedOver: boolean }
  | { readonly type: 'fault'; readonly code: string }
  | { readonly type: 'inactive'; readonly secondsLeft: number | null };

/** What the room shows next. Pure. */
export function roomStep(room: Room, event: RoomEvent): Room {
  const idle = { ...room, isBusy: false, fault: null };
  switch (event.type) {
    case 'go':
      // A touch while something is being recorded changes nothing.
      return room.isBusy ? room : { ...idle, outcome: null, screen: event.screen };
    case 'asked':
      return { ...room, isBusy: true, fault: null, outcome: null };
    case 'overview':
      // It comes when it comes, whatever else is being done.
      return { ...room, overview: event.overview };
    case 'opened':
      return { ...idle, filing: event.filing, screen: { at: 'filing' } };
    case 'acted': {
      const { filing, receipt, claim } = event.done;
      return { ...idle, filing, screen: { at: 'filing' }, outcome: { receipt, sheets: claim, isAct: true } };
    }
    case 'printed':
      return { ...idle, outcome: { receipt: event.result, sheets: null, isAct: false } };
    case 'handed': {
      const sheets = event.handedOver ? 'handed-over' : 'not-handed-over';
      return { ...idle, outcome: { receipt: null, sheets, isAct: false } };
    }
    case 'fault': {
      return { ...room, isBusy: false, fault: event.code, screen: afterFault(room.screen, event.code) };
    }
    case 'inactive':
      return { ...room, secondsLeft: event.secondsLeft };
  }
}

/** Back to where it can be put right, with what was typed. */
function afterFault(screen: RoomScreen, code: string): RoomScreen {
  if (screen.at !== 'sure') return screen;
  const { act } = screen;
  if (act.kind === 'posted') return { at: 'posted', typed: act.reference };
  if (act.kind !== 'answer') return { at: 'filing' };
  const step = code === 'bad-date' ? 'date' : code === 'bad-number' ? 'number' : code === 'bad-pages' ? 'held' : null;
  return step ? { at: 'answer', step, given: act.given } : { at: 'filing' };
}

/** What may be done with a delivery as it stands; the core decides. */
export type OfferedAct =
  | Exclude<SureAct, { readonly kind: 'posted' | 'answer' }>
  /** `isSent`: another number is given in the place of a wrong one. */
  | { readonly kind: 'giveNumber'; readonly isSent: boolean };

export function actsOf({ state, deliveries }: StaffFiling): readonly OfferedAct[] {
  if (state === 'withdrawn' || state === 'decided') return [];
  return deliveries.flatMap(({ channel, state: delivery, handedOver }) => {
    const isSent = delivery === 'sent';
    const number = channel === 'post' ? [{ kind: 'giveNumber', isSent } as const] : [];
    const confirms = channel === 'counter' && !isSent ? [{ kind: 'takenOver' } as const] : number;
    const isWaiting = delivery === 'queued' && !handedOver;
    const denies = isWaiting || state === 'acknowledged' ? [] : [{ kind: 'notReceived', channel } as const];
    return [...confirms, ...denies];
  });
}
