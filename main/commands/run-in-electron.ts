import { ok } from '../../shared/result.ts';
import { builtFolder } from '../own-file.ts';
import { startInElectron } from '../start-in-electron.ts';
import type { Outcome } from './command.ts';

export interface InElectron {
  readonly binary: string;
  readonly thenChromium: boolean;
  readonly args: readonly string[];
  readonly stopped: Promise<void>;
  readonly entry?: string;
  readonly firstScreenMs?: number;
}

/** DESIGN section 3: no first screen in this time, and the kiosk goes on in Chromium. */
const firstScreenMs = 20_000;
/** To wipe a visit whose receipt is still being printed. */
const endMs = 45_000;

/** Runs the kiosk in Electron to its end; null: no first screen came, Electron is gone, and Chromium may take over. */
export async function runInElectron(run: InElectron): Promise<Outcome | null> {
  const entry = run.entry ?? builtFolder('app/main/electron.js');
  const electron = startInElectron({ binary: run.binary, entry, args: run.args, env: process.env });
  let isStopped = false;
  let kill: NodeJS.Timeout | undefined;
  const stop = (): void => {
    electron.stop('SIGTERM');
    kill ??= setTimeout(() => electron.stop('SIGKILL'), endMs);
  };
  void run.stopped.then(() => {
    isStopped = true;
    stop();
  });
  const came = !run.thenChromium || (await electron.firstScreen(run.firstScreenMs ?? firstScreenMs));
  if (!came && !isStopped) electron.stop('SIGKILL');
  const code = await electron.ended;
  clearTimeout(kill);
  // It has said itself what is wrong with what it was given: in Chromium it would be the same.
  if (came || isStopped || code === 2) return ok({ exit: code === 0 ? 0 : 2, json: null, text: '' });
  process.stderr.write('No screen came in Electron: the kiosk goes on in Chromium.\n');
  return null;
}
