import type { IpcMainEvent, MessagePortMain, WebContents } from 'electron';
import type { Port } from '../../../shared/contract/contract.ts';
import { visitRequestSchema } from '../../../shared/contract/handed-line.ts';
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
  /** Takes the line that this window's page hands in, and no other's. */
  attach(contents: WebContents): void;
  /** Times a page connected since the start, and whether one is connected now. */
  pages(): { readonly count: number; readonly connected: boolean };
  /** The first page of all is connected. */
  readonly firstPage: Promise<void>;
}

/** Only the page itself, never a frame in it or another address, hands in a line. */
export const isOwnPage = ({ senderFrame }: Pick<IpcMainEvent, 'senderFrame'>, contents: WebContents): boolean =>
  senderFrame !== null && senderFrame === contents.mainFrame && senderFrame.origin === origin;

/** The pages' lines to the core, one at a time: the last page that connected has it. A page that is there first waits for its core. */
export function buildPageLines(core: Promise<ServedCore>): PageLines {
  let line: MessagePortMain | null = null;
  let count = 0;
  const first = Promise.withResolvers<void>();

  const take = async (given: MessagePortMain): Promise<void> => {
    // It queues what the page says until it is started.
    const { connect, admit } = await core;
    if (line !== null) hangUp(line);
    line = given;
    count += 1;
    whenHungUp(given, () => {
      if (line === given) line = null;
    });
    given.on('message', ({ data, ports }) => {
      if (typeof data === 'string') return hangUpAll(ports);
      const asked = visitRequestSchema.safeParse(data);
      // The contract's port and the pictures': what comes on them is read by the visit's process alone.
      const handOver = asked.success && ports.length === 2 ? admit(asked.data.visit) : null;
      if (handOver) handOver({ to: 'page' }, ports);
      else hangUpAll(ports);
    });
    connect(portOf(given));
    first.resolve();
  };

  return {
    attach: (contents) => {
      contents.ipc.on(lineChannel, (event) => {
        const [given, ...more] = event.ports;
        if (given && more.length === 0 && isOwnPage(event, contents)) void take(given);
        else hangUpAll(event.ports);
      });
    },
    firstPage: first.promise,
    pages: () => ({ count, connected: line !== null }),
  };
}

function hangUpAll(ports: readonly MessagePortMain[]): void {
  for (const port of ports) hangUp(port);
}
