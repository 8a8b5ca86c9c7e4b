import { fork } from 'node:child_process';
import { join } from 'node:path';
import { ownFile } from '../own-file.ts';
import { diesWithParent } from '../pages/run-bounded.ts';
import { workerNode } from '../worker-node.ts';
import { defaultVisitLimits } from './limits.ts';

const shredder = ownFile('shred-process', import.meta.url);
const [guard, ...guardArgs] = diesWithParent;
/** A command line holds about 2 MB, 40,000 ids; more than these wait for the next look. */
const filingsPerChild = 1_000;

/**
 * Overwrites the vault folders of these filings, or their pages alone (`pagesOf` before the id), in a child, which takes its
 * time beside a visit and ends with this process. What it does not finish is done by the next start or the next look.
 */
export function shredBeside(dataFolder: string, filings: readonly string[]): void {
  if (filings.length === 0) return;
  const child = fork(shredder, [join(dataFolder, 'vault'), ...filings.slice(0, filingsPerChild)], {
    execPath: guard,
    execArgv: [...guardArgs, workerNode()],
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    timeout: defaultVisitLimits.shredMs,
    killSignal: 'SIGKILL',
  });
  child.on('error', () => undefined);
}
