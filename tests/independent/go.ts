import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const cache = join(import.meta.dirname, '../../.cache/go');

/** Builds a Go program of this folder (Debian's Go, no network, no modules) and answers the path of the binary. */
export function buildGo(folder: string): string {
  const binary = join(cache, folder, `check-${process.pid}`);
  mkdirSync(join(cache, folder), { recursive: true });
  execFileSync('go', ['build', '-o', binary, '.'], {
    cwd: join(import.meta.dirname, folder),
    env: {
      ...process.env,
      GO111MODULE: 'off',
      GOPATH: '/usr/share/gocode',
      GOCACHE: join(cache, 'build'),
      GOFLAGS: '',
    },
    timeout: 240_000,
  });
  return binary;
}
