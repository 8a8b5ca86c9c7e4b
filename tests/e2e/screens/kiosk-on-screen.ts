import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Browser, chromium } from 'playwright-core';
import { findProgram } from '../../../main/hosts/chromium/find-chromium.ts';
import { commandLine, type Place } from '../cli.ts';
import type { Display } from './display.ts';

export interface KioskOnScreen {
  readonly pid: number;
  /** What it said on stderr so far. */
  readonly said: () => string;
  /** A driver of the window's browser: it looks on and touches, as a hand would. */
  readonly browser: Pick<Browser, 'contexts'>;
  /** The kiosk's own /dev/shm, as seen from here. */
  readonly memory: string;
  stop(): Promise<void>;
}

export interface KioskOnScreenParts {
  readonly place: Place;
  readonly display: Display;
  readonly printer: string;
  readonly scanner: string;
  readonly a4: string;
  readonly bundle?: string;
  /** More of Chromium's words, such as a camera that is a file. */
  readonly browserSwitches?: readonly string[];
  /** The driver joins so long after the browser: until then, nothing but the kiosk is at work. */
  readonly driverAfterMs?: number;
}

export const isRoot = process.getuid?.() === 0;

/**
 * Around the kiosk, where the test may: the whole file system read-only but the place of this test, and a /dev/shm of its own.
 * What is not below the one or in the other was not changed by anything of the kiosk's.
 */
const confined = (place: Place, line: readonly string[]): string[] => {
  if (!isRoot) return [...line];
  const script = [
    'mount --make-rprivate /',
    `mount --bind '${place.root}' '${place.root}'`,
    'mount -o remount,bind,ro /',
    'mount -t tmpfs -o mode=1777 none /dev/shm',
    'exec "$@"',
  ].join(' && ');
  return ['unshare', '-m', 'sh', '-c', script, 'sh', ...line];
};

/**
 * The product as it runs: `recepisse start` with its own window, sandboxed, its browser not root. The one thing added is a debug port
 * for the driver, by a command in front of Chromium's.
 */
export async function startOnScreen(parts: KioskOnScreenParts): Promise<KioskOnScreen> {
  const { place, display, printer, scanner, a4, bundle } = parts;
  const devices = ['--printer', printer, '--scanner', scanner, '--a4', a4, ...(bundle ? ['--bundle', bundle] : [])];
  const line = commandLine(['start', '--host', 'chromium', '--data', place.data, ...devices]);
  const [command = '', ...args] = confined(place, line);
  const kiosk = spawn(command, args, {
    cwd: place.root,
    env: {
      PATH: pathWithPort(place, parts.browserSwitches ?? []),
      HOME: place.home,
      TMPDIR: place.tmp,
      DISPLAY: display.name,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  kiosk.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const pid = kiosk.pid ?? 0;
  const memory = isRoot ? `/proc/${pid}/root/dev/shm` : '/dev/shm';
  const stop = async (): Promise<void> => {
    if (kiosk.exitCode !== null || kiosk.signalCode !== null) return;
    const gone = new Promise((resolve) => kiosk.once('exit', resolve));
    kiosk.kill('SIGTERM');
    await gone;
  };
  try {
    const port = await portOf(kiosk, memory);
    await delay(parts.driverAfterMs ?? 0);
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    await ownPageAlone(browser);
    const stopBoth = async (): Promise<void> => {
      await browser.close().catch(() => undefined);
      await stop();
    };
    return { pid, said: () => said, browser, memory, stop: stopBoth };
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}; the kiosk said: ${said}`);
  }
}

/** The browser comes up empty, before the kiosk behind it; then our page takes the empty one's place. */
async function ownPageAlone(browser: Browser): Promise<void> {
  const isThere = (): boolean => {
    const pages = browser.contexts().flatMap((context) => context.pages());
    return pages.length > 0 && pages.every((page) => page.url().startsWith('http://127.0.0.1:'));
  };
  for (const start = performance.now(); performance.now() - start < 30_000; await delay(20)) if (isThere()) return;
  throw new Error('the kiosk’s page did not come within 30 s');
}

/** A command `chromium` in a folder that anybody may read, first on the PATH. */
function pathWithPort(place: Place, switches: readonly string[]): string {
  const path = process.env.PATH ?? '/usr/bin:/bin';
  const program = findProgram(path);
  if (program === null) throw new Error('these tests need Chromium: install the Debian package chromium');
  const folder = join(place.root, 'bin');
  mkdirSync(folder, { recursive: true });
  const command = join(folder, 'chromium');
  writeFileSync(command, `#!/bin/sh\nexec ${program} "$@" ${['--remote-debugging-port=0', ...switches].join(' ')}\n`);
  for (const open of [place.root, folder, command]) chmodSync(open, 0o755);
  return `${folder}:${path}`;
}

/** Chromium writes the port it took into its profile, which lies in the kiosk's folder in memory. */
async function portOf(kiosk: ChildProcess, memory: string): Promise<number> {
  for (const start = performance.now(); performance.now() - start < 30_000; await delay(50)) {
    if (kiosk.exitCode !== null) throw new Error(`the kiosk ended with ${kiosk.exitCode}`);
    for (const home of namesIn(memory).filter((name) => name.includes(`-${kiosk.pid}-`))) {
      const [port] = attemptRead(join(memory, home, 'home/profile/DevToolsActivePort')).split('\n');
      if (port) return Number(port);
    }
  }
  throw new Error('no browser within 30 s');
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function attemptRead(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
