import type { MessageChannelMain, MessagePortMain, utilityProcess } from 'electron';
import type { LaunchVisit } from '../../visits/visit-launch.ts';
import { hangUp } from './message-port.ts';

export interface UtilityParts {
  readonly utilityProcess: Pick<typeof utilityProcess, 'fork'>;
  readonly MessageChannelMain: typeof MessageChannelMain;
  /** The built entry of a visit's process. */
  readonly entry: string;
  readonly path: string;
}

/** A visit as a utility process: the page's ports go to it whole. It inherits no words, no session and no network of Electron's. */
export const launchUtilityVisit =
  ({ utilityProcess, MessageChannelMain, entry, path }: UtilityParts): LaunchVisit<MessagePortMain[]> =>
  () => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'visit',
      execArgv: [],
      env: { PATH: path },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let isGone = false;
    const lifeline = new MessageChannelMain();
    // Its other end closes when this process dies, whatever kills it: the visit then wipes.
    child.postMessage(null, [lifeline.port2]);
    child.once('exit', () => {
      isGone = true;
      lifeline.port1.close();
    });
    // V8's own last words; its exit follows. Without a listener an `error` would end the kiosk.
    child.on('error', () => undefined);
    return {
      send: (message) => {
        if (!isGone) child.postMessage(message);
      },
      hand: (message, ports) => {
        if (!isGone) child.postMessage(message, ports);
        else for (const port of ports) hangUp(port);
      },
      onMessage: (receive) => void child.on('message', receive),
      onExit: (gone) => void child.once('exit', gone),
      kill: () => {
        // Electron's own kill asks; a process that hangs does not listen.
        if (child.pid === undefined) child.kill();
        else process.kill(child.pid, 'SIGKILL');
      },
    };
  };
