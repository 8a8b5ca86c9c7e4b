import { spawn } from 'node:child_process';
import { diesWithParent } from '../../pages/run-bounded.ts';
import type { ScanimageEnd } from './scanimage-end.ts';

/** An option listing is a few kilobytes. */
const keptCharacters = 200_000;

/** Runs `scanimage` for an answer in words (`-A`), with a deadline. Never throws for what the device does. */
export function runTool(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  timeoutMs: number,
): Promise<ScanimageEnd & { readonly stdout: string }> {
  return new Promise((resolve) => {
    const [command, ...before] = diesWithParent;
    const child = spawn(command, [...before, 'scanimage', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeoutMs);
    const end = (code: number | null, signal: string | null, missing: boolean) => {
      clearTimeout(timer);
      resolve({ code, signal, stdout, stderr, missing, cause: late ? 'timeout' : null });
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout = (stdout + text).slice(0, keptCharacters);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr = (stderr + text).slice(-keptCharacters);
    });
    child.on('error', () => {
      if (child.pid === undefined) end(null, null, true);
    });
    child.on('close', (code, signal) => end(code, signal, code === 127));
  });
}
