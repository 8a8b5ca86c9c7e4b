import type { FromVisit, ToVisit } from './visit-messages.ts';

/** One visit's process as the core holds it. `C`: what the host hands to it for a page, such as a connection. */
export interface VisitProcess<C> {
  send(message: ToVisit): void;
  /** Sends what leads to a page along; this process keeps nothing of it. To a process that is gone it is closed instead. */
  hand(message: Extract<ToVisit, { kind: 'hand' }>, carried: C): void;
  onMessage(receive: (message: unknown) => void): void;
  /** Called once: it ended, or never began. */
  onExit(gone: () => void): void;
  kill(): void;
}

/** Starts a visit's process: how it is done is the host's. */
export type LaunchVisit<C> = () => VisitProcess<C>;

/** The visit's own end of the same line. */
export interface ParentLine<C> {
  send(message: FromVisit): void;
  onMessage(receive: (message: ToVisit) => void): void;
  /** What the host handed over, once it is the visit's alone. */
  onHanded(enter: (what: unknown, carried: C) => void): void;
  /** The core is gone. */
  onGone(gone: () => void): void;
}
