import { readFileSync, readlinkSync } from 'node:fs';

/**
 * Who owns a folder in memory: `<pid namespace>-<pid>-<start time>`. Memory does not outlive a boot, and within one a pid
 * that came again has another start time (proc(5), /proc/pid/stat, fields 1 and 22: ticks since boot).
 */
export function ownerOfThis(): string {
  return `${namespaceOfThis()}-${process.pid}-${startOf(process.pid) ?? 0}`;
}

/** True when `name` begins with an owner that this process could see, and who is no more. */
export function isFolderOfTheDead(name: string): boolean {
  const [, namespace, pid, start] = /^(\d+)-(\d+)-(\d+)-/.exec(name) ?? [];
  // Pids of another container mean nothing here.
  if (namespace !== namespaceOfThis()) return false;
  return startOf(Number(pid)) !== start;
}

const namespaceOfThis = (): string => /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';

/** null when there is no such process, or only what its parent has not yet taken note of. */
function startOf(pid: number): string | null {
  try {
    // The name of the program, in brackets, may hold anything.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
