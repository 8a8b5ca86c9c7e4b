import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ForkOptions, MessagePortMain, UtilityProcess } from 'electron';
import { buildBus, listed } from './listed.ts';
import { pagePort } from './message-ports.ts';
import type { FromShim, ToShim } from './utility-messages.ts';

const shim = fileURLToPath(new URL('./utility-shim.ts', import.meta.url));

export interface StartedUtility {
  readonly entry: string;
  readonly options: ForkOptions;
  readonly child: ChildProcess;
}

/** Electron's utility process as a real child of Node's, running the real entry; what is said on a port goes over its pipe. */
export function standInFork(started: StartedUtility[]) {
  return (entry: string, _args: string[] = [], options: ForkOptions = {}): UtilityProcess => {
    const child = fork(shim, [entry], {
      execArgv: [],
      env: options.env as NodeJS.ProcessEnv,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    started.push({ entry, options, child });
    const bus = buildBus();
    const ports = new Map<number, MessagePort>();
    let lastPort = 0;
    const send = (message: ToShim): void => {
      if (child.connected) child.send(message, () => undefined);
    };
    const carry = (main: MessagePortMain): number => {
      const [id, port] = [++lastPort, pagePort(main)];
      ports.set(id, port);
      port.addEventListener('message', ({ data }: MessageEvent) => send({ kind: 'said', port: id, data }));
      port.addEventListener('close', () => send({ kind: 'closed', port: id }));
      return id;
    };
    child.on('message', (message: FromShim) => {
      if (message.kind === 'message') bus.fire('message', message.data);
      else if (message.kind === 'said') ports.get(message.port)?.postMessage(message.data);
      else ports.get(message.port)?.close();
    });
    let pid: number | undefined;
    child.once('spawn', () => {
      pid = child.pid;
      bus.fire('spawn');
    });
    child.once('exit', (code, signal) => {
      pid = undefined;
      // Nobody is told of the ports of one that was killed: they stay open, and silent.
      if (signal !== 'SIGKILL') for (const port of ports.values()) port.close();
      bus.fire('exit', code ?? 1);
    });
    return listed<UtilityProcess>('UtilityProcess', {
      get pid() {
        return pid;
      },
      on: bus.on as never,
      once: bus.once as never,
      // Without a pid it does nothing.
      kill: () => pid !== undefined && child.kill(),
      postMessage: (data, transfer = []) => send({ kind: 'message', data, ports: transfer.map(carry) }),
    });
  };
}
