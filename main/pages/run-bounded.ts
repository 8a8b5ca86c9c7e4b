import { spawn } from 'node:child_process';

/** Put before a command: the kernel kills it when its parent dies, so that no page outlives its visit (promise 5). */
export const diesWithParent = ['setpriv', '--pdeathsig', 'KILL', '--'] as const;

export interface BoundedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
  readonly memoryBytes: number;
  /** Largest file the child may write. */
  readonly outputBytes: number;
  readonly cwd: string;
}

/** How a bounded child ended. `missing`: the program or prlimit is not installed. `killed`: a bound stopped it. */
export type BoundedEnd = BoundedExit | { readonly end: 'timeout' | 'killed' | 'missing'; readonly detail: string };

interface BoundedExit {
  readonly end: 'exit';
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** More was said than is kept: what stands above is not the whole of it. */
  readonly cut: boolean;
}

/** What is kept of each output stream: enough for 500 page sizes and 20,000 images, not enough to fill memory. */
const keptCharacters = 2_000_000;

/**
 * Runs a program on hostile input: bounded memory, CPU time, file size and real time (util-linux `prlimit`), no core
 * dump, no inherited environment, the C locale so that its words can be read. Never throws for what the child does.
 */
export function runBounded(job: BoundedCommand): Promise<BoundedEnd> {
  const bounds = [
    `--as=${job.memoryBytes}`,
    `--cpu=${Math.ceil(job.timeoutMs / 1000) + 1}`,
    `--fsize=${job.outputBytes}`,
    '--core=0',
    '--nofile=64',
  ];
  return new Promise((resolve) => {
    const [command, ...before] = diesWithParent;
    const child = spawn(command, [...before, 'prlimit', ...bounds, '--', job.command, ...job.args], {
      cwd: job.cwd,
      env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', HOME: job.cwd, TMPDIR: job.cwd },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    let cut = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (stdout.length < keptCharacters) stdout += text;
      else cut = true;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (stderr.length < keptCharacters) stderr += text;
      else cut = true;
    });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, job.timeoutMs);
    child.on('error', (error) => {
      clearTimeout(timer);
      if (child.pid === undefined) resolve({ end: 'missing', detail: error.message });
    });
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      if (code === null) {
        resolve({ end: late ? 'timeout' : 'killed', detail: `${job.command} ended by ${signal}` });
      } else if (code === 127 || (code === 1 && stderr.startsWith('setpriv'))) {
        resolve({ end: 'missing', detail: stderr });
      } else resolve({ end: 'exit', code, stdout, stderr, cut });
    });
  });
}
