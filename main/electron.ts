// Entry of the kiosk in Electron. It runs as built JavaScript (`npm run build:app`): `recepisse start --host electron`, or packaged.
import { writeSync } from 'node:fs';
import { finish } from './commands/finish.ts';
import { electron } from './hosts/electron/real-electron.ts';
import { dumpNoMemory } from './no-memory-dump.ts';
import { ownArguments, runElectron } from './run-electron.ts';
import { firstScreenFile } from './start-in-electron.ts';

const args = ownArguments(process.argv);
const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
});
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
dumpNoMemory();

/** Told to the start that waits for it; any other start waits for nothing. */
const onScreen = (): void => {
  if (process.env.RECEPISSE_FIRST_SCREEN === undefined) return;
  try {
    writeSync(firstScreenFile, 'there');
  } catch {
    // Whoever waited has gone.
  }
};

const run = runElectron({
  electron,
  args,
  uid: process.getuid?.() ?? -1,
  isRoot: process.getuid?.() === 0,
  path: process.env.PATH ?? '/usr/bin:/bin',
  memory: '/dev/shm',
  stopped,
  say: (line) => void process.stderr.write(`${line}\n`),
  onScreen,
});
// Not awaited here: Electron becomes ready only once its entry has been run to its end.
void run.then((outcome) => electron.app.exit(finish(outcome, args.includes('--json'))));
