// Plain JavaScript: this file runs on whatever Node the machine has, to hand over to the pinned one.
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** Absolute path of the pinned Node 24 binary that npm installed, or null where no package exists for this machine. */
export function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  try {
    const root = dirname(require.resolve(`node-${platform}-${process.arch}/package.json`));
    const binary = join(root, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/** The same as in worker-node.ts, which this file cannot read: the room of a large buffer goes back once it is free. */
const givesMemoryBack = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '2' };

/** What a page leaves is found soon: a third less memory for a filing of 500 pages. */
const smallHeap = ['--max-semi-space-size=2'];

/** Runs `script` with `args` under the pinned Node and ends this process the way it ended. */
export function runPinned(script, args) {
  const own = Number(process.versions.node.split('.')[0]) === 24 ? process.execPath : null;
  const node = pinnedNode() ?? own;
  if (!node) {
    console.error('Récépissé needs Node 24: run "npm ci" in its folder, or start it with a Node 24 of your own.');
    process.exit(2);
  }
  const words = [...smallHeap, script, ...args];
  const env = { ...givesMemoryBack, ...process.env };
  // This process becomes the pinned Node where it can: a Node that only waits takes 50 MB.
  if (process.platform !== 'win32' && process.execve && isRunnable(node)) process.execve(node, [node, ...words], env);
  const child = spawn(node, words, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`Récépissé could not start ${node}: ${error.message}`);
    process.exit(2);
  });
  child.on('exit', (code, signal) => {
    if (signal) {
      for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name);
      process.kill(process.pid, signal);
    } else process.exit(code ?? 2);
  });
}

/** An execve that fails aborts this process; spawn says why it could not. */
function isRunnable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
