import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type Port, wireLimits } from '../../../shared/contract/contract.ts';
import { frameLimits } from '../../../shared/contract/frame.ts';

/** What a page has not read for so long that this much waits is not read by a page any more. */
const maxWaitingBytes = 4_000_000;

/** RFC 6455 close codes. */
const badData = 1003;
const policy = 1008;
const done = 1000;

/** Some MB over loopback. */
const frameTimeoutMs = 10_000;

const server = (maxPayload: number): WebSocketServer =>
  new WebSocketServer({
    noServer: true,
    clientTracking: false,
    // No compression: nothing to gain on loopback, and a bomb less.
    perMessageDeflate: false,
    maxPayload,
  });

/** Completes a WebSocket handshake whose Host, Origin and secret were checked; null when it is no handshake. */
export function acceptSocket(
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  socket: Duplex,
  head: Buffer,
): Promise<Port | null> {
  return accept(request, socket, head, wireLimits.maxMessageChars).then((webSocket) => webSocket && portOf(webSocket));
}

/** The one binary message of a connection that posts a camera's picture; null when something else came, too much, or nothing in time. */
export async function acceptFrame(
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  socket: Duplex,
  head: Buffer,
): Promise<Uint8Array | null> {
  const webSocket = await accept(request, socket, head, frameLimits.maxBytes);
  if (webSocket === null) return null;
  return new Promise((resolve) => {
    const timer = setTimeout(() => webSocket.terminate(), frameTimeoutMs);
    webSocket.on('error', () => undefined);
    webSocket.on('close', () => {
      clearTimeout(timer);
      resolve(null);
    });
    webSocket.once('message', (data, isBinary) => {
      resolve(isBinary && Buffer.isBuffer(data) ? data : null);
      webSocket.close(isBinary ? done : badData);
    });
  });
}

function accept(
  request: Pick<IncomingMessage, 'method' | 'headers'>,
  socket: Duplex,
  head: Buffer,
  maxPayload: number,
): Promise<WebSocket | null> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve(null));
    // Of the request it reads method and headers alone.
    server(maxPayload).handleUpgrade(request as IncomingMessage, socket, head, resolve);
  });
}

function portOf(webSocket: WebSocket): Port {
  // Its close follows; without a listener an error would end the process.
  webSocket.on('error', () => undefined);
  return {
    send: (text) => {
      if (webSocket.readyState !== webSocket.OPEN) return;
      if (webSocket.bufferedAmount > maxWaitingBytes) webSocket.terminate();
      else webSocket.send(text, () => undefined);
    },
    onMessage: (receive) =>
      webSocket.on('message', (data, isBinary) => {
        if (isBinary) webSocket.close(badData);
        else receive(String(data));
      }),
    onClose: (closed) => webSocket.on('close', closed),
    close: () => webSocket.close(policy),
  };
}
