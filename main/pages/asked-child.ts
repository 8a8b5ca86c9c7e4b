import { type ChildProcess, fork } from 'node:child_process';
import { flushCompileCache } from 'node:module';
import { fail, ok, type Result } from '../../shared/result.ts';
import { compiledCode } from '../compile-cache.ts';
import { givesMemoryBack, workerNode } from '../worker-node.ts';
import { diesWithParent } from './run-bounded.ts';

const [guard, ...before] = diesWithParent;
/** A young generation of 2 MB: what a page leaves is found soon, and the process stays small. */
const heap = ['--max-old-space-size=256', '--max-semi-space-size=2'];

/** When all that a page needs has been loaded. */
const compiledAfterMs = 3_000;

export interface AskedChildParts {
  /** The child's entry file: it answers each `{ id, request }` with `{ id, answer }`. */
  readonly entry: string;
  readonly timeoutMs: number;
  /** RLIMIT_DATA: what native libraries may allocate. V8's own heap is bounded apart. */
  readonly memoryBytes: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** `stopped`: it crashed or was killed. `missing`: it could not be started at all. */
export interface ChildFault {
  readonly end: 'timeout' | 'stopped' | 'missing';
  readonly detail: string;
}

/** A forked child that is asked one thing at a time. A crash or hang of it is a value, and the next ask gets a new one. */
export interface AskedChild {
  ask(request: unknown): Promise<Result<unknown, ChildFault>>;
  /** Says something that nobody waits for, beside what is asked: it has no deadline, and no fault of its own. */
  tell(request: unknown): void;
  stop(): void;
}

interface Reply {
  readonly id: number;
  readonly answer: unknown;
}

/** Bounds and starts the child on the same Node; it holds a visitor's pages, so: no core dump, no inherited words. */
export function buildAskedChild({ entry, timeoutMs, memoryBytes, env = {} }: AskedChildParts): AskedChild {
  let child: ChildProcess | null = null;
  let lastId = 0;

  const start = (): ChildProcess => {
    const started = fork(entry, [], {
      execPath: guard,
      execArgv: [...before, 'prlimit', `--data=${memoryBytes}`, '--core=0', '--', workerNode(), ...heap],
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', ...givesMemoryBack, ...compiledCode(process.env), ...env },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    // A late error of a child that is being killed has no other listener.
    started.on('error', () => undefined);
    started.on('exit', () => {
      if (child === started) child = null;
    });
    return started;
  };

  const stop = () => {
    child?.kill('SIGKILL');
    child = null;
  };

  function ask(request: unknown): Promise<Result<unknown, ChildFault>> {
    const id = ++lastId;
    child ??= start();
    const current = child;
    return new Promise((resolve) => {
      const end = (result: Result<unknown, ChildFault>) => {
        clearTimeout(timer);
        current.off('message', onMessage).off('exit', onExit).off('error', onError);
        if (!result.ok && child === current) stop();
        resolve(result);
      };
      const onMessage = (reply: Reply) => {
        if (reply.id === id) end(ok(reply.answer));
      };
      const onExit = (code: number | null, signal: string | null) =>
        end(fail({ end: code === 127 ? 'missing' : 'stopped', detail: `ended by ${signal ?? code}` }));
      const onError = (error: Error) =>
        end(fail({ end: current.pid === undefined ? 'missing' : 'stopped', detail: error.message }));
      const timer = setTimeout(() => end(fail({ end: 'timeout', detail: `${timeoutMs} ms` })), timeoutMs);
      current.on('message', onMessage).on('exit', onExit).on('error', onError);
      current.send({ id, request }, (error) => {
        if (error && current.pid !== undefined) end(fail({ end: 'stopped', detail: error.message }));
      });
    });
  }

  const tell = (request: unknown): void => {
    child ??= start();
    child.send({ id: ++lastId, request }, () => undefined);
  };

  return { ask, tell, stop };
}

/** The child's side: answers each request, and ends with its parent. */
export function answerParent(answer: (request: unknown) => Promise<unknown>): void {
  // Its end is a SIGKILL, at which Node would not write what it compiled.
  setTimeout(flushCompileCache, compiledAfterMs).unref();
  process.on('message', async (message: { readonly id: number; readonly request: unknown }) => {
    const reply: Reply = { id: message.id, answer: await answer(message.request) };
    process.send?.(reply);
  });
  process.on('disconnect', () => process.exit(0));
}
