import { type ChildProcess, spawn } from 'node:child_process';
import { fstatSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';

/** Where Electron's process says that its first screen is there: an open file beside its usual three. */
export const firstScreenFile = 3;

/** Told to the start that waits for it, on the pipe it made and nowhere else: whatever file is open there otherwise is somebody's own. */
export function tellFirstScreen(env: NodeJS.ProcessEnv, file: number = firstScreenFile): void {
  if (env.RECEPISSE_FIRST_SCREEN !== String(firstScreenFile)) return;
  try {
    const stat = fstatSync(file);
    if (stat.isFIFO() || stat.isSocket()) writeSync(file, 'there');
  } catch {
    // Whoever waited has gone.
  }
}

export interface ElectronStart {
  readonly binary: string;
  /** The built entry. */
  readonly entry: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

export interface StartedElectron {
  /** True once the first screen is there; false when it ended before, or nothing came in time. */
  readonly firstScreen: (withinMs: number) => Promise<boolean>;
  /** Its exit code; null: killed, or never begun. */
  readonly ended: Promise<number | null>;
  stop(signal: 'SIGTERM' | 'SIGKILL'): void;
}

/** Starts the kiosk in Electron as a process of its own; what it says goes where ours goes. */
export function startInElectron({ binary, entry, args, env }: ElectronStart): StartedElectron {
  const child: ChildProcess = spawn(binary, [entry, '--', ...args], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
    env: { ...env, RECEPISSE_FIRST_SCREEN: String(firstScreenFile) },
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
    child.once('error', () => child.pid === undefined && resolve(null));
  });
  const said = new Promise<true>((resolve) => {
    const screen = child.stdio[firstScreenFile] as Readable | null;
    screen?.once('data', () => resolve(true));
    screen?.on('error', () => undefined);
  });
  return {
    firstScreen: (withinMs) => {
      const late = Promise.withResolvers<false>();
      const timer = setTimeout(() => late.resolve(false), withinMs);
      return Promise.race([said, late.promise, ended.then(() => false)]).finally(() => clearTimeout(timer));
    },
    ended,
    stop: (signal) => void child.kill(signal),
  };
}
