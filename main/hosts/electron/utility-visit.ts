import type { MessageChannelMain, MessagePortMain, utilityProcess } from 'electron';
import type { PrinterClock } from '../../devices/printers/clock.ts';
import type { LaunchVisit } from '../../visits/visit-launch.ts';
import { hangUp } from './message-port.ts';

export interface UtilityParts {
  readonly utilityProcess: Pick<typeof utilityProcess, 'fork'>;
  readonly MessageChannelMain: typeof MessageChannelMain;
  /** The built entry of a visit's process. */
  readonly entry: string;
  readonly path: string;
  readonly timer: PrinterClock;
}

/** A process that has not begun by then never will. */
export const bornWithinMs = 8_000;

/** A visit as a utility process: the page's ports go to it whole. It inherits no words, no session and no network of Electron's. */
export const launchUtilityVisit =
  ({ utilityProcess, MessageChannelMain, entry, path, timer }: UtilityParts): LaunchVisit<MessagePortMain[]> =>
  () => {
    const child = utilityProcess.fork(entry, [], {
      serviceName: 'visit',
      execArgv: [],
      env: { PATH: path },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    let isGone = false;
    /** Electron's `kill` does nothing to a process that has no pid yet: it is ended once it has one. */
    let isDoomed = false;
    const hearGone: (() => void)[] = [];
    const lifeline = new MessageChannelMain();
    // Its other end closes when this process dies, whatever kills it: the visit then wipes.
    child.postMessage(null, [lifeline.port2]);
    const gone = (): void => {
      if (isGone) return;
      isGone = true;
      bornInTime();
      lifeline.port1.close();
      for (const hear of hearGone) hear();
    };
    const kill = (): void => {
      isDoomed = true;
      if (child.pid === undefined) return;
      try {
        // Electron's own kill asks; a process that hangs does not listen.
        process.kill(child.pid, 'SIGKILL');
      } catch {
        // It ended before; its exit is told.
      }
    };
    // A launch that failed is told by nothing at all.
    const bornInTime = timer.alarm(bornWithinMs, () => {
      kill();
      gone();
    });
    child.once('spawn', () => {
      bornInTime();
      if (isDoomed) kill();
    });
    child.once('exit', gone);
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
      onExit: (hear) => void hearGone.push(hear),
      kill,
    };
  };
