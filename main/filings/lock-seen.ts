import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether some process holds this data folder, as the kernel lists it (/proc/locks): a look from outside, which opens
 * nothing. Only `openCore` decides; where the list cannot be read, nobody is said to hold it.
 */
export function isHeld(dataFolder: string): boolean {
  try {
    const { ino } = statSync(join(dataFolder, 'store.sqlite'));
    return readFileSync('/proc/locks', 'utf8')
      .split(/\s+/)
      .some((word) => word.endsWith(`:${ino}`));
  } catch {
    return false;
  }
}
