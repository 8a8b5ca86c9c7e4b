import { isDeepStrictEqual as same } from 'node:util';
import type { MessagePortMain } from 'electron';
import { newEvent } from '../stand-in/listed.ts';
import { mainPort } from '../stand-in/message-ports.ts';
import type { StandInWindow } from '../stand-in/window.ts';
import { type Bench, type HostFiles, settle, Unmet } from './host.ts';
import type { Item } from './items.ts';

/** Told so by a last word, as every page understands it. */
const isClosed = (port: MessagePort): Promise<boolean> => {
  const closed = new Promise<boolean>((resolve) =>
    port.addEventListener('message', ({ data }) => data === null && resolve(true)),
  );
  port.start();
  return Promise.race([
    closed,
    settle()
      .then(settle)
      .then(() => false),
  ]);
};

/** Hands a port in as a frame of the first window would; true when the core was reached, and a refused port is closed. */
async function reaches(bench: Bench, frame: unknown, count = 1): Promise<boolean> {
  const channels = Array.from({ length: count }, () => new MessageChannel());
  const before = bench.connected.length;
  const ports = channels.map(({ port2 }) => mainPort(port2));
  bench.first.ipc.fire('line', newEvent({ senderFrame: frame, ports }));
  const closed = await Promise.all(channels.map(({ port1 }) => isClosed(port1)));
  const isReached = bench.connected.length > before;
  if (!isReached && closed.includes(false)) throw new Unmet('a refused port stays open');
  return isReached;
}

/** Another window, whose page's line nobody takes yet. */
function freeWindow(bench: Bench): StandInWindow {
  new bench.electron.electron.BrowserWindow({});
  const window = bench.newest();
  window.loaded.push('kiosk://app/');
  return window;
}

interface Served {
  readonly page: MessagePort;
  readonly handed: { readonly what: object; readonly ports: readonly MessagePortMain[] }[];
  readonly lines: ReturnType<HostFiles['lines']['buildPageLines']>;
  readonly contents: StandInWindow['contents'];
  /** Texts that reached the core. */
  readonly said: string[];
}

/** A page whose core lets the ticket `good` in. */
async function serveTickets(open: () => Bench): Promise<Served> {
  const bench = open();
  const said: string[] = [];
  const handed: { what: object; ports: readonly MessagePortMain[] }[] = [];
  const admit = (ticket: string) =>
    ticket === 'good' ? (what: object, ports: MessagePortMain[]) => void handed.push({ what, ports }) : null;
  const lines = bench.host.lines.buildPageLines(
    Promise.resolve({ connect: (port) => port.onMessage((text) => said.push(text)), admit }),
    bench.timer,
  );
  const { contents, ipc } = freeWindow(bench);
  lines.attach(contents, () => undefined);
  const { port1, port2 } = new MessageChannel();
  ipc.fire('line', newEvent({ senderFrame: contents.mainFrame, ports: [mainPort(port2)] }));
  await settle();
  return { page: port1, handed, lines, contents, said };
}

/** Sends ports along; gives how many of them are closed at once. */
async function sendPorts(page: MessagePort, message: unknown, count: number): Promise<number> {
  const channels = Array.from({ length: count }, () => new MessageChannel());
  page.postMessage(
    message,
    channels.map(({ port2 }) => port2),
  );
  const closed = await Promise.all(channels.map(({ port1 }) => isClosed(port1)));
  return closed.filter(Boolean).length;
}

export const lineItems: readonly Item[] = [
  {
    name: 'line: the page’s own frame has one',
    holds: async (open) => {
      const bench = open();
      return reaches(bench, bench.first.contents.mainFrame);
    },
  },
  {
    name: 'line: a frame in the page has none',
    holds: async (open) => !(await reaches(open(), { origin: 'kiosk://app' })),
  },
  { name: 'line: a frame that is gone has none', holds: async (open) => !(await reaches(open(), null)) },
  {
    name: 'line: a page of another origin has none',
    holds: async (open) => {
      const bench = open();
      bench.first.loaded.push('https://example.org/');
      return !(await reaches(bench, bench.first.contents.mainFrame));
    },
  },
  {
    name: 'line: it is one port, no more and no less',
    holds: async (open) => {
      const bench = open();
      const frame = bench.first.contents.mainFrame;
      return !(await reaches(bench, frame, 2)) && !(await reaches(bench, frame, 0));
    },
  },
  {
    name: 'line: the preload hands one port to the page itself, when the page asks, and nothing else',
    holds: async (open) => {
      const bench = open();
      const page = bench.first.page();
      if (!page) return false;
      const names = Object.keys(page.window).join();
      await settle();
      const isSilent = page.lines.length === 0;
      page.window.postMessage('recepisse:something-else', page.window.location.origin);
      // As a frame in the page would ask.
      page.dispatch(
        Object.assign(new Event('message'), { data: 'recepisse:ask-line', source: {}, origin: 'https://x' }),
      );
      await settle();
      const isDeaf = page.lines.length === 0 && bench.connected.length === 0;
      const line = await bench.join();
      const isOne = page.lines.length === 1 && bench.connected.length === 1 && page.sentTo.at(-1) === 'kiosk://app';
      const heard = new Promise((resolve) => bench.connected[0]?.onMessage(resolve));
      line.postMessage('said');
      return isSilent && isDeaf && isOne && (await heard) === 'said' && names === Object.keys(page.window).join();
    },
  },
  {
    name: 'line: the last page that came has it',
    holds: async (open) => {
      const bench = open();
      const first = await bench.join();
      const closed = isClosed(first);
      await bench.join();
      return (await closed) && bench.connected.length === 2 && bench.screens.lines.isConnected(bench.first.contents);
    },
  },
  {
    name: 'line: one that is cut is known to be cut',
    holds: async (open) => {
      const bench = open();
      const line = await bench.join();
      const isConnected = (): boolean => bench.screens.lines.isConnected(bench.first.contents);
      const isThere = isConnected();
      line.close();
      await settle();
      const isSeen = !isConnected();
      // By its last word alone, too.
      const next = await bench.join();
      const isBack = isConnected();
      next.postMessage(null);
      await settle();
      return isThere && isSeen && isBack && !isConnected();
    },
  },
  {
    name: 'line: the first page of all is told',
    holds: async (open) => {
      const bench = open();
      const first = bench.screens.lines.firstPage.then(() => true);
      const isEarly = await Promise.race([first, settle().then(() => false)]);
      await bench.join();
      return !isEarly && (await Promise.race([first, settle().then(() => false)]));
    },
  },
  {
    name: 'line: a page that is there before its core waits for it, and what it said is not lost',
    holds: async (open) => {
      const bench = open();
      const core = Promise.withResolvers<Parameters<typeof bench.screens.serve>[0]>();
      const lines = bench.host.lines.buildPageLines(core.promise, bench.timer);
      const { contents, ipc } = freeWindow(bench);
      lines.attach(contents, () => undefined);
      const { port1, port2 } = new MessageChannel();
      ipc.fire('line', newEvent({ senderFrame: contents.mainFrame, ports: [mainPort(port2)] }));
      port1.postMessage('early');
      await settle();
      const isWaiting = !lines.isConnected(contents);
      const heard: string[] = [];
      core.resolve({ connect: (port) => port.onMessage((text) => heard.push(text)), admit: () => null });
      await settle();
      return isWaiting && same(heard, ['early']);
    },
  },
  {
    name: 'line: a good ticket’s two ports go to the visit, open and unread',
    holds: async (open) => {
      const { page, handed } = await serveTickets(open);
      const closed = await sendPorts(page, { visit: 'good' }, 2);
      return (
        closed === 0 &&
        same(
          handed.map(({ what, ports }) => [what, ports.length]),
          [[{ to: 'page' }, 2]],
        )
      );
    },
  },
  {
    name: 'line: a bad ticket, or another number of ports, opens nothing',
    holds: async (open) => {
      const { page, handed } = await serveTickets(open);
      const bad = [
        await sendPorts(page, { visit: 'guessed' }, 2),
        await sendPorts(page, { visit: 'good' }, 1),
        await sendPorts(page, { visit: 'good' }, 3),
        await sendPorts(page, 'good', 2),
      ];
      return same(bad, [2, 1, 3, 2]) && handed.length === 0;
    },
  },
  {
    name: 'line: what no page of ours says hangs it up, and nothing is admitted after',
    holds: async (open) => {
      for (const odd of [{ visit: 'good', more: 1 }, { other: 1 }, 7]) {
        const { page, handed, lines, contents } = await serveTickets(open);
        const closed = isClosed(page);
        const isRefused = (await sendPorts(page, odd, 2)) === 2;
        await sendPorts(page, { visit: 'good' }, 2);
        if (!(await closed) || !isRefused || handed.length > 0 || lines.isConnected(contents)) return false;
      }
      return true;
    },
  },
  {
    name: 'line: after its last word nothing is admitted, and nothing that is said reaches the core',
    holds: async (open) => {
      const { page, handed, said } = await serveTickets(open);
      page.postMessage('before');
      page.postMessage(null);
      page.postMessage('after');
      const { port1, port2 } = new MessageChannel();
      page.postMessage({ visit: 'good' }, [port1, port2]);
      await settle();
      await settle();
      return handed.length === 0 && same(said, ['before']);
    },
  },
  {
    name: 'line: a window that is gone has none, not even one that waited',
    holds: async (open) => {
      const bench = open(false);
      let isTold = false;
      void bench.screens.lines.firstPage.then(() => {
        isTold = true;
      });
      const page = bench.first.page();
      page?.window.postMessage('recepisse:ask-line', page.window.location.origin);
      await settle();
      bench.first.crash();
      bench.screens.serve({ connect: (port) => bench.connected.push(port), admit: () => null });
      await settle();
      const isNone = bench.connected.length === 0 && !isTold;
      return isNone && !(await reaches(bench, bench.first.contents.mainFrame)) && !isTold;
    },
  },
  {
    name: 'line: a page that was replaced does not take it back',
    holds: async (open) => {
      const bench = open();
      await bench.join();
      const next = freeWindow(bench);
      bench.screens.lines.attach(next.contents, () => undefined);
      const { port2 } = new MessageChannel();
      next.ipc.fire('line', newEvent({ senderFrame: next.contents.mainFrame, ports: [mainPort(port2)] }));
      await settle();
      const isNext = bench.screens.lines.isConnected(next.contents) && bench.connected.length === 2;
      const isTaken = await reaches(bench, bench.first.contents.mainFrame);
      return isNext && !isTaken && bench.screens.lines.isConnected(next.contents);
    },
  },
  {
    name: 'line: one too many is closed, and told',
    holds: async (open) => {
      const bench = open();
      let told = 0;
      const { contents, ipc } = freeWindow(bench);
      bench.screens.lines.attach(contents, () => told++);
      const closed: Promise<boolean>[] = [];
      for (let lines = 0; lines < 6; lines++) {
        const { port1, port2 } = new MessageChannel();
        closed.push(isClosed(port1));
        ipc.fire('line', newEvent({ senderFrame: contents.mainFrame, ports: [mainPort(port2)] }));
        await settle();
      }
      return (await closed.at(-1)) === true && told === 1 && bench.screens.lines.isConnected(contents);
    },
  },
  {
    name: 'line: it is hung up with its window',
    holds: async (open) => {
      const bench = open();
      const closed = isClosed(await bench.join());
      bench.screens.lines.detach(bench.first.contents);
      return (await closed) && !bench.screens.lines.isConnected(bench.first.contents);
    },
  },
  {
    name: 'port: texts alone are the contract’s, and a closed one is silent',
    holds: async (_open, { ports }) => {
      const { port1, port2 } = new MessageChannel();
      const port = ports.portOf(mainPort(port1));
      const heard: unknown[] = [];
      const back: unknown[] = [];
      let closed = 0;
      port.onMessage((text) => heard.push(text));
      port.onClose(() => closed++);
      port2.addEventListener('message', ({ data }) => back.push(data));
      port2.start();
      port2.postMessage({ not: 'text' });
      port2.postMessage('text');
      port.send('answer');
      await settle();
      const isOpen = closed === 0;
      port.close();
      await settle();
      port.send('late');
      const other = new MessageChannel();
      let byWord = 0;
      let isShut = false;
      other.port2.addEventListener('close', () => {
        isShut = true;
      });
      ports.portOf(mainPort(other.port1)).onClose(() => byWord++);
      other.port2.postMessage(null);
      await settle();
      const isOnce = byWord === 1 && isShut;
      other.port2.close();
      await settle();
      return isOpen && isOnce && byWord === 1 && same([heard, back, closed], [['text'], ['answer', null], 1]);
    },
  },
];
