import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import type { PrinterClock } from '../devices/printers/clock.ts';
import type { Core } from '../filings/core.ts';
import { sweepVisitFolders } from '../pages/tmpfs.ts';
import type { CoreForVisit } from './core-for-visit.ts';
import type { PaperState, ScannerState } from './device-states.ts';
import type { Dock } from './dock.ts';
import type { VisitLimits } from './limits.ts';
import { shredBeside } from './shred-beside.ts';
import { startVisitChild, type VisitChild, type VisitEnding, type VisitRemains } from './visit-child.ts';
import type { LaunchVisit } from './visit-launch.ts';
import type { VisitSetup } from './visit-messages.ts';

export interface VisitKeeperParts<C> {
  readonly core: Pick<Core, 'store' | 'folder'>;
  readonly launch: LaunchVisit<C>;
  readonly setup: (language: string, agent: string | null) => VisitSetup;
  readonly coreForVisit: (agent: string | null) => CoreForVisit;
  readonly limits: VisitLimits;
  readonly timer: PrinterClock;
  readonly onPacked: () => void;
  readonly onPrinter: (state: PaperState) => void;
  readonly onScanner: (state: ScannerState) => void;
  /** The visit's process and its folder are gone; `agent`: it was the staff's room. */
  readonly onEnded: (how: VisitEnding, language: string, agent: string | null) => void;
}

/** Hands something of the host's to the visit, such as a page's connection: the core never reads from it. */
export type HandOver<C> = (what: object, carried: C) => void;

/** Keeps the kiosk's one visit: starts it, lets a page in, and wipes what is left when it ends. */
export interface VisitKeeper<C> {
  /** Starts a visit, an agent's number makes it the staff's room; a page connects with the ticket, once. */
  open(
    language: string,
    agent?: string,
  ): Promise<Result<{ readonly ticket: string }, Fault<'busy' | 'no-tmpfs' | 'not-ready'>>>;
  /** A new ticket of the visit that lives, and the language it is in; null when there is none. */
  living(): { readonly ticket: string; readonly language: string } | null;
  /** Uses a ticket up; null when it is not the last one given out, or too old. */
  admit(ticket: string): HandOver<C> | null;
  /** The visit that lives, for what carries a secret of its own. */
  current(): HandOver<C> | null;
  setDock(dock: Dock): void;
  /** Ends the visit and waits until it is wiped. */
  stop(): Promise<void>;
}

export function buildVisitKeeper<C>(parts: VisitKeeperParts<C>): VisitKeeper<C> {
  const { limits, timer } = parts;
  let visit: VisitChild<C> | null = null;
  let agent: string | null = null;
  let wiped: Promise<void> = Promise.resolve();
  let ready = false;
  let stopping = false;
  let ticket: { readonly text: string; readonly untilMs: number } | null = null;

  const newTicket = (): string => {
    ticket = { text: randomBytes(24).toString('base64url'), untilMs: timer.nowMs() + limits.ticketMs };
    return ticket.text;
  };
  const wipeAfter = async (child: VisitChild<C>): Promise<void> => {
    const remains = await child.ended;
    await removeRemains(remains, parts);
    const begun = ready;
    [visit, ready, ticket] = [null, false, null];
    // One that never started was nobody's visit: `open` says why.
    const how = remains.how === 'crashed' && stopping ? 'kiosk-stopping' : remains.how;
    if (begun) parts.onEnded(how, remains.language, agent);
  };

  return {
    open: async (language, given) => {
      if (visit !== null) return fail({ code: 'busy', message: 'A visit is under way.' });
      agent = given ?? null;
      const { core: _, setup, coreForVisit, launch, onPacked, onPrinter, onScanner } = parts;
      const child = startVisitChild({
        launch,
        setup: setup(language, agent),
        core: coreForVisit(agent),
        limits,
        onPacked,
        onPrinter,
        onScanner,
      });
      visit = child;
      wiped = wipeAfter(child);
      const started = await child.started;
      if (started === 'ready') {
        ready = true;
        return ok({ ticket: newTicket() });
      }
      await wiped;
      return fail({ code: started, message: 'The visit could not be started.' });
    },
    // The staff's room is offered to nobody: it ends with its page.
    living: () =>
      visit !== null && ready && agent === null ? { ticket: newTicket(), language: visit.language() } : null,
    admit: (given) => {
      const isGood = ticket !== null && given === ticket.text && timer.nowMs() <= ticket.untilMs;
      if (!isGood || visit === null) return null;
      ticket = null;
      return visit.hand;
    },
    current: () => (visit !== null && ready ? visit.hand : null),
    setDock: (dock) => visit?.setDock(dock),
    stop: async () => {
      stopping = true;
      visit?.end();
      await wiped;
    },
  };
}

/** The wipe of what a process could not remove itself: its folder in memory at once, then the sealed rest of a draft. */
async function removeRemains(
  { folder, drafts }: VisitRemains,
  parts: Pick<VisitKeeperParts<never>, 'core'>,
): Promise<void> {
  if (folder !== null) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  else await sweepVisitFolders();
  const { store } = parts.core;
  const unrecorded = drafts.filter((id) => {
    const key = store.read(() => store.get('SELECT filing FROM filing_keys WHERE filing = ?', id));
    // Doubt keeps: the sweep at the next start asks again.
    return key.ok && key.value === null;
  });
  // Its key died with the process: overwriting it takes its time beside the next visit.
  shredBeside(parts.core.folder, unrecorded);
}
