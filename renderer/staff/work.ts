import { createContext, useContext } from 'react';
import type { ActDone } from '../../shared/contract/staff.ts';
import type { Fault, Result } from '../../shared/result.ts';
import type { StaffRoomLine } from '../session.ts';
import type { Room, RoomEvent, RoomScreen, SureAct } from './room.ts';

/** Everything an agent can ask of the kiosk; what comes back is told to the room. */
export interface RoomWork {
  look(): void;
  open(number: string): void;
  /** After « vraiment ? ». */
  doIt(act: SureAct): void;
  printLast(): void;
  printPapers(papers: 'pack' | 'evidence' | 'claim'): void;
  leave(): void;
}

export function workIn(line: StaffRoomLine, tell: (event: RoomEvent) => void): RoomWork {
  let isAsking = false;
  /** One thing at a time: a second touch while the first is being recorded is none. */
  async function ask<T>(call: () => Promise<Result<T, Fault>>, told: (value: T) => RoomEvent): Promise<void> {
    if (isAsking) return;
    isAsking = true;
    tell({ type: 'asked' });
    const answer = await call();
    isAsking = false;
    tell(answer.ok ? told(answer.value) : { type: 'fault', code: answer.fault.code });
  }
  return {
    look: () =>
      void line.call('overview', {}).then((answer) => {
        tell(answer.ok ? { type: 'overview', overview: answer.value } : { type: 'fault', code: answer.fault.code });
      }),
    open: (number) =>
      void ask(
        () => line.call('openFiling', { number }),
        (filing) => ({ type: 'opened', filing }),
      ),
    doIt: (act) =>
      void ask(
        () => doAct(line, act),
        (done) => ({ type: 'acted', done }),
      ),
    printLast: () =>
      void ask(
        () => line.call('printLast', {}),
        ({ result }) => ({ type: 'printed', result }),
      ),
    printPapers: (papers) =>
      void ask(
        () => line.call('printPapers', { papers }),
        ({ handedOver }) => ({ type: 'handed', handedOver }),
      ),
    leave: () => void line.call('leave', {}),
  };
}

function doAct(line: StaffRoomLine, act: SureAct): Promise<Result<ActDone, Fault>> {
  switch (act.kind) {
    case 'takenOver':
      return line.call('confirm', { channel: 'counter', reference: '' });
    case 'posted':
      return line.call('confirm', { channel: 'post', reference: act.reference });
    case 'notReceived':
      return line.call('notReceived', { channel: act.channel });
    case 'answer':
      return line.call('acknowledge', { ...act.given, pagesHeld: act.pagesHeld });
    case 'withdraw':
      return line.call('withdraw', {});
  }
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
