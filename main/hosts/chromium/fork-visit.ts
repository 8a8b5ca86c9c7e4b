import { type ChildProcess, fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { compiledCode } from '../../compile-cache.ts';
import type { LaunchVisit, ParentLine } from '../../visits/visit-launch.ts';
import type { FromVisit, ToVisit } from '../../visits/visit-messages.ts';
import { givesMemoryBack } from '../../worker-node.ts';

/** Forks a visit's process; the kernel keeps no dump of it, and it inherits no words and no open files. */
export const forkVisit =
  (entry: string): LaunchVisit<Socket> =>
  () => {
    const child = fork(entry, [], {
      execPath: 'prlimit',
      execArgv: ['--core=0', '--', process.execPath, '--max-semi-space-size=2'],
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', ...givesMemoryBack, ...compiledCode(process.env) },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return {
      send: (message) => sendTo(child, message),
      hand: (message, socket) => {
        if (!child.connected) socket.destroy();
        else child.send(message, socket, { keepOpen: false }, (error) => error && socket.destroy());
      },
      onMessage: (receive) => void child.on('message', receive),
      onExit: (gone) => {
        child.once('exit', gone);
        child.on('error', () => child.pid === undefined && gone());
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };

function sendTo(child: ChildProcess, message: ToVisit): void {
  if (child.connected) child.send(message, () => undefined);
}

/** The forked process's end. A connection waits at the door until the core has let go of its own copy of it. */
export function parentOfFork(): ParentLine<Socket> {
  const send = (message: FromVisit): void => {
    if (process.connected) process.send?.(message);
  };
  return {
    send,
    onMessage: (receive) => void process.on('message', receive),
    onHanded: (enter) => {
      const atTheDoor = new Map<number, { readonly what: object; readonly socket: Socket }>();
      process.on('message', (message: ToVisit, socket?: Socket) => {
        if (message.kind === 'hand' && socket) {
          atTheDoor.set(message.id, { what: message.what, socket });
          send({ kind: 'handed', id: message.id });
        } else if (message.kind === 'go') {
          const held = atTheDoor.get(message.id);
          atTheDoor.delete(message.id);
          if (held) enter(held.what, held.socket);
        }
      });
    },
    onGone: (gone) => void process.once('disconnect', gone),
  };
}
