import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { chromiumArguments } from './chromium-arguments.ts';
import { type DevtoolsPipe, openDevtools } from './devtools-pipe.ts';
import { makeScreenHome, type ScreenHome } from './screen-home.ts';

export interface BrowserParts {
  readonly program: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isRoot: boolean;
  readonly language: string;
  readonly noSandbox: boolean;
  /** A page came, went, moved or crashed. */
  readonly onPages: () => void;
}

const targetsSchema = z.object({
  targetInfos: z.array(z.object({ targetId: z.string(), type: z.string(), url: z.string() })),
});
const targetSchema = z.object({ targetId: z.string() });

/** Why a browser ended. `no-sandbox`: this machine lets it make none, and it runs without one never. */
export type BrowserEnd = 'no-sandbox' | 'ended';

export interface BrowserPage {
  readonly id: string;
  readonly url: string;
}

/** One run of Chromium, steered over its pipe alone. */
export interface Browser {
  readonly ended: Promise<BrowserEnd>;
  /** Opens a page behind the one that shows. null: it does not answer. */
  openPage(url: string): Promise<string | null>;
  show(page: string): Promise<void>;
  closePage(page: string): Promise<void>;
  /** Every page it has, ours or not; null: it does not answer. */
  pages(): Promise<readonly BrowserPage[] | null>;
  /** Pages that crashed since it started. */
  readonly crashed: ReadonlySet<string>;
  close(): Promise<void>;
}

/** Enough of what it says to know why it did not start; never shown. */
const keptCharacters = 20_000;

/** Starts Chromium on the screen with a new, empty home in memory. Fault: `no-tmpfs`. */
export async function startBrowser(parts: BrowserParts): Promise<Result<Browser, { readonly code: 'no-tmpfs' }>> {
  const home = await makeScreenHome(parts.env, parts.language, parts.isRoot);
  if (!home.ok) return fail({ code: home.fault.code });
  const child = spawnIn(home.value, parts);
  const crashed = new Set<string>();
  const pipe = openDevtools(child.stdio[3] as Writable, child.stdio[4] as Readable, (method, params) => {
    if (!method.startsWith('Target.')) return;
    const target = targetSchema.safeParse(params);
    if (method === 'Target.targetCrashed' && target.success) crashed.add(target.data.targetId);
    parts.onPages();
  });
  void pipe.call('Target.setDiscoverTargets', { discover: true });
  return ok(browserOf(child, pipe, home.value, crashed));
}

function spawnIn(home: ScreenHome, { program, env, language, noSandbox }: BrowserParts): ChildProcess {
  const platform = env.DISPLAY === undefined ? 'wayland' : 'x11';
  const [command = '', ...before] = home.before;
  return spawn(
    command,
    [...before, program, ...chromiumArguments({ profile: home.profile, language, platform, noSandbox })],
    {
      cwd: home.path,
      env: home.env,
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    },
  );
}

function browserOf(child: ChildProcess, pipe: DevtoolsPipe, home: ScreenHome, crashed: ReadonlySet<string>): Browser {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-keptCharacters);
  });
  const ended = new Promise<BrowserEnd>((resolve) => {
    const gone = (): void => {
      const end = /No usable sandbox|sandbox.*(?:not permitted|failed)/i.test(said) ? 'no-sandbox' : 'ended';
      void home.remove().then(() => resolve(end));
    };
    child.on('close', gone);
    child.on('error', () => child.pid === undefined && gone());
  });
  return {
    ended,
    crashed,
    openPage: async (url) => {
      // In the window that is there: one of its own would be a window with an address bar.
      const opened = await pipe.call('Target.createTarget', { url, newWindow: false, background: true });
      const target = opened.ok ? targetSchema.safeParse(opened.value) : null;
      return target?.success ? target.data.targetId : null;
    },
    show: async (targetId) => void (await pipe.call('Target.activateTarget', { targetId })),
    closePage: async (targetId) => void (await pipe.call('Target.closeTarget', { targetId })),
    pages: async () => {
      const all = await pipe.call('Target.getTargets');
      const parsed = all.ok ? targetsSchema.safeParse(all.value) : null;
      if (!parsed?.success) return null;
      return parsed.data.targetInfos
        .filter(({ type }) => type === 'page' || type === 'other')
        .map(({ targetId, url }) => ({ id: targetId, url }));
    },
    close: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), closeTimeoutMs);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** A browser with an empty profile has nothing to save. */
const closeTimeoutMs = 2_000;
