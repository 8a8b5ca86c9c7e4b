// Entry of a visit's process in the Chromium host: its page comes by WebSocket, pictures by HTTP, on connections handed over.
import type { Socket } from 'node:net';
import type { Picture } from '../../visits/pictures.ts';
import { runVisitProcess } from '../../visits/visit-process.ts';
import { securityHeaders } from '../security-headers.ts';
import { doorMessageSchema } from './door-messages.ts';
import { parentOfFork } from './fork-visit.ts';
import { acceptFrame, acceptSocket } from './socket-port.ts';

/** A picture is drawn within seconds, and fetched over loopback. */
const pictureTimeoutMs = 20_000;

runVisitProcess(parentOfFork(), (visit) => (what, socket) => {
  socket.on('error', () => undefined);
  const parsed = doorMessageSchema.safeParse(what);
  if (!parsed.success) return void socket.destroy();
  const message = parsed.data;
  if (message.to === 'page') {
    const { method, headers, head } = message;
    void acceptSocket({ method, headers }, socket, Buffer.from(head)).then((port) => port && visit.connect(port));
  } else if (message.to === 'frame') {
    const { frame, method, headers, head } = message;
    // Nothing is read that nobody waits for.
    if (!visit.isWanted(frame)) return void socket.destroy();
    void acceptFrame({ method, headers }, socket, Buffer.from(head)).then((bytes) => visit.frame(frame, bytes));
  } else {
    socket.setTimeout(pictureTimeoutMs, () => socket.destroy());
    void visit.picture(message.token).then(
      (picture) => answer(socket, picture),
      () => answer(socket, null),
    );
  }
});

function answer(socket: Socket, picture: Picture | null): void {
  const status = picture ? '200 OK' : '404 Not Found';
  const headers = {
    ...securityHeaders,
    'Content-Type': picture?.type ?? 'text/plain',
    'Content-Length': String(picture?.bytes.length ?? 0),
    Connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n`);
  socket.end(picture?.bytes ?? '');
}
