import type { CallName, Contract, ErrorOf, InputOf, OutputOf } from '../../shared/contract/contract.ts';
import type { kioskContract } from '../../shared/contract/kiosk.ts';
import type { visitContract } from '../../shared/contract/visit.ts';
import type { Fault, Result } from '../../shared/result.ts';

type KioskCalls = typeof kioskContract;
type VisitCalls = typeof visitContract;

type AskOf<C extends Contract> = {
  [N in CallName<C>]: { readonly name: N; readonly input: InputOf<C[N]> };
}[CallName<C>];
type AnswerOf<C extends Contract> = {
  [N in CallName<C>]: {
    readonly type: 'answer';
    readonly name: N;
    readonly input: InputOf<C[N]>;
    /** `code` is one of the call's own faults or of the layer's (`LayerFault`); anything unknown is handled as a bug. */
    readonly result: Result<OutputOf<C[N]>, Fault<ErrorOf<C[N]>> | Fault>;
  };
}[CallName<C>];

/** What the page's own side does on demand: connect to a visit's process by its ticket, or let go of it. */
export type PageAsk =
  | { readonly name: 'joinVisit'; readonly ticket: string }
  | { readonly name: 'leaveVisit' }
  | { readonly name: 'endJoined'; readonly ticket: string };

export type KioskAsk = AskOf<KioskCalls>;
export type VisitAsk = AskOf<VisitCalls>;

/** Something the journey wants done; the answer comes back as an event. */
export type Ask = KioskAsk | VisitAsk | PageAsk;

export type Answer = AnswerOf<KioskCalls> | AnswerOf<VisitCalls>;
