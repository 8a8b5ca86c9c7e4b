import { createContext, useContext } from 'react';
import type { InputOf } from '../../shared/contract/contract.ts';
import type { ActDone, staffContract } from '../../shared/contract/staff.ts';
import type { Fault, Result } from '../../shared/result.ts';
import type { StaffRoomLine } from '../session.ts';
import type { Room, RoomEvent, RoomScreen, SureAct } from './room.ts';

type Input<N extends keyof typeof staffContract> = InputOf<(typeof staffContract)[N]>;

/** Everything an agent can ask of the kiosk; what comes back is told to the room. */
export interface RoomWork {
  look(): void;
  open(number: string): void;
  posted(reference: string): void;
  answer(input: Input<'acknowledge'>): void;
  /** After « vraiment ? ». */
  doIt(act: SureAct): void;
  printLast(): void;
  printPapers(papers: 'pack' | 'evidence'): void;
  leave(): void;
}

export function workIn(line: StaffRoomLine, tell: (event: RoomEvent) => void): RoomWork {
  async function ask<T>(asked: Promise<Result<T, Fault>>, told: (value: T) => RoomEvent): Promise<void> {
    tell({ type: 'asked' });
    const answer = await asked;
    tell(answer.ok ? told(answer.value) : { type: 'fault', code: answer.fault.code });
  }
  const acted = (done: ActDone): RoomEvent => ({ type: 'acted', done });
  return {
    look: () => void ask(line.call('overview', {}), (overview) => ({ type: 'overview', overview })),
    open: (number) => void ask(line.call('openFiling', { number }), (filing) => ({ type: 'opened', filing })),
    posted: (reference) => void ask(line.call('confirm', { channel: 'post', reference }), acted),
    answer: (input) => void ask(line.call('acknowledge', input), acted),
    doIt: (act) => {
      if (act.kind === 'withdraw') void ask(line.call('withdraw', {}), acted);
      else if (act.kind === 'notReceived') void ask(line.call('notReceived', { channel: act.channel }), acted);
      else void ask(line.call('confirm', { channel: 'counter', reference: '' }), acted);
    },
    printLast: () => void ask(line.call('printLast', {}), ({ result }) => ({ type: 'printed', result })),
    printPapers: (papers) =>
      void ask(line.call('printPapers', { papers }), ({ handedOver }) => ({ type: 'handed', handedOver })),
    leave: () => void line.call('leave', {}),
  };
}

export interface OpenRoomParts {
  readonly room: Room;
  readonly work: RoomWork;
  readonly go: (screen: RoomScreen) => void;
}

const context = createContext<OpenRoomParts | null>(null);
export const RoomProvider = context.Provider;

export function useRoom(): OpenRoomParts {
  const parts = useContext(context);
  if (!parts) throw new Error('useRoom: outside of the room');
  return parts;
}
