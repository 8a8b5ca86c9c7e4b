import { setTimeout as delay } from 'node:timers/promises';
import type { Handlers, Port } from '../../shared/contract/contract.ts';
import { type Served, serve } from '../../shared/contract/serve.ts';
import { visitContract } from '../../shared/contract/visit.ts';
import { catalogueCalls } from './catalogue-calls.ts';
import { buildDeskWork } from './desk-work.ts';
import { filingCalls } from './filing-calls.ts';
import { watchInactivity } from './inactivity.ts';
import { lifeCalls } from './life-calls.ts';
import { paperCalls } from './paper-calls.ts';
import { buildPictures, type Picture } from './pictures.ts';
import { printCalls } from './print-calls.ts';
import type { VisitContract, VisitKit, VisitParts, VisitState } from './visit-state.ts';

/** One visitor's presence, from touch to wipe. */
export interface Visit {
  /** Serves the page on this port, and no longer the one before: a page that crashed comes back on another. */
  connect(port: Port): void;
  /** The picture behind a one-time token. */
  picture(token: string): Promise<Picture | null>;
  /** Resolves when no print is under way: a wipe waits for it (promise 2). */
  printed(): Promise<void>;
  /** Lets go of everything: key and pages are dropped, a scan is cancelled and has a moment to let its device go. */
  close(): Promise<void>;
}

/** Builds the visit that serves `visitContract`; it holds everything in plain, and its process alone has it. */
export function buildVisit(parts: VisitParts): Visit {
  let page: Served<VisitContract> | null = null;
  const emit: VisitKit['emit'] = (name, payload) => page?.emit(name, payload);
  const inactivity = watchInactivity({
    timer: parts.timer,
    limits: parts.limits,
    warn: (secondsLeft) => emit('inactive', { secondsLeft }),
    expire: () => parts.end('inactive'),
  });
  const state: VisitState = { language: parts.language, draft: null, recorded: null, hasSheets: false };
  const desk = buildDeskWork(inactivity);
  const pictures = buildPictures();
  const kit: VisitKit = { parts, state, desk, inactivity, pictures, emit };
  const handlers: Handlers<VisitContract> = {
    ...catalogueCalls(kit),
    ...filingCalls(kit),
    ...paperCalls(kit),
    ...printCalls(kit),
    ...lifeCalls(kit),
  };
  return {
    connect: (port) => {
      page?.close();
      const { nowMs } = parts.timer;
      page = serve(visitContract, handlers, touching(port, inactivity.touched), { nowMs, onBug: parts.onBug });
    },
    picture: pictures.take,
    printed: async () => {
      // A paper asked for while another came out is a paper too.
      while (desk.isBusy('printer') || desk.isBusy('a4')) await Promise.all([desk.idle('printer'), desk.idle('a4')]);
    },
    close: async () => {
      inactivity.stop();
      desk.cancelAll();
      pictures.clear();
      page?.close();
      state.draft?.forgetKey();
      state.draft = null;
      state.recorded = null;
      await Promise.race([desk.idle('scanner'), delay(parts.limits.scannerEndMs)]);
    },
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
