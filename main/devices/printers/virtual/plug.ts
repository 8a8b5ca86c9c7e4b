import { createServer, type Server, type Socket } from 'node:net';
import { type Fault, fail, ok, type Result } from '../../../../shared/result.ts';
import type { PrinterClock } from '../clock.ts';
import type { Mechanism } from './mechanism.ts';

/** Bytes that may wait before the socket is no longer read: the sender feels that the printer is full. */
const WIRE_BYTES = 16_384;

/** How long a second host is kept waiting for the first to be gone. */
const GRACE_MS = 300;

export type PlugFault = Fault<'port-taken'>;

/** Where a printer meets its hosts. */
export interface PrinterPlug {
  /** Port 0 takes a free one; gives the port. */
  listen(port: number): Promise<Result<number, PlugFault>>;
  /** What the printer says; nobody may be there. */
  say(bytes: Uint8Array): void;
  /** Called after each tick: reads on when there is room, ends a connection whose host has ended and been read. */
  settle(): void;
  /** The cable is pulled out, or put back. */
  refuse(refusing: boolean): void;
  close(): Promise<void>;
}

/** The network plug: one connection at a time, raw bytes both ways, loopback only. */
export class Plug implements PrinterPlug {
  readonly #server: Server;
  readonly #mechanism: () => Mechanism;
  readonly #clock: PrinterClock;
  #host: Socket | null = null;
  #refusing = false;

  constructor(mechanism: () => Mechanism, clock: PrinterClock) {
    this.#mechanism = mechanism;
    this.#clock = clock;
    // A polite end of the host's side must not end ours: the answers are still to come.
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
  }

  listen(port: number): Promise<Result<number, PlugFault>> {
    return new Promise((resolve) => {
      this.#server.once('error', (error) => resolve(fail({ code: 'port-taken', message: error.message })));
      this.#server.listen(port, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(ok(typeof address === 'object' && address !== null ? address.port : port));
      });
    });
  }

  say(bytes: Uint8Array): void {
    if (this.#host !== null && !this.#host.destroyed) this.#host.write(bytes);
  }

  settle(): void {
    const waiting = this.#mechanism().waitingBytes;
    if (this.#host === null) return;
    if (waiting < WIRE_BYTES) this.#host.resume();
    if (waiting === 0 && this.#host.readableEnded) this.#host.end();
  }

  refuse(refusing: boolean): void {
    this.#refusing = refusing;
    if (refusing) this.#host?.resetAndDestroy();
  }

  close(): Promise<void> {
    this.#host?.destroy();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  }

  #accept(socket: Socket): void {
    socket.on('error', () => undefined);
    if (this.#refusing) {
      socket.resetAndDestroy();
      return;
    }
    const before = this.#host;
    if (before === null || before.destroyed) {
      this.#serve(socket);
      return;
    }
    // A reset is only noticed by reading: the old one is read for a moment before the new one is refused.
    before.resume();
    this.#wait(socket, before, this.#clock.nowMs() + GRACE_MS);
  }

  #wait(socket: Socket, before: Socket, untilMs: number): void {
    if (socket.destroyed) return;
    if (before.destroyed && (this.#host === null || this.#host === before)) this.#serve(socket);
    else if (this.#clock.nowMs() >= untilMs) socket.destroy();
    else this.#clock.alarm(10, () => this.#wait(socket, before, untilMs));
  }

  #serve(socket: Socket): void {
    this.#host = socket;
    socket.setNoDelay(true);
    socket.on('data', (bytes) => {
      this.#mechanism().receive(bytes);
      if (this.#mechanism().waitingBytes >= WIRE_BYTES) socket.pause();
    });
    socket.on('close', (withError) => {
      if (this.#host === socket) this.#host = null;
      if (withError) this.#mechanism().dropWire();
    });
  }
}
