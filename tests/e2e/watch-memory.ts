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

/** Bytes that a process had resident at most until now (`VmHWM`, proc_pid_status(5)). */
export const mostResident = (pid: number): number => look(pid)?.mostBytes ?? 0;

/** The same of a process and all below it, added up over those that live now: never less than what they really take together. */
export function mostResidentBelow(root: number): number {
  const all = new Map<number, Seen>();
  for (const name of readdirSync('/proc')) {
    const seen = /^\d+$/.test(name) ? look(Number(name)) : null;
    if (seen) all.set(Number(name), seen);
  }
  const isBelow = (pid: number): boolean => {
    const parent = all.get(pid)?.parent ?? 0;
    return pid === root || parent === root || (parent > 1 && isBelow(parent));
  };
  return [...all].reduce((sum, [pid, { mostBytes }]) => (isBelow(pid) ? sum + mostBytes : sum), 0);
}
