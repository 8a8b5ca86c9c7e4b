import { setTimeout as delay } from 'node:timers/promises';
import type { Handlers, PayloadOf, Port } from '../../shared/contract/contract.ts';
import { serve } from '../../shared/contract/serve.ts';
import { staffContract } from '../../shared/contract/staff.ts';
import { visitContract } from '../../shared/contract/visit.ts';
import { buildCodeReader } from '../pages/codes/code-reader.ts';
import { catalogueCalls } from './catalogue-calls.ts';
import { buildDeskWork } from './desk-work.ts';
import { filingCalls } from './filing-calls.ts';
import { watchInactivity } from './inactivity.ts';
import { lifeCalls } from './life-calls.ts';
import { pageCalls } from './page-calls.ts';
import { paperCalls } from './paper-calls.ts';
import { paperDayCalls } from './paper-day.ts';
import { buildPictures, type Picture } from './pictures.ts';
import { postedCalls } from './posted-calls.ts';
import { printCalls } from './print-calls.ts';
import { staffCalls } from './staff-calls.ts';
import type { VisitContract, VisitKit, VisitParts, VisitState } from './visit-state.ts';

/** One visitor's presence, from touch to wipe. */
export interface Visit {
  /** Serves the page on this port, and no longer the one before: a page that crashed comes back on another. */
  connect(port: Port): void;
  /** The picture behind a one-time token. */
  picture(token: string): Promise<Picture | null>;
  /** A picture of the page's camera is wanted at this address. */
  isWanted(address: string): boolean;
  /** What was posted to a one-time address is its picture; null: nothing that may be one. False: none is wanted there. */
  frame(address: string, bytes: Uint8Array | null): boolean;
  /** Resolves when no print is under way: a wipe waits for it (promise 2). */
  printed(): Promise<void>;
  /** Lets go of everything: key and pages are dropped, a scan is cancelled and has a moment to let its device go. */
  close(): Promise<void>;
}

/** Builds the visit that serves `visitContract`; it holds everything in plain, and its process alone has it. */
export function buildVisit(parts: VisitParts): Visit {
  let page: { emit: VisitKit['emit']; close(): void } | null = null;
  const emit: VisitKit['emit'] = (name, payload) => page?.emit(name, payload);
  const inactivity = watchInactivity({
    timer: parts.timer,
    limits: parts.limits,
    warn: (secondsLeft) => emit('inactive', { secondsLeft }),
    expire: () => parts.end('inactive'),
  });
  const state: VisitState = { language: parts.language, draft: null, recorded: null, opened: null, hasSheets: false };
  const desk = buildDeskWork(inactivity);
  const pictures = buildPictures();
  const codes = buildCodeReader();
  const kit: VisitKit = { parts, state, desk, inactivity, pictures, codes, emit };
  parts.frames?.onWanted((frame) => emit('frameWanted', { frame }));
  const servePage = parts.agent === null ? serveVisitor(kit) : serveStaff(kit);
  return {
    connect: (port) => {
      page?.close();
      page = servePage(touching(port, inactivity.touched));
      // Nobody comes back to the staff's room without the PIN.
      if (parts.agent !== null) port.onClose(() => parts.end('stopped'));
    },
    picture: pictures.take,
    isWanted: (address) => parts.frames?.isWanted(address) ?? false,
    frame: (address, bytes) => parts.frames?.take(address, bytes) ?? false,
    printed: async () => {
      // A paper asked for while another came out is a paper too.
      while (desk.isBusy('printer') || desk.isBusy('a4')) await Promise.all([desk.idle('printer'), desk.idle('a4')]);
    },
    close: async () => {
      inactivity.stop();
      desk.cancelAll();
      pictures.clear();
      codes.close();
      page?.close();
      state.draft?.forgetKey();
      state.draft = null;
      state.recorded = null;
      state.opened = null;
      await Promise.race([desk.idle('scanner'), delay(parts.limits.scannerEndMs)]);
    },
  };
}

type ServePage = (port: Port) => { emit: VisitKit['emit']; close(): void };

function serveVisitor(kit: VisitKit): ServePage {
  const { timer, onBug } = kit.parts;
  const handlers: Handlers<VisitContract> = {
    ...catalogueCalls(kit),
    ...filingCalls(kit),
    ...paperCalls(kit),
    ...paperDayCalls(kit),
    ...pageCalls(kit),
    ...printCalls(kit),
    ...postedCalls(kit),
    ...lifeCalls(kit),
  };
  return (port) => serve(visitContract, handlers, port, { nowMs: timer.nowMs, onBug });
}

/** The staff's room has a contract of its own: a visitor's page cannot ask for anything of it, whatever it sends. */
function serveStaff(kit: VisitKit): ServePage {
  const { timer, onBug } = kit.parts;
  const handlers = staffCalls(kit);
  return (port) => {
    const served = serve(staffContract, handlers, port, { nowMs: timer.nowMs, onBug });
    const emit: VisitKit['emit'] = (name, payload) => {
      if (name === 'inactive') served.emit('inactive', payload as PayloadOf<VisitContract['inactive']>);
    };
    return { emit, close: served.close };
  };
}

/** Whoever asks is there. */
const touching = (port: Port, touched: () => void): Port => ({
  ...port,
  onMessage: (receive) =>
    port.onMessage((text) => {
      touched();
      receive(text);
    }),
});
