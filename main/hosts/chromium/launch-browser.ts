import { type ChildProcess, spawn } from 'node:child_process';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { chromiumArguments } from './chromium-arguments.ts';
import { makeScreenHome, type ScreenHome } from './screen-home.ts';

export interface LaunchParts {
  readonly program: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly noSandbox: boolean;
}

/** Why a browser ended. `no-sandbox`: this machine lets it make none, and it runs without one never. */
export type BrowserEnd = 'no-sandbox' | 'ended';

/** One run of Chromium, its window empty. Loads nothing heavy: it comes up while the rest of the kiosk still loads. */
export interface LaunchedBrowser {
  /** Its DevTools pipes are file descriptors 3 (in) and 4 (out). */
  readonly child: ChildProcess;
  /** Its process and its home are gone. */
  readonly ended: Promise<BrowserEnd>;
  close(): Promise<void>;
}

export type Launch = Promise<Result<LaunchedBrowser, { readonly code: 'no-tmpfs' }>>;

/** Enough of what it says to know why it did not start; never shown. */
const keptCharacters = 20_000;
/** A browser with an empty profile has nothing to save. */
const closeTimeoutMs = 2_000;

/** Starts Chromium on the screen with a new, empty home in memory. Fault: `no-tmpfs`. */
export async function launchBrowser(parts: LaunchParts): Launch {
  const home = await makeScreenHome(parts.env, parts.isRoot);
  if (!home.ok) return fail({ code: home.fault.code });
  const child = spawnIn(home.value, parts);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-keptCharacters);
  });
  const ended = new Promise<BrowserEnd>((resolve) => {
    const gone = (): void => {
      const end = /No usable sandbox|sandbox.*(?:not permitted|failed)/i.test(said) ? 'no-sandbox' : 'ended';
      void home.value.remove().then(() => resolve(end));
    };
    child.on('close', gone);
    child.on('error', () => child.pid === undefined && gone());
  });
  const close = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), closeTimeoutMs);
    await ended;
    clearTimeout(timer);
  };
  return ok({ child, ended, close });
}

function spawnIn(home: ScreenHome, { program, env, noSandbox }: LaunchParts): ChildProcess {
  const platform = env.DISPLAY === undefined ? 'wayland' : 'x11';
  const [command = '', ...before] = home.before;
  return spawn(command, [...before, program, ...chromiumArguments({ profile: home.profile, platform, noSandbox })], {
    cwd: home.path,
    env: home.env,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
  });
}
