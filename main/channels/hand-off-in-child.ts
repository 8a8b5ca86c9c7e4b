import { fork } from 'node:child_process';
import { ownFile } from '../own-file.ts';
import { diesWithParent } from '../pages/run-bounded.ts';
import { workerNode } from '../worker-node.ts';
import { cannotTell, type HandOff, retryLater } from './channel.ts';
import { type DeliverOrder, handOffSchema } from './deliver-messages.ts';

const child = ownFile('deliver-process', import.meta.url);
const [guard, ...guardArgs] = diesWithParent;

/** Runs one hand-off in a child that decrypts, delivers and ends; killed when `signal` aborts. One that dies in silence cannot tell. */
export function handOffInChild(order: DeliverOrder, signal: AbortSignal): Promise<HandOff> {
  return new Promise((resolve) => {
    const delivering = fork(child, {
      execPath: guard,
      execArgv: [...guardArgs, workerNode()],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const kill = (): void => void delivering.kill('SIGKILL');
    signal.addEventListener('abort', kill);
    if (signal.aborted) kill();
    // Nothing leaves a process that never was.
    let answer: HandOff = retryLater('no-process');
    delivering.on('spawn', () => {
      answer = cannotTell('no-answer');
    });
    delivering.on('message', (message) => {
      const parsed = handOffSchema.safeParse(message);
      if (parsed.success) answer = parsed.data;
    });
    delivering.on('error', () => undefined);
    delivering.on('close', () => {
      signal.removeEventListener('abort', kill);
      resolve(answer);
    });
    delivering.send(order);
  });
}
