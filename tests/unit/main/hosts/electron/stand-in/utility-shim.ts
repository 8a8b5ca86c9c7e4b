// Runs a utility process's entry under Node: `process.parentPort` and the ports that come with its messages, over the fork's pipe.
import { pathToFileURL } from 'node:url';
import type { MessagePortMain, ParentPort } from 'electron';
import { buildBus, listed } from './listed.ts';
import type { FromShim, ToShim } from './utility-messages.ts';

const send = (message: FromShim): void => {
  if (process.connected) process.send?.(message);
};
/** What comes on a port waits until the port is started. */
const ports = new Map<number, { hear(data: unknown): void; close(): void }>();

function portOf(id: number): MessagePortMain {
  const bus = buildBus();
  let waiting: unknown[] | null = [];
  let isClosed = false;
  ports.set(id, {
    hear: (data) => void (waiting ? waiting.push(data) : bus.fire('message', { data, ports: [] })),
    close: () => {
      isClosed = true;
      if (!waiting) bus.fire('close');
    },
  });
  return listed<MessagePortMain>('MessagePortMain', {
    on: bus.on as never,
    once: bus.once as never,
    start: () => {
      const queued = waiting ?? [];
      waiting = null;
      for (const data of queued) bus.fire('message', { data, ports: [] });
      if (isClosed) bus.fire('close');
    },
    postMessage: (data) => send({ kind: 'said', port: id, data }),
    close: () => send({ kind: 'closed', port: id }),
  });
}

const bus = buildBus();
let queued: { data: unknown; ports: MessagePortMain[] }[] | null = [];
process.parentPort = listed<ParentPort>('parentPort', {
  on: ((event: string, listener: never) => {
    bus.on(event, listener);
    const waiting = queued ?? [];
    queued = null;
    for (const message of waiting) bus.fire('message', message);
  }) as never,
  postMessage: (data) => send({ kind: 'message', data }),
});
process.on('message', (message: ToShim) => {
  if (message.kind === 'said') ports.get(message.port)?.hear(message.data);
  else if (message.kind === 'closed') ports.get(message.port)?.close();
  else {
    const whole = { data: message.data, ports: message.ports.map(portOf) };
    if (queued) queued.push(whole);
    else bus.fire('message', whole);
  }
});
// Electron ends its utility processes with itself; what they hear of it first are their ports.
process.on('disconnect', () => {
  for (const port of ports.values()) port.close();
  setTimeout(() => process.exit(0), 1_000).unref();
});

await import(pathToFileURL(process.argv[2] ?? '').href);
