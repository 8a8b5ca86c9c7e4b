import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readTrace, type Trace } from './trace.ts';

/** Everything that changes a file, and what is written to the printer's socket. */
const traced = 'write,writev,pwrite64,fsync,fdatasync,rename,renameat2,link,unlink,ftruncate,mkdir,rmdir';

/** A run that stands still this long is a fault of the test: nothing of a kiosk takes a tenth of it. */
const deadlineMs = 90_000;

export interface Run {
  /** Absolute path of the script, then its arguments. */
  readonly args: readonly string[];
  /** The desk's folder: the trace lies beside the data. */
  readonly root: string;
  /** strace's own words, such as `inject=fsync:signal=SIGKILL:when=3`. */
  readonly tamper?: readonly string[];
}

export interface Ended {
  readonly trace: Trace;
  readonly stdout: string;
  readonly stderr: string;
}

let runs = 0;

/** Starts a command under strace, all its children included, in a process group of its own. */
function startTraced({ args, root, tamper = [] }: Run): { readonly child: ChildProcess; readonly traceFile: string } {
  runs += 1;
  const traceFile = join(root, `trace-${runs}`);
  const how = ['-f', '-yy', '-s', '0', '-o', traceFile, '-e', `trace=${traced}`, ...tamper.flatMap((t) => ['-e', t])];
  const child = spawn('strace', [...how, process.execPath, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    env: runEnv(root),
  });
  return { child, traceFile };
}

/** What a run inherits: nothing of the test runner's own. Stripped types are kept beside the desks, for the sake of time. */
export function runEnv(root: string): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env;
  return { ...env, NODE_COMPILE_CACHE: join(dirname(root), 'compiled') };
}

/** Runs to the end of every process of it, whether or not one was killed on the way. */
export async function runTraced(run: Run): Promise<Ended> {
  return (await watched(run, null)).ended;
}

/** Whom to kill: the kiosk's own process alone, or every process of it at once, as a power cut does. */
export const theCore = ({ core }: Trace): number[] => [core];
export const everyProcess = ({ calls }: Trace): number[] => [...new Set(calls.map(({ pid }) => pid))];

export interface Watch {
  /** True once the trace holds the instant to kill at. */
  readonly at: (trace: Trace) => boolean;
  readonly victims: (trace: Trace) => readonly number[];
}

/** The same, with a SIGKILL from outside as soon as the trace shows the instant; `hit` is false when it never came. */
export async function runAndKill(run: Run, watch: Watch): Promise<Ended & { readonly hit: boolean }> {
  const { ended, hit } = await watched(run, watch);
  return { ...ended, hit };
}

async function watched(run: Run, watch: Watch | null): Promise<{ readonly ended: Ended; readonly hit: boolean }> {
  const { child, traceFile } = startTraced(run);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (part) => (stdout += String(part)));
  child.stderr?.on('data', (part) => (stderr += String(part)));
  const closed = once(child, 'close');
  const read = (): Trace => readTrace(existsSync(traceFile) ? readFileSync(traceFile, 'utf8') : '');
  let hit = false;
  const look = (): void => {
    const trace = read();
    if (hit || !watch?.at(trace)) return;
    hit = true;
    for (const pid of watch.victims(trace)) kill(pid);
  };
  const looking = watch ? setInterval(look, 5) : undefined;
  const late = setTimeout(() => child.pid !== undefined && kill(-child.pid), deadlineMs);
  await closed;
  clearInterval(looking);
  clearTimeout(late);
  return { ended: { trace: read(), stdout, stderr: stderr.replace(/^strace: .*\n/gm, '') }, hit };
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It ended by itself.
  }
}

/** Lays down what a test has seen, for a person to look at: `.cache/` is not part of the repository. */
export function keepEvidence(name: string, evidence: unknown): void {
  const folder = resolve(import.meta.dirname, '../../.cache');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), `${JSON.stringify(evidence, null, 1)}\n`);
}

/** The same command without strace, killed after a time, or left to end when there is none. */
export async function runForMs(run: Run, killAfterMs: number | null, whom: 'core' | 'all'): Promise<PlainEnd> {
  const started = Date.now();
  const child = spawn(process.execPath, run.args, {
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
    env: runEnv(run.root),
  });
  let stdout = '';
  child.stdout.on('data', (part) => (stdout += String(part)));
  const { pid } = child;
  if (pid === undefined) throw new Error('did not start');
  const timer = setTimeout(() => kill(whom === 'all' ? -pid : pid), killAfterMs ?? deadlineMs);
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(timer);
  return { pid, stdout, killed: signal === 'SIGKILL', tookMs: Date.now() - started };
}

export interface PlainEnd {
  readonly pid: number;
  readonly stdout: string;
  readonly killed: boolean;
  readonly tookMs: number;
}
