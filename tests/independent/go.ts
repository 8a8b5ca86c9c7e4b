import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Builds a Go program of this folder once (Debian's Go, no network, no modules) and answers the path of the binary. */
export function buildGo(folder: string): string {
  const out = mkdtempSync(join(tmpdir(), 'recepisse-go-'));
  const binary = join(out, 'check');
  execFileSync('go', ['build', '-o', binary, '.'], {
    cwd: join(import.meta.dirname, folder),
    env: { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOCACHE: join(out, 'cache'), GOFLAGS: '' },
    timeout: 240_000,
  });
  return binary;
}
