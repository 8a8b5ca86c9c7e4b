import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { dataFolderPath } from '../data-folder-path.ts';
import { isHeld } from '../filings/lock-seen.ts';
import { hasDisplay } from '../hosts/chromium/display.ts';
import { findProgram } from '../hosts/chromium/find-chromium.ts';
import { launchBrowser } from '../hosts/chromium/launch-browser.ts';
import { findElectron } from '../hosts/electron/find-electron.ts';
import { builtFolder } from '../own-file.ts';
import type { openScreens as OpenScreens, ScreensParts } from '../screens.ts';
import { type AskedHost, chooseHost, type HostFacts, hosts, isProvenRun } from './choose-host.ts';
import { type Outcome, type Parsed, parseCommandLine } from './command.ts';
import { listsCamera } from './lists-camera.ts';
import { kioskOptions } from './start-options.ts';

const windows: Readonly<Record<Exclude<AskedHost, 'electron'>, ScreensParts['window']>> = {
  auto: 'if-display',
  chromium: 'always',
  none: 'never',
};

const text = { type: 'string' } as const;
const options = { ...kioskOptions, host: text, port: text, 'demo-no-sandbox': { type: 'boolean' } } as const;

interface StartRequest extends Pick<ScreensParts, 'window' | 'port' | 'noSandbox'> {
  readonly host: AskedHost;
}

/** `recepisse start`: runs the kiosk until it is told to stop: its screens, its visits, its deliveries. */
export async function startCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, options, 0);
  if (!parsed.ok) return parsed;
  const asked = readRequest(parsed.value);
  if (!asked.ok) return asked;
  const facts = hostFacts(asked.value);
  const chosen = chooseHost(facts);
  if (!chosen.ok) return chosen;
  // From now on a signal ends it in order: nothing of the browser's stays behind.
  const stopped = stopSignal();
  if (chosen.value.host === 'electron' && facts.electron !== null) {
    const { runInElectron } = await import('./run-in-electron.ts');
    const ran = await runInElectron({ ...chosen.value, binary: facts.electron, args: passedOn(parsed.value), stopped });
    if (ran !== null) return ran;
  }
  return startInChromium(asked.value, parsed.value, stopped);
}

async function startInChromium(asked: StartRequest, parsed: Parsed, stopped: Promise<void>): Promise<Outcome> {
  const { host, noSandbox } = asked;
  // Over a kiosk that runs already no second window comes up: opening the folder then says `busy`.
  const ahead = isHeld(dataFolderPath(parsed.text('data'))) ? null : browserAhead(asked);
  // Loading keeps this process from everything else: the browser is on its way first, then the page, then the kiosk behind it.
  const browser = await ahead?.browser;
  let screens: Awaited<ReturnType<typeof OpenScreens>> | null = null;
  try {
    const { openScreens } = await import('../screens.ts');
    const opened = await openScreens({ ...asked, ahead, camera: await listsCamera(parsed), say });
    screens = opened;
    const [{ runKiosk }, { startChromiumHost }] = await Promise.all([
      import('./run-kiosk.ts'),
      import('../chromium.ts'),
    ]);
    return await runKiosk(
      {
        host,
        noSandbox,
        stopped,
        start: async (parts) =>
          opened.ok ? startChromiumHost({ ...parts, screens: opened.value, noSandbox }) : opened,
      },
      parsed,
    );
  } finally {
    if (screens?.ok) await screens.value.close();
    else if (browser?.ok) await browser.value.close();
  }
}

const say = (line: string): void => void process.stderr.write(`${line}\n`);

const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });

const releaseNotes = fileURLToPath(new URL('../../docs/release.md', import.meta.url));

/** Small files alone are looked at, and those only where Electron may be meant. */
function hostFacts({ host }: StartRequest): HostFacts {
  const mayBe = host === 'auto' || host === 'electron';
  const found = mayBe ? findElectron(process.env) : null;
  const isHere = found !== null && found.binary !== null;
  const notes = isHere && existsSync(releaseNotes) ? readFileSync(releaseNotes, 'utf8') : '';
  return {
    asked: host,
    electron: found?.binary ?? null,
    isBuilt:
      isHere && existsSync(builtFolder('app/main/electron.js')) && existsSync(builtFolder('electron/preload.cjs')),
    isProven: isHere && isProvenRun(notes, found.version),
    hasDisplay: hasDisplay(process.env),
    isRoot: process.getuid?.() === 0,
  };
}

/** The words of this command line that the kiosk in Electron takes too. */
const passedOn = (parsed: Parsed): string[] => [
  ...[...Object.keys(kioskOptions), 'data'].flatMap((name) => {
    const value = parsed.text(name);
    return value === null ? [] : [`--${name}=${value}`];
  }),
  ...(parsed.flag('json') ? ['--json'] : []),
];

/** The browser takes as long to come up as the kiosk to load: both begin at once. One without its sandbox waits until it is allowed. */
function browserAhead({ window, noSandbox }: StartRequest): ScreensParts['ahead'] {
  const { env } = process;
  const program = window !== 'never' && !noSandbox && hasDisplay(env) ? findProgram(env.PATH ?? '') : null;
  if (program === null) return null;
  return { program, browser: launchBrowser({ program, env, isRoot: process.getuid?.() === 0, noSandbox }) };
}

const usage = (message: string): { ok: false; fault: Fault } => fail({ code: 'bad-usage', message });

function readRequest(parsed: Parsed): Result<StartRequest, Fault> {
  const given = parsed.text('host') ?? 'auto';
  const host = hosts.find((known) => known === given);
  if (host === undefined) return usage(`--host is one of ${hosts.join(', ')}.`);
  const port = parsed.text('port');
  if (port !== null && !(/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535))
    return usage('--port is a number from 1 to 65535.');
  const noSandbox = parsed.flag('demo-no-sandbox');
  if (host === 'electron' && (port !== null || noSandbox))
    return usage(
      '--port and --demo-no-sandbox are of the Chromium host: Electron has no port, and always its sandbox.',
    );
  const window = host === 'electron' ? 'always' : windows[host];
  return ok({ host, window, port: port === null ? null : Number(port), noSandbox });
}
