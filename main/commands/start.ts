import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { dataFolderPath } from '../data-folder-path.ts';
import { isHeld } from '../filings/lock-seen.ts';
import { hasDisplay } from '../hosts/chromium/display.ts';
import { findProgram } from '../hosts/chromium/find-chromium.ts';
import { launchBrowser } from '../hosts/chromium/launch-browser.ts';
import type { openScreens as OpenScreens, ScreensParts } from '../screens.ts';
import { type Outcome, type Parsed, parseCommandLine } from './command.ts';

const windows: Readonly<Record<string, ScreensParts['window']>> = {
  auto: 'if-display',
  chromium: 'always',
  none: 'never',
};

const text = { type: 'string' } as const;
const options = {
  host: text,
  bundle: text,
  port: text,
  printer: text,
  scanner: text,
  a4: text,
  'demo-no-sandbox': { type: 'boolean' },
} as const;

interface StartRequest extends Pick<ScreensParts, 'window' | 'port' | 'noSandbox'> {
  readonly host: string;
}

/** `recepisse start`: runs the kiosk until it is told to stop: its screens, its visits, its deliveries. */
export async function startCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, options, 0);
  if (!parsed.ok) return parsed;
  const asked = readRequest(parsed.value);
  if (!asked.ok) return asked;
  const { host, noSandbox } = asked.value;
  // From now on a signal ends it in order: nothing of the browser's stays behind.
  const stopped = stopSignal();
  // Over a kiosk that runs already no second window comes up: opening the folder then says `busy`.
  const ahead = isHeld(dataFolderPath(parsed.value.text('data'))) ? null : browserAhead(asked.value);
  // Loading keeps this process from everything else: the browser is on its way first, then the page, then the kiosk behind it.
  const browser = await ahead?.browser;
  let screens: Awaited<ReturnType<typeof OpenScreens>> | null = null;
  try {
    const { openScreens } = await import('../screens.ts');
    const say = (line: string): void => void process.stderr.write(`${line}\n`);
    screens = await openScreens({ ...asked.value, ahead, say });
    const { runKiosk } = await import('./run-kiosk.ts');
    return await runKiosk({ host, noSandbox, stopped, screens }, parsed.value);
  } finally {
    if (screens?.ok) await screens.value.close();
    else if (browser?.ok) await browser.value.close();
  }
}

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

/** The browser takes as long to come up as the kiosk to load: both begin at once. One without its sandbox waits until it is allowed. */
function browserAhead({ window, noSandbox }: StartRequest): ScreensParts['ahead'] {
  const { env } = process;
  const program = window !== 'never' && !noSandbox && hasDisplay(env) ? findProgram(env.PATH ?? '') : null;
  if (program === null) return null;
  return { program, browser: launchBrowser({ program, env, isRoot: process.getuid?.() === 0, noSandbox }) };
}

const usage = (message: string): { ok: false; fault: Fault } => fail({ code: 'bad-usage', message });

function readRequest(parsed: Parsed): Result<StartRequest, Fault> {
  const host = parsed.text('host') ?? 'auto';
  if (host === 'electron') {
    const message = 'This version has no Electron host yet: start it with --host auto instead of electron.';
    return fail({ code: 'no-host', message });
  }
  const window = Object.hasOwn(windows, host) ? windows[host] : undefined;
  if (window === undefined) return usage('--host is one of auto, electron, chromium, none.');
  const port = parsed.text('port');
  if (port !== null && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    return usage('--port is a number from 1 to 65535.');
  const noSandbox = parsed.flag('demo-no-sandbox');
  return ok({ host, window, port: port === null ? null : Number(port), noSandbox });
}
