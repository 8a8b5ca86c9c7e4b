import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runElectron } from '../../../../../main/run-electron.ts';
import { sheet } from '../../visits/paper-scanner.ts';
import { type ElectronPage, joinAsPage } from './join-as-page.ts';
import { buildPreload } from './stand-in/build-preload.ts';
import { type StandIn, type StandInSettings, standIn } from './stand-in/electron.ts';
import type { StandInPage } from './stand-in/page.ts';
import type { StandInWindow } from './stand-in/window.ts';

/** The whole product in Electron's place: its real entry's work, its real visits, and a page that a test is. */
export interface ElectronKiosk {
  readonly electron: StandIn;
  readonly root: string;
  readonly papers: string;
  readonly said: string[];
  readonly outcome: Promise<unknown>;
  lay(...numbers: readonly number[]): Promise<void>;
  /** The window that shows, once there is one. */
  shown(): StandInWindow | undefined;
  /** Connects the page of the newest window, as the renderer does. */
  page(): Promise<ElectronPage>;
  stop(): Promise<void>;
}

export async function until(what: () => boolean, ms = 10_000): Promise<void> {
  const end = performance.now() + ms;
  while (!what() && performance.now() < end) await new Promise((next) => setTimeout(next, 20));
  if (!what()) throw new Error(`not within ${ms} ms: ${what}`);
}

/** `scanner`: its name; without it a folder of small sheets. */
export async function startElectronKiosk(
  settings: Partial<StandInSettings> = {},
  scanner?: string,
): Promise<ElectronKiosk> {
  const root = mkdtempSync(join(tmpdir(), 'recepisse-electron-'));
  const [papers, feeder] = [join(root, 'papers'), join(root, 'feeder')];
  mkdirSync(feeder);
  const electron = standIn({ preload: await buildPreload(), ...settings });
  const stopped = Promise.withResolvers<void>();
  const said: string[] = [];
  const args = [
    '--data',
    join(root, 'data'),
    '--printer',
    `virtual:${papers}`,
    '--scanner',
    scanner ?? `folder:${feeder}`,
  ];
  const outcome = runElectron({
    electron: electron.electron,
    foreign: [],
    args: [...args, '--a4', 'virtual:'],
    uid: process.getuid?.() ?? 0,
    isRoot: false,
    path: process.env.PATH ?? '',
    memory: root,
    stopped: stopped.promise,
    say: (line) => said.push(line),
    onScreen: () => said.push('on screen'),
  });
  const newest = (): StandInPage | null => electron.windows.findLast((one) => !one.isDestroyed())?.page() ?? null;
  return {
    electron,
    root,
    papers,
    said,
    outcome,
    lay: async (...numbers) => {
      for (const number of numbers) writeFileSync(join(feeder, `${number}.jpg`), await sheet(number));
    },
    shown: () => electron.windows.findLast((one) => one.calls.includes('show') && !one.isDestroyed()),
    page: async () => {
      await until(() => newest() !== null);
      const behind = newest();
      if (!behind) throw new Error('no page');
      return joinAsPage(behind);
    },
    stop: async () => {
      stopped.resolve();
      await outcome;
      rmSync(root, { recursive: true, force: true });
    },
  };
}
