import type { MessagePortMain } from 'electron';
import { buildBus, listed } from './listed.ts';

const inner = new WeakMap<object, MessagePort>();

/** Electron's end of a port, over Node's own MessagePort: nothing is heard before `start`, not even that it closed. */
export function mainPort(port: MessagePort): MessagePortMain {
  const bus = buildBus();
  let isStarted = false;
  let isClosed = false;
  const on = bus.on as never;
  const main = listed<MessagePortMain>('MessagePortMain', {
    on,
    once: bus.once as never,
    start: () => {
      if (isStarted) return;
      isStarted = true;
      if (isClosed) bus.fire('close');
      port.addEventListener('message', ({ data, ports }: MessageEvent) =>
        bus.fire('message', { data, ports: ports.map((one) => mainPort(one)) }),
      );
    },
    postMessage: (message, transfer = []) => port.postMessage(message, transfer.map(pagePort)),
    close: () => port.close(),
  });
  port.addEventListener('close', () => {
    isClosed = true;
    if (isStarted) bus.fire('close');
  });
  inner.set(main, port);
  return main;
}

/** The port that a page, or another process, would hold: it is the stand-in's from now on. */
export function pagePort(main: MessagePortMain): MessagePort {
  const port = inner.get(main);
  if (!port) throw new Error('not a port of the stand-in');
  return port;
}

export class StandInChannel {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    [this.port1, this.port2] = [mainPort(port1), mainPort(port2)];
  }
}
