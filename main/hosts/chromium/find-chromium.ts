import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Fault, fail, ok, type Result } from '../../../shared/result.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];
/** Debian's mirrors over a slow line; a start that takes longer is a start that hangs. */
const installTimeoutMs = 10 * 60_000;

/** The first of Chromium's programs on this PATH, null when there is none. */
export function findProgram(path: string, wanted: readonly string[] = names): string | null {
  const candidates = path.split(':').flatMap((folder) => wanted.map((name) => join(folder, name)));
  return candidates.find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Finds Chromium, installs Debian's package where it may (root, apt-get); else one sentence that says what is missing. */
export async function provideChromium(
  path: string,
  isRoot: boolean,
  say: (line: string) => void,
): Promise<Result<string, Fault<'no-chromium'>>> {
  const found = findProgram(path);
  if (found !== null) return ok(found);
  const missing = 'The screens need Chromium: install the Debian package chromium, then start again.';
  if (!isRoot || findProgram(path, ['apt-get']) === null) return fail({ code: 'no-chromium', message: missing });
  say('Chromium is missing: installing the Debian package chromium…');
  const install = 'apt-get update && apt-get install -y --no-install-recommends chromium';
  const done = await run('sh', ['-c', install]);
  const installed = done ? findProgram(path) : null;
  return installed === null ? fail({ code: 'no-chromium', message: missing }) : ok(installed);
}

function run(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(command, args, { stdio: 'ignore', env, timeout: installTimeoutMs });
    child.on('error', () => resolve(false));
    child.on('close', (code) => resolve(code === 0));
  });
}
