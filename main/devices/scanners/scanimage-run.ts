import { spawn } from 'node:child_process';
import { diesWithParent } from '../../pages/run-bounded.ts';
import type { ScanLimits } from './limits.ts';
import { type ScanimageEnd, statusSaid } from './scanimage-end.ts';

export interface ScanimageCommand {
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  readonly limits: ScanLimits;
  readonly signal?: AbortSignal | undefined;
}

export type ScanimageEvent = { readonly page: string } | { readonly end: ScanimageEnd };

export interface ScanimageRun {
  /** The next finished file's name, or how the run ended. Asking says that the page before is dealt with. */
  next(): Promise<ScanimageEvent>;
  /** Stops the device: SIGINT, then SIGKILL; resolves when it is gone, at once when it already ended. */
  stop(): Promise<void>;
}

/** What is kept of stderr, and how long a killed child may take to be gone. */
const keptCharacters = 16_000;
const goneTimeoutMs = 2_000;

/** Runs one batch of `scanimage` with a deadline per page and for the whole; it never outlives its caller's interest. */
export function startScanimage({ args, cwd, env, limits, signal }: ScanimageCommand): ScanimageRun {
  const [command, ...before] = diesWithParent;
  const child = spawn(command, [...before, 'scanimage', ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ready: ScanimageEvent[] = [];
  let waiting: ((event: ScanimageEvent) => void) | null = null;
  let ended = false;
  let paused = false;
  let batchOver = false;
  let wholePages = 0;
  let cause: ScanimageEnd['cause'] = null;
  let stderr = '';
  let rest = '';
  let pageTimer: NodeJS.Timeout | undefined;
  let killTimer: NodeJS.Timeout | undefined;
  let goneTimer: NodeJS.Timeout | undefined;

  const tell = (event: ScanimageEvent) => {
    if (waiting === null) ready.push(event);
    else waiting(event);
    waiting = null;
  };
  const finish = (end: Omit<ScanimageEnd, 'stderr' | 'cause'>) => {
    if (ended) return;
    ended = true;
    for (const timer of [pageTimer, killTimer, goneTimer, wholeTimer]) clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
    tell({ end: { ...end, stderr, cause } });
  };
  const interrupt = (why: NonNullable<ScanimageEnd['cause']>) => {
    if (ended || cause !== null) return;
    cause = why;
    clearTimeout(pageTimer);
    child.kill('SIGCONT');
    child.kill('SIGINT');
    killTimer = setTimeout(() => kill({ code: null, signal: 'SIGKILL', missing: false }), limits.cancelTimeoutMs);
  };
  const kill = (end: Omit<ScanimageEnd, 'stderr' | 'cause'>) => {
    child.kill('SIGKILL');
    // A process in the kernel's hands may not die; the visit does not wait for it.
    goneTimer = setTimeout(() => finish(end), goneTimeoutMs);
  };
  // SANE may hang for ever while it lets its device go (its reader thread dies holding malloc's lock): the batch was
  // over by then, and how it ended had been said.
  const letGo = () => kill({ code: statusSaid(stderr), signal: 'SIGKILL', missing: false });
  const expectPage = (ms: number) => {
    clearTimeout(pageTimer);
    pageTimer = batchOver ? setTimeout(letGo, limits.closeTimeoutMs) : setTimeout(() => interrupt('timeout'), ms);
  };
  const onAbort = () => interrupt('cancelled');
  const wholeTimer = setTimeout(() => interrupt('timeout'), limits.scanTimeoutMs);

  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    // A batch may go on for a while after SIGINT: what comes then was not wanted, and goes with its folder.
    if (cause !== null) return;
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const page of lines.filter((line) => line !== '')) {
      wholePages += 1;
      tell({ page });
    }
    // The device waits while two whole pages are unsealed: raw pages do not pile up.
    paused = wholePages >= limits.maxWholePages && child.kill('SIGSTOP');
    if (paused) clearTimeout(pageTimer);
    else expectPage(limits.pageTimeoutMs);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-keptCharacters);
    if (batchOver || !/^Batch terminated/m.test(stderr)) return;
    batchOver = true;
    if (!paused && cause === null) expectPage(limits.closeTimeoutMs);
  });
  child.on('error', () => {
    if (child.pid === undefined) finish({ code: null, signal: null, missing: true });
  });
  child.on('close', (code, signal) => {
    if (batchOver && cause === null && signal === 'SIGKILL')
      finish({ code: statusSaid(stderr), signal, missing: false });
    else finish({ code, signal, missing: code === 127 });
  });
  expectPage(limits.startTimeoutMs + limits.pageTimeoutMs);
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) onAbort();

  let handed = false;
  return {
    next() {
      if (handed) wholePages -= 1;
      handed = true;
      if (paused && wholePages < limits.maxWholePages && cause === null) {
        paused = false;
        child.kill('SIGCONT');
        expectPage(limits.pageTimeoutMs);
      }
      const event = ready.shift();
      if (event !== undefined) return Promise.resolve(event);
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    async stop() {
      interrupt('cancelled');
      while (!ended || ready.length > 0) if ('end' in (await this.next())) return;
    },
  };
}
