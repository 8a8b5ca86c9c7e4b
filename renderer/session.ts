import { type Client, connect } from '../shared/contract/connect.ts';
import type { InputOf } from '../shared/contract/contract.ts';
import type { FrameFault } from '../shared/contract/frame.ts';
import { kioskContract } from '../shared/contract/kiosk.ts';
import { staffContract } from '../shared/contract/staff.ts';
import { visitContract } from '../shared/contract/visit.ts';
import type { Result } from '../shared/result.ts';
import type { Answer, Ask, PageAsk } from './journey/asks.ts';
import type { JourneyEvent } from './journey/events.ts';
import { pageLimits } from './limits.ts';
import type { Lines } from './transport.ts';

type KioskClient = Client<typeof kioskContract>;
type VisitClient = Client<typeof visitContract>;

export interface SessionParts {
  readonly lines: Lines;
  readonly tell: (event: JourneyEvent) => void;
  /** All texts of one language, before the first screen that needs them. */
  readonly addTexts: (language: string, texts: Readonly<Record<string, string>>) => void;
  /** The camera's picture of the paper that lies there now. */
  readonly takePicture: () => Promise<Result<Blob, FrameFault>>;
}

export interface Session {
  perform(ask: Ask): void;
  /** Somebody touched the screen. */
  stillHere(): void;
  /** A new one-time address of a page's picture, null when there is none. */
  pageImage(page: string): Promise<string | null>;
  dock(input: InputOf<(typeof kioskContract)['dock']>): void;
  /** Knocks at the staff's room. */
  openStaff(input: InputOf<(typeof kioskContract)['openStaff']>): Promise<DoorAnswer>;
}

/** The staff's room, once it is open; `close` ends it. */
export type StaffRoomLine = Client<typeof staffContract> & { readonly close: () => void };
export type DoorAnswer =
  | { readonly room: StaffRoomLine }
  /** Wrong, or too soon. */
  | { readonly waitSeconds: number; readonly isTooSoon: boolean }
  | { readonly fault: string };

/** Holds the lines to the kiosk and to the visit, does what the journey asks and tells it what comes back. */
export function openSession({ lines, tell, addTexts, takePicture }: SessionParts): Session {
  let kiosk: KioskClient | null = null;
  let visit: VisitClient | null = null;
  let staff: StaffRoomLine | null = null;
  let hangUp = (): void => {};

  async function connectKiosk(): Promise<void> {
    const client = connect(kioskContract, lines.kiosk());
    client.onClose(() => {
      if (kiosk === client) tell({ type: 'disconnected' });
      kiosk = null;
      setTimeout(() => void connectKiosk(), pageLimits.reconnectAfterMs);
    });
    // What comes before the page is whole would be taken for its beginning.
    client.on('stateChanged', (state) => kiosk === client && tell({ type: 'kioskChanged', kiosk: state }));
    client.on('visitEnded', ({ how }) => tell({ type: 'visitEnded', how }));
    const state = await client.call('state', {});
    if (!state.ok) return;
    for (const language of state.value.languages) {
      const texts = await client.call('texts', { language });
      if (texts.ok) addTexts(language, texts.value);
    }
    kiosk = client;
    tell({ type: 'connected', kiosk: state.value });
  }

  async function joinVisit(ticket: string): Promise<VisitClient | null> {
    leaveVisit();
    const port = lines.visit(ticket);
    const client = connect(visitContract, port, pageLimits.visitCallTimeoutMs);
    visit = client;
    hangUp = () => port.close();
    client.on('pageTaken', (page) => tell({ type: 'pageTaken', page }));
    client.on('codeRead', ({ page, code }) => tell({ type: 'codeRead', page, code }));
    client.on('scanProgress', ({ page, phase }) => tell({ type: 'scanProgress', page, phase }));
    client.on('frameWanted', ({ frame }) => void postFrame(client, frame));
    client.on('inactive', ({ secondsLeft }) => tell({ type: 'inactive', secondsLeft }));
    client.onClose(() => {
      if (visit === client) tell({ type: 'visitLost' });
    });
    const answer = await client.call('stillHere', {});
    return answer.ok && visit === client ? client : null;
  }

  /** A picture, or why there is none: the scan that waits for it goes on at once. */
  async function postFrame(client: VisitClient, frame: string): Promise<void> {
    const taken = await takePicture();
    // A visit that is over gets no picture, and the next one none of its.
    if (visit !== client) return;
    if (taken.ok) await lines.postFrame(frame, taken.value);
    else await client.call('frameFailed', { frame, fault: taken.fault });
  }

  function leaveVisit(): void {
    visit = null;
    hangUp();
    hangUp = () => {};
  }

  async function openStaff(input: InputOf<(typeof kioskContract)['openStaff']>): Promise<DoorAnswer> {
    const answer = await kiosk?.call('openStaff', input);
    if (!answer?.ok) return { fault: answer?.fault.code ?? 'closed' };
    const { ticket, waitSeconds, isTooSoon } = answer.value;
    if (ticket === null) return { waitSeconds, isTooSoon };
    const port = lines.visit(ticket);
    const room = { ...connect(staffContract, port, pageLimits.visitCallTimeoutMs), close: port.close };
    room.onClose(() => {
      if (staff === room) staff = null;
    });
    staff = room;
    return { room };
  }

  async function onPage(ask: PageAsk): Promise<void> {
    if (ask.name === 'leaveVisit') return leaveVisit();
    const client = await joinVisit(ask.ticket);
    if (!client) return;
    if (ask.name === 'joinVisit') tell({ type: 'joined' });
    else await client.call('end', { how: 'stopped' });
  }

  async function onCall(ask: Exclude<Ask, PageAsk>): Promise<void> {
    const ofVisit = Object.hasOwn(visitContract, ask.name);
    const client = ofVisit ? visit : kiosk;
    if (!client) return;
    // Name and input come from one `Ask`, so that they belong together.
    const call = client.call as (name: string, input: unknown) => Promise<Answer['result']>;
    const result = await call(ask.name, ask.input);
    // An answer that outlives its visit is nobody's.
    if (client === (ofVisit ? visit : kiosk))
      tell({ type: 'answer', name: ask.name, input: ask.input, result } as Answer);
  }

  void connectKiosk();
  return {
    perform: (ask) =>
      void (ask.name === 'joinVisit' || ask.name === 'leaveVisit' || ask.name === 'endJoined'
        ? onPage(ask)
        : onCall(ask)),
    stillHere: () => void (staff ?? visit)?.call('stillHere', {}),
    pageImage: async (page) => {
      const answer = await visit?.call('pageImage', { page });
      return answer?.ok ? answer.value.image : null;
    },
    dock: (input) => void kiosk?.call('dock', input),
    openStaff,
  };
}
