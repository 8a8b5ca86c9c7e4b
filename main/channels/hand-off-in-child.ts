import { type ChildProcess, fork } from 'node:child_process';
import { ownFile } from '../own-file.ts';
import { diesWithParent } from '../pages/run-bounded.ts';
import { givesMemoryBack, workerNode } from '../worker-node.ts';
import { cannotTell, type HandOff, retryLater } from './channel.ts';
import { type DeliverOrder, handOffSchema } from './deliver-messages.ts';

const child = ownFile('deliver-process', import.meta.url);
const [guard, ...guardArgs] = diesWithParent;
/** A killed process is gone at once; one that the kernel holds (a share that is away) may never be, and nobody waits for it. */
const deathMs = 5_000;

const startChild = (): ChildProcess =>
  fork(child, {
    execPath: guard,
    execArgv: [...guardArgs, workerNode(), '--max-semi-space-size=2'],
    env: { ...process.env, ...givesMemoryBack },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });

/**
 * Runs one hand-off in a child that decrypts, delivers and ends; killed when `signal` aborts. One that dies in silence, or
 * does not even die, cannot tell.
 */
export function handOffInChild(order: DeliverOrder, signal: AbortSignal, start = startChild): Promise<HandOff> {
  return new Promise((resolve) => {
    const delivering = start();
    let givingUp: NodeJS.Timeout | null = null;
    // Nothing leaves a process that never was.
    let answer: HandOff = retryLater('no-process');
    let hasSpawned = false;
    const settle = (): void => {
      signal.removeEventListener('abort', kill);
      if (givingUp) clearTimeout(givingUp);
      resolve(answer);
    };
    const kill = (): void => {
      delivering.kill('SIGKILL');
      givingUp ??= setTimeout(() => {
        if (delivering.connected) delivering.disconnect();
        delivering.unref();
        settle();
      }, deathMs);
    };
    signal.addEventListener('abort', kill);
    if (signal.aborted) kill();
    delivering.on('spawn', () => {
      hasSpawned = true;
      answer = cannotTell('no-answer');
    });
    delivering.on('message', (message) => {
      const parsed = handOffSchema.safeParse(message);
      if (parsed.success) answer = parsed.data;
    });
    delivering.on('error', () => {
      if (!hasSpawned) settle();
    });
    delivering.on('close', settle);
    delivering.send(order, () => undefined);
  });
}
