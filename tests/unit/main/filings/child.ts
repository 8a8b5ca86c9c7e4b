import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

const scriptPath = (script: string): string => join(import.meta.dirname, 'scripts', script);

/** Starts one of `scripts/` in a process of its own. */
export const start = (script: string, ...args: string[]): ChildProcessWithoutNullStreams =>
  spawn(process.execPath, [scriptPath(script), ...args]);

/** First line that a process says, null when it ends without one. */
export async function firstLine(child: ChildProcessWithoutNullStreams): Promise<string | null> {
  let said = '';
  for await (const part of child.stdout) {
    said += String(part);
    if (said.includes('\n')) return said.slice(0, said.indexOf('\n'));
  }
  return null;
}

/** Everything a script says, line by line, once it has ended. */
export const run = (script: string, ...args: string[]): string[] =>
  lines(spawnSync(process.execPath, [scriptPath(script), ...args]));

/**
 * The same with `folder` on a tmpfs of its own, of `bytes`, in a mount namespace that ends with the process.
 * Root or not: an unprivileged user maps itself to root inside.
 */
export function runOnSmallDisk(folder: string, size: string, script: string, ...args: string[]): string[] {
  const namespace = process.getuid?.() === 0 ? ['-m'] : ['-rm'];
  const command = `mount -t tmpfs -o size=${size},mode=0700 none "$0" && exec "$@"`;
  return lines(
    spawnSync('unshare', [...namespace, 'sh', '-c', command, folder, process.execPath, scriptPath(script), ...args]),
  );
}

function lines({ stdout, stderr, status }: ReturnType<typeof spawnSync>): string[] {
  if (status !== 0) throw new Error(`exit ${status}: ${String(stderr)}`);
  return String(stdout).trim().split('\n');
}
