import type { OutputOf } from '../../shared/contract/contract.ts';
import type { ActDone, StaffFiling, staffContract } from '../../shared/contract/staff.ts';
import type { ChannelId } from '../../shared/filing.ts';
import type { PrintResult } from '../journey/state.ts';

export type Overview = OutputOf<(typeof staffContract)['overview']>;

/** An act that is asked about once more before it is recorded. */
export type SureAct =
  | { readonly kind: 'takenOver' }
  | { readonly kind: 'notReceived'; readonly channel: ChannelId }
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
  | { readonly at: 'posted' }
  | { readonly at: 'answer'; readonly step: AnswerStep; readonly given: AgencyAnswer }
  | { readonly at: 'sure'; readonly act: SureAct };

/** What became of the last thing done: paper on the receipt printer, or sheets on the A4 printer. */
export interface Outcome {
  readonly receipt: PrintResult | null;
  readonly sheets: NonNullable<ActDone['claim']> | null;
  /** The sheets are the letter that claims pages. */
  readonly isClaim: boolean;
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
      return { ...idle, overview: event.overview };
    case 'opened':
      return { ...idle, filing: event.filing, screen: { at: 'filing' } };
    case 'acted': {
      const { filing, receipt, claim } = event.done;
      return { ...idle, filing, screen: { at: 'filing' }, outcome: { receipt, sheets: claim, isClaim: true } };
    }
    case 'printed':
      return { ...idle, outcome: { receipt: event.result, sheets: null, isClaim: false } };
    case 'handed': {
      const sheets = event.handedOver ? 'handed-over' : 'not-handed-over';
      return { ...idle, outcome: { receipt: null, sheets, isClaim: false } };
    }
    case 'fault': {
      const isAsking = room.screen.at === 'sure';
      return { ...room, isBusy: false, fault: event.code, screen: isAsking ? { at: 'filing' } : room.screen };
    }
    case 'inactive':
      return { ...room, secondsLeft: event.secondsLeft };
  }
}

/** What may be done with a delivery as it stands; the core decides. */
export function actsOf({ state, deliveries }: StaffFiling): readonly (SureAct | { readonly kind: 'posted' })[] {
  if (state === 'withdrawn' || state === 'decided') return [];
  return deliveries.flatMap(({ channel, state: delivery, handedOver }) => {
    const mayConfirm = delivery !== 'sent';
    const took = channel === 'post' ? ({ kind: 'posted' } as const) : ({ kind: 'takenOver' } as const);
    const confirms = mayConfirm && (channel === 'post' || channel === 'counter') ? [took] : [];
    const isWaiting = delivery === 'queued' && !handedOver;
    const denies = isWaiting || state === 'acknowledged' ? [] : [{ kind: 'notReceived', channel } as const];
    return [...confirms, ...denies];
  });
}
