import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
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
  readonly browser: Browser;
  stop(): Promise<void>;
}

export interface KioskOnScreenParts {
  readonly place: Place;
  readonly display: Display;
  readonly printer: string;
  readonly scanner: string;
  readonly a4: string;
  readonly bundle?: string;
}

/**
 * The product as it runs: `recepisse start` with its own window, sandboxed, its browser not root. The one thing added is a debug port
 * for the driver, by a command in front of Chromium's.
 */
export async function startOnScreen(parts: KioskOnScreenParts): Promise<KioskOnScreen> {
  const { place, display, printer, scanner, a4, bundle } = parts;
  const { folder, path } = chromiumWithPort();
  const devices = ['--printer', printer, '--scanner', scanner, '--a4', a4, ...(bundle ? ['--bundle', bundle] : [])];
  const [node = '', ...args] = commandLine(['start', '--host', 'chromium', '--data', place.data, ...devices]);
  const kiosk = spawn(node, args, {
    cwd: place.root,
    env: { PATH: path, HOME: place.home, TMPDIR: place.tmp, DISPLAY: display.name },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  kiosk.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const pid = kiosk.pid ?? 0;
  const port = await portOf(kiosk);
  const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`);
  return {
    pid,
    said: () => said,
    browser,
    stop: async () => {
      await browser.close().catch(() => undefined);
      const gone = new Promise((resolve) => kiosk.once('exit', resolve));
      if (kiosk.exitCode === null && kiosk.signalCode === null) {
        kiosk.kill('SIGTERM');
        await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A folder that anybody may read, first on the PATH. */
function chromiumWithPort(): { readonly folder: string; readonly path: string } {
  const path = process.env.PATH ?? '/usr/bin:/bin';
  const program = findProgram(path);
  if (program === null) throw new Error('these tests need Chromium: install the Debian package chromium');
  const folder = mkdtempSync(join(tmpdir(), 'recepisse-driver-'));
  const command = join(folder, 'chromium');
  writeFileSync(command, `#!/bin/sh\nexec ${program} "$@" --remote-debugging-port=0\n`);
  chmodSync(folder, 0o755);
  chmodSync(command, 0o755);
  return { folder, path: `${folder}:${path}` };
}

/** Chromium writes the port it took into its profile, which lies in the kiosk's folder in memory. */
async function portOf(kiosk: ChildProcess): Promise<number> {
  for (const start = performance.now(); performance.now() - start < 30_000; await delay(50)) {
    if (kiosk.exitCode !== null) throw new Error(`the kiosk ended with ${kiosk.exitCode}`);
    const homes = readdirSync('/dev/shm').filter((name) => name.includes(`-${kiosk.pid}-`));
    for (const home of homes) {
      try {
        const [port] = readFileSync(`/dev/shm/${home}/home/profile/DevToolsActivePort`, 'utf8').split('\n');
        if (port) return Number(port);
      } catch {}
    }
  }
  throw new Error('no browser within 30 s');
}
