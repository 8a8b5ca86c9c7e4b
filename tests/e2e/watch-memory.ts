import { readdirSync, readFileSync } from 'node:fs';

/** Of one process: the most it ever had resident, in bytes, and who started it. */
interface Seen {
  readonly parent: number;
  readonly mostBytes: number;
}

function look(pid: number): Seen | null {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const number = (key: string): number => Number(new RegExp(`^${key}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return { parent: number('PPid'), mostBytes: number('VmHWM') * 1024 };
  } catch {
    return null;
  }
}

/** Sum of `VmHWM` (proc_pid_status(5)) of a process and all that it started and that live now. */
export function residentBelow(root: number): { readonly bytes: number; readonly processes: number } {
  const all = new Map<number, Seen>();
  for (const name of readdirSync('/proc')) {
    const seen = /^\d+$/.test(name) ? look(Number(name)) : null;
    if (seen) all.set(Number(name), seen);
  }
  let [bytes, processes] = [0, 0];
  for (const [pid, { mostBytes }] of all) {
    for (let at: number | undefined = pid; at !== undefined && at > 1; at = all.get(at)?.parent) {
      if (at !== root) continue;
      bytes += mostBytes;
      processes += 1;
      break;
    }
  }
  return { bytes, processes };
}
