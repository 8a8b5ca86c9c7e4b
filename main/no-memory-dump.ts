import { writeFileSync } from 'node:fs';

/**
 * A core dump of this process, or of any it starts, holds no memory: names, keys and pages never reach a disk by a crash
 * (promise 5). The kernel hands the filter on through fork and exec (core(5)).
 */
export function dumpNoMemory(): void {
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // A kernel without this file writes no dumps.
  }
}
