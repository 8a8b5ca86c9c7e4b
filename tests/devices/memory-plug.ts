import type { PrinterClock } from '../../main/devices/printers/clock.ts';
import type { LinkListener, OpenLink, PrinterLink } from '../../main/devices/printers/transports/link.ts';
import type { Mechanism } from '../../main/devices/printers/virtual/mechanism.ts';
import type { PrinterPlug } from '../../main/devices/printers/virtual/plug.ts';
import { fail, ok } from '../../shared/result.ts';

/** A message's way over the line. */
const wayMs = 1;
/** What the line itself holds: the sender's system takes a job and says so long before the printer has it. */
const lineBytes = 16_384;

interface Host {
  readonly listener: LinkListener;
  ending: boolean;
  gone: boolean;
  /** Reset, from either side: what is under way never comes. */
  dropped: boolean;
  readonly closed: () => void;
}

/** A printer's plug without a socket, for time that is ruled: it behaves as TCP does, one host at a time. */
export class MemoryPlug implements PrinterPlug {
  readonly #mechanism: () => Mechanism;
  readonly #clock: PrinterClock;
  #host: Host | null = null;
  #refusing = false;
  #room = new Set<() => void>();

  constructor(mechanism: () => Mechanism, clock: PrinterClock) {
    this.#mechanism = mechanism;
    this.#clock = clock;
  }

  /** What a printer's driver opens. */
  readonly open: OpenLink = async (listener) => {
    await this.#pause();
    if (this.#refusing || this.#host) return fail({ code: 'disconnected', message: 'refused' });
    const gone = Promise.withResolvers<void>();
    const host: Host = { listener, ending: false, gone: false, dropped: false, closed: gone.resolve };
    this.#host = host;
    return ok(this.#link(host, gone.promise));
  };

  listen = async () => ok(0);

  say(bytes: Uint8Array): void {
    const host = this.#host;
    if (host) void this.#pause().then(() => !host.gone && host.listener.bytes(bytes));
  }

  settle(): void {
    const waiting = this.#mechanism().waitingBytes;
    if (waiting < lineBytes) for (const wake of this.#room) wake();
    if (waiting === 0 && this.#host?.ending) this.#leave(this.#host);
  }

  refuse(refusing: boolean): void {
    this.#refusing = refusing;
    if (refusing && this.#host) this.#cut(this.#host);
  }

  async close(): Promise<void> {
    if (this.#host) this.#cut(this.#host);
  }

  #link(host: Host, closed: Promise<void>): PrinterLink {
    const send = async (bytes: Uint8Array): Promise<boolean> => {
      while (!host.gone && this.#mechanism().waitingBytes >= lineBytes) await this.#roomOrEnd(closed);
      if (host.gone) return false;
      const copy = Uint8Array.from(bytes);
      void this.#pause().then(() => !host.dropped && this.#mechanism().receive(copy));
      return true;
    };
    return {
      answers: true,
      write: send,
      finish: async (deadlineMs) => {
        host.ending = true;
        await Promise.race([closed, this.#pause(deadlineMs)]);
        this.#leave(host);
      },
      abort: () => {
        host.dropped = true;
        this.#mechanism().dropWire();
        this.#leave(host);
      },
    };
  }

  #cut(host: Host): void {
    host.dropped = true;
    this.#mechanism().dropWire();
    this.#leave(host);
    void this.#pause().then(() => host.listener.lost());
  }

  #leave(host: Host): void {
    host.gone = true;
    host.closed();
    if (this.#host === host) this.#host = null;
  }

  #roomOrEnd(closed: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#room.delete(wake);
        resolve();
      };
      this.#room.add(wake);
      void closed.then(wake);
    });
  }

  #pause(ms: number = wayMs): Promise<void> {
    return new Promise((resolve) => void this.#clock.alarm(ms, resolve));
  }
}
