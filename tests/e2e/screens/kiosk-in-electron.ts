import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { _electron } from 'playwright-core';
import { findElectron } from '../../../main/hosts/electron/find-electron.ts';
import type { KioskOnScreen, KioskOnScreenParts } from './kiosk-on-screen.ts';

const root = resolve(import.meta.dirname, '../../..');

/** Electron's binary on this machine; null: it was not fetched. */
export const electronBinary = (): string | null => findElectron(process.env)?.binary ?? null;

/** What `npm run build:app` makes: Electron runs built JavaScript. Throws what the build said. */
export function buildForElectron(): void {
  const built = spawnSync('npm', ['run', '--silent', 'build:app'], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`${built.stdout}${built.stderr}`);
}

/** The kiosk in Electron's own window, from the built program, with a driver that looks on and touches. */
export async function startInElectronWindow(parts: KioskOnScreenParts): Promise<KioskOnScreen> {
  const { place, display, printer, scanner, a4 } = parts;
  const executablePath = electronBinary();
  if (executablePath === null) throw new Error('no Electron');
  const entry = join(root, 'dist/app/main/electron.js');
  const own = ['--data', place.data, '--printer', printer, '--scanner', scanner, '--a4', a4];
  const app = await _electron.launch({
    executablePath,
    // Without this the driver itself would take the sandbox away.
    chromiumSandbox: true,
    args: [entry, '--', ...own],
    cwd: place.root,
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: place.home, TMPDIR: place.tmp, DISPLAY: display.name },
  });
  const kiosk = app.process();
  let said = '';
  kiosk.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const gone = new Promise<void>((done) => kiosk.once('exit', () => done()));
  await app.firstWindow();
  return {
    pid: kiosk.pid ?? 0,
    said: () => said,
    browser: { contexts: () => [app.context()] },
    memory: '/dev/shm',
    stop: async () => {
      kiosk.kill('SIGTERM');
      await gone;
    },
  };
}
