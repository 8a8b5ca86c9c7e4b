// Entry of the kiosk in Electron. It runs as built JavaScript (`npm run build:app`): `recepisse start --host electron`, or packaged.
// First, and for what it does: whatever fails from here on ends the kiosk.
import './die-on-fault.ts';
import { finish } from './commands/finish.ts';
import { dieThrough } from './die-on-fault.ts';
import { electron } from './hosts/electron/real-electron.ts';
import { dumpNoMemory } from './no-memory-dump.ts';
import { foreignArguments, ownArguments, runElectron } from './run-electron.ts';
import { tellFirstScreen } from './start-in-electron.ts';

dieThrough((code) => electron.app.exit(code));
const args = ownArguments(process.argv);
const stopped = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
});
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
dumpNoMemory();

const run = runElectron({
  electron,
  args,
  foreign: foreignArguments(process.argv),
  uid: process.getuid?.() ?? -1,
  isRoot: process.getuid?.() === 0,
  path: process.env.PATH ?? '/usr/bin:/bin',
  memory: '/dev/shm',
  stopped,
  say: (line) => void process.stderr.write(`${line}\n`),
  onScreen: () => tellFirstScreen(process.env),
});
// Not awaited here: Electron becomes ready only once its entry has been run to its end.
void run.then((outcome) => electron.app.exit(finish(outcome, args.includes('--json'))));
