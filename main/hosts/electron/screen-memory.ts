import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, fail, ok, type Result } from '../../../shared/result.ts';

/**
 * Where Electron keeps what it must keep while it runs: in memory, for this user alone. One name a user, since its lock in
 * there is what refuses a second kiosk. `root` (`/dev/shm`) is open to all: a folder that is not ours alone is not taken. Fault: `no-tmpfs`.
 */
export function screenMemory(uid: number, root: string): Result<string, Fault<'no-tmpfs'>> {
  const folder = join(root, `recepisse-screen-${uid}`);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch {
    // There already, or refused: what it is says the next look.
  }
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory() && stat.uid === uid && (stat.mode & 0o077) === 0) return ok(folder);
  return fail({ code: 'no-tmpfs', message: `The screens need a folder in memory of their own: ${folder}.` });
}

/** What Chromium keeps its lock in: it would be another kiosk's place. */
const lockFiles = /^Singleton/;

/** Empties that folder, once the place in it is taken and again at the end; the lock alone stays. */
export function emptyMemory(folder: string): void {
  for (const name of readdirSync(folder).filter((one) => !lockFiles.test(one)))
    try {
      rmSync(join(folder, name), { recursive: true, force: true });
    } catch {
      // Chromium writes in it at this moment: it is in memory, and swept at the next start.
    }
}
