import { connect, type Socket } from 'node:net';
import { fail, ok } from '../../../../shared/result.ts';
import { type PrinterClock, pause } from '../clock.ts';
import type { PrinterLimits } from '../limits.ts';
import type { LinkListener, OpenLink, PrinterLink } from './link.ts';

/** Opens raw printing over TCP (port 9100 on most): one connection for one job, status on the same socket. */
export function tcpTransport(host: string, port: number, clock: PrinterClock, limits: PrinterLimits): OpenLink {
  return (listener) =>
    new Promise((resolve) => {
      // Half-open: the printer's FIN must not close our side by itself while a job is being judged.
      const socket = connect({ host, port, allowHalfOpen: true });
      socket.setNoDelay(true);
      const giveUp = (message: string): void => {
        cancelAlarm();
        socket.destroy();
        resolve(fail({ code: 'disconnected', message }));
      };
      const cancelAlarm = clock.alarm(limits.connectMs, () => giveUp(`no connection in ${limits.connectMs} ms`));
      const refused = (error: Error): void => giveUp(error.message);
      socket.once('error', refused);
      socket.once('connect', () => {
        cancelAlarm();
        socket.off('error', refused);
        resolve(ok(tcpLink(socket, listener, clock)));
      });
    });
}

function tcpLink(socket: Socket, listener: LinkListener, clock: PrinterClock): PrinterLink {
  let lost = false;
  const lose = (): void => {
    if (lost) return;
    lost = true;
    listener.lost();
  };
  socket.on('data', (bytes) => listener.bytes(bytes));
  socket.on('error', lose);
  socket.on('end', lose);
  socket.on('close', lose);
  return {
    answers: true,
    write: (bytes) =>
      new Promise((resolve) => {
        if (lost || socket.destroyed) return resolve(false);
        const closed = (): void => resolve(false);
        socket.once('close', closed);
        socket.write(bytes, (error) => {
          socket.off('close', closed);
          resolve(!error);
        });
      }),
    async finish(deadlineMs) {
      if (socket.destroyed) return;
      const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
      socket.end();
      await Promise.race([closed, pause(clock, deadlineMs)]);
      socket.destroy();
    },
    abort() {
      // A reset, not a close: the kernel would go on sending what it holds after the failure was told.
      socket.resetAndDestroy();
    },
  };
}
