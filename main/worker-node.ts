import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export interface Runtime {
  readonly execPath: string;
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
  readonly arch: string;
}

/**
 * The Node that children are forked with: this one; inside Electron the one that ships, since Electron's own binary runs no scripts
 * (fuse RunAsNode is off). `find`: a package's folder. Throws where the package is missing: it was not packed.
 */
export function workerNode(runtime: Runtime = process, find: (name: string) => string = folderOf): string {
  if (runtime.versions.electron === undefined) return runtime.execPath;
  const isWindows = runtime.platform === 'win32';
  const folder = find(`node-${isWindows ? 'win' : runtime.platform}-${runtime.arch}`);
  return join(folder, 'bin', isWindows ? 'node.exe' : 'node');
}

const folderOf = (name: string): string => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

/**
 * For a process that handles pages: glibc gives the room of a large buffer back as soon as it is free. Else its own threshold
 * grows with what it sees, up to 32 MB (mallopt(3), M_MMAP_THRESHOLD), and what pages took once stays taken.
 */
export const givesMemoryBack: NodeJS.ProcessEnv = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_ARENA_MAX: '2' };
