import type { IpcMainEvent, MessagePortMain, WebContents } from 'electron';
import type { Port } from '../../../shared/contract/contract.ts';
import { visitRequestSchema } from '../../../shared/contract/handed-line.ts';
import type { PrinterClock } from '../../devices/printers/clock.ts';
import type { HandOver } from '../../visits/visit-keeper.ts';
import { origin } from './address.ts';
import { lineChannel } from './line-channel.ts';
import { hangUp, portOf, whenHungUp } from './message-port.ts';

/** What a page's line leads to. */
export interface ServedCore {
  /** A page connects to the core. */
  readonly connect: (port: Port) => void;
  /** Uses a visit's ticket up; the visit then gets the page's ports itself. */
  readonly admit: (ticket: string) => HandOver<MessagePortMain[]> | null;
}

export interface PageLines {
  /** Takes the line that this window's page hands in, and no other's. `tooMany`: its page hands in one after the other. */
  attach(contents: WebContents, tooMany: () => void): void;
  /** This window's page is over: its line is hung up, and it gets no other. */
  detach(contents: WebContents): void;
  /** This window's page has its line. */
  isConnected(contents: WebContents): boolean;
  /** The core is there; until then no page can be connected. */
  isServing(): boolean;
  /** The first page of all is connected. */
  readonly firstPage: Promise<void>;
}

/** Lines that one page may hand in, in so much time: one, and some more where it was cut. */
export const lineLimits = {
  atMost: 5,
  withinMs: 10_000,
} as const;

/** Only the page itself, never a frame in it or another address, hands in a line. */
export const isOwnPage = ({ senderFrame }: Pick<IpcMainEvent, 'senderFrame'>, contents: WebContents): boolean =>
  senderFrame !== null && senderFrame === contents.mainFrame && senderFrame.origin === origin;

/** The pages' lines to the core, one at a time: the newest window's page has it. A page that is there first waits for its core. */
export function buildPageLines(core: Promise<ServedCore>, timer: Pick<PrinterClock, 'nowMs'>): PageLines {
  let line: { readonly port: MessagePortMain; readonly contents: WebContents } | null = null;
  /** The windows whose pages may have the line, oldest first. */
  let attached: readonly WebContents[] = [];
  let isServing = false;
  const first = Promise.withResolvers<void>();
  void core.then(() => {
    isServing = true;
  });

  const end = (): void => {
    if (line !== null) hangUp(line.port);
    line = null;
  };
  /** A page asks anew when its line is hung up: one that was replaced would take it from the page that came after it. */
  const mayHave = (contents: WebContents): boolean =>
    attached.includes(contents) && (line === null || attached.indexOf(contents) >= attached.indexOf(line.contents));

  const take = async (port: MessagePortMain, contents: WebContents): Promise<void> => {
    // It queues what the page says until it is started.
    const { connect, admit } = await core;
    if (!mayHave(contents)) return hangUp(port);
    end();
    const own = { port, contents };
    line = own;
    whenHungUp(port, () => {
      if (line === own) line = null;
    });
    port.on('message', ({ data, ports }) => {
      if (line !== own || data === null || typeof data === 'string') return hangUpAll(ports);
      const asked = visitRequestSchema.safeParse(data);
      // The contract's port and the pictures': what comes on them is read by the visit's process alone.
      const handOver = asked.success && ports.length === 2 ? admit(asked.data.visit) : null;
      if (handOver) handOver({ to: 'page' }, ports);
      else hangUpAll(ports);
      // No page of ours says such a thing.
      if (!asked.success) end();
    });
    connect(portOf(port));
    if (line === own) first.resolve();
  };

  return {
    attach: (contents, tooMany) => {
      attached = [...attached, contents];
      let recent: readonly number[] = [];
      contents.ipc.on(lineChannel, (event) => {
        const nowMs = timer.nowMs();
        recent = [...recent.filter((ms) => ms > nowMs - lineLimits.withinMs), nowMs];
        const [port, ...more] = event.ports;
        if (recent.length > lineLimits.atMost) {
          hangUpAll(event.ports);
          tooMany();
        } else if (port && more.length === 0 && isOwnPage(event, contents)) void take(port, contents);
        else hangUpAll(event.ports);
      });
    },
    detach: (contents) => {
      attached = attached.filter((one) => one !== contents);
      if (line?.contents === contents) end();
    },
    isConnected: (contents) => line?.contents === contents,
    isServing: () => isServing,
    firstPage: first.promise,
  };
}

function hangUpAll(ports: readonly MessagePortMain[]): void {
  for (const port of ports) hangUp(port);
}
