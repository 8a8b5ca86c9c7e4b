// The first import of Electron's entry, for what it does: without a listener Electron shows a dialog with the stack, and goes on.
import { writeSync } from 'node:fs';
import { placeOf } from './place-of.ts';

/** As for anything else that is wrong with a start (DESIGN section 6). */
const exitCode = 2;
let exit = (code: number): void => process.exit(code);
let isDying = false;

/** Ends this process: one line says where in our code, never what was said. */
export function die(error: unknown): void {
  if (isDying) return;
  isDying = true;
  try {
    // At once: what goes through a stream may be lost with the process.
    writeSync(process.stderr.fd, `kiosk: a fault of the software itself at ${placeOf(error)}\n`);
  } catch {
    // Nobody listens any more.
  }
  try {
    exit(exitCode);
  } catch {
    process.exit(exitCode);
  }
}

/** Ends by Electron's own exit, which takes its children along, once there is one. */
export function dieThrough(electronsExit: (code: number) => void): void {
  exit = electronsExit;
}

process.on('uncaughtException', die);
process.on('unhandledRejection', die);
