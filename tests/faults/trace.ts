/** One system call of a traced process, as strace wrote it. */
export interface TracedCall {
  readonly pid: number;
  readonly call: string;
  /** The call's line up to its result: arguments with the paths of file descriptors. */
  readonly text: string;
  /** It returned, and did not fail: what it does was done before anything that stands below. */
  readonly done: boolean;
  /** How many calls of this name its process had begun, this one counted: what strace's `when` counts. */
  readonly nth: number;
}

export interface Trace {
  /** The first process: the kiosk's own. */
  readonly core: number;
  /** In the order in which they began. */
  readonly calls: readonly TracedCall[];
  /** Processes whose end was SIGKILL, in order. */
  readonly killed: readonly number[];
}

/** Reads what `strace -f -yy` wrote. A call that was cut by another process's line is put together again. */
export function readTrace(written: string): Trace {
  const calls: { -readonly [K in keyof TracedCall]: TracedCall[K] }[] = [];
  const killed: number[] = [];
  const counts = new Map<string, number>();
  const open = new Map<number, number>();
  let core = 0;
  for (const line of written.split('\n')) {
    const [, pidText, rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pidText === undefined) continue;
    const pid = Number(pidText);
    core ||= pid;
    if (rest.startsWith('+++ killed by SIGKILL')) killed.push(pid);
    const resumed = /^<\.\.\. \w+ resumed>/.test(rest);
    const index = open.get(pid);
    const cut = index === undefined ? undefined : calls[index];
    if (resumed && cut) {
      cut.done = hasSucceeded(rest);
      open.delete(pid);
    }
    const [, call] = /^(\w+)\(/.exec(rest) ?? [];
    if (call === undefined) continue;
    const key = `${pid} ${call}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    if (rest.endsWith('<unfinished ...>')) open.set(pid, calls.length);
    const text = rest.replace(/( <unfinished \.\.\.>|\)\s+= .*)$/, '');
    calls.push({ pid, call, text, done: hasSucceeded(rest), nth: counts.get(key) ?? 0 });
  }
  return { core, calls, killed };
}

const hasSucceeded = (rest: string): boolean => /\)\s+= \d/.test(rest);

const writes = new Set(['write', 'pwrite64']);
const syncs = new Set(['fsync', 'fdatasync']);
export const isWrite = ({ call }: TracedCall): boolean => writes.has(call);
export const isSync = ({ call }: TracedCall): boolean => syncs.has(call);
