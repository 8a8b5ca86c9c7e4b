import type { Port } from '../shared/contract/contract.ts';
import { hangUpWord } from '../shared/contract/line-words.ts';

/** The lines of the page: to the kiosk's core, and to a visit's own process by its one-time ticket. */
export interface Lines {
  kiosk(): Port;
  visit(ticket: string): Port;
  /** A picture of the present visit by its one-time address; null when it cannot be had. */
  picture(address: string): Promise<Blob | null>;
  /** Posts a camera's picture, a JPEG, to the one-time address where the present visit waits for it. */
  postFrame(address: string, jpeg: Blob): Promise<void>;
}

function webSocketAddress(path: string): URL {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return url;
}

/** A port over a WebSocket of the page's own origin. Messages wait until it is open; an error is a close. */
export function webSocketPort(path: string): Port {
  const socket = new WebSocket(webSocketAddress(path));
  const waiting: string[] = [];
  socket.addEventListener('open', () => {
    for (const text of waiting.splice(0)) socket.send(text);
  });
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
      else if (socket.readyState === WebSocket.CONNECTING) waiting.push(text);
    },
    onMessage: (receive) =>
      socket.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') receive(data);
      }),
    onClose: (closed) => socket.addEventListener('close', () => closed()),
    close: () => socket.close(),
  };
}

/** A port over a MessagePort, as Electron hands one in. */
export function messagePort(channel: MessagePort): Port {
  channel.start();
  return {
    send: (text) => channel.postMessage(text),
    onMessage: (receive) =>
      channel.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') receive(data);
      }),
    onClose: (closed) => whenClosed(channel, closed),
    close: () => {
      channel.postMessage(hangUpWord);
      channel.close();
    },
  };
}

/** By the other end's last word, or by the browser's. */
export function whenClosed(channel: MessagePort, closed: () => void): void {
  let isOver = false;
  const over = (): void => {
    if (!isOver) closed();
    isOver = true;
  };
  channel.addEventListener('close', over);
  channel.addEventListener('message', ({ data }) => data === hangUpWord && over());
}

/** By a connection of its own that leads to the visit's process alone; what becomes of the picture, the scan says. */
function postFrame(address: string, jpeg: Blob): Promise<void> {
  const socket = new WebSocket(webSocketAddress(address));
  socket.addEventListener('open', () => socket.send(jpeg));
  return new Promise((resolve) => socket.addEventListener('close', () => resolve()));
}

export const webSocketLines: Lines = {
  kiosk: () => webSocketPort('/kiosk'),
  visit: (ticket) => webSocketPort(`/visit?ticket=${encodeURIComponent(ticket)}`),
  postFrame,
  picture: async (address) => {
    try {
      const answer = await fetch(address, { cache: 'no-store' });
      return answer.ok ? await answer.blob() : null;
    } catch {
      // The line is cut: the screen says that it cannot be shown.
      return null;
    }
  },
};
