import type { MessagePortMain, ParentPort } from 'electron';
import type { ParentLine } from '../../visits/visit-launch.ts';
import type { ToVisit } from '../../visits/visit-messages.ts';
import { hangUp } from './message-port.ts';

/** The visit's end inside a utility process. Ports are the visit's alone from the start: nobody else could read what came on them. */
export function parentOfUtility(parent: ParentPort): ParentLine<MessagePortMain[]> {
  let receive = (_: ToVisit): void => undefined;
  let enter = (_what: unknown, ports: MessagePortMain[]): void => {
    for (const port of ports) hangUp(port);
  };
  let leave = (): void => undefined;
  return {
    send: (message) => parent.postMessage(message),
    onMessage: (hear) => {
      receive = hear;
      // Electron keeps what was sent until somebody listens.
      parent.on('message', ({ data, ports }) => {
        const message = data as ToVisit | null;
        if (message === null) holdLifeline(ports, () => leave());
        else if (message.kind === 'hand') enter(message.what, ports);
        else receive(message);
      });
    },
    onHanded: (handed) => {
      enter = handed;
    },
    onGone: (gone) => {
      leave = gone;
    },
  };
}

/** Closes when the core's process is gone. */
function holdLifeline([lifeline]: readonly MessagePortMain[], gone: () => void): void {
  lifeline?.once('close', gone);
  lifeline?.start();
}
