import { type Fault, fail, ok, type Result } from '../shared/result.ts';
import { type Outcome, type Parsed, parseCommandLine } from './commands/command.ts';
import { internalFault } from './commands/finish.ts';
import { listsCamera } from './commands/lists-camera.ts';
import { kioskOptions } from './commands/start-options.ts';
import { systemClock } from './devices/printers/clock.ts';
import { settleApp } from './hosts/electron/app-settings.ts';
import { givenDebugSwitch, unknownWord } from './hosts/electron/debug-switches.ts';
import { type ElectronScreens, openElectronScreens } from './hosts/electron/electron-screens.ts';
import type { ElectronParts } from './hosts/electron/parts.ts';
import { emptyMemory, screenMemory } from './hosts/electron/screen-memory.ts';
import { takePlace } from './hosts/electron/single-instance.ts';
import { readStaticFiles } from './hosts/static-files.ts';
import { builtFolder } from './own-file.ts';

export interface ElectronRun {
  readonly electron: ElectronParts;
  readonly args: readonly string[];
  /** What stands before the kiosk's own words: Chromium's. */
  readonly foreign: readonly string[];
  /** This user; root is refused: as root Electron has no sandbox. */
  readonly uid: number;
  readonly isRoot: boolean;
  readonly path: string;
  /** A file system in memory (tmpfs) that everybody may write to. */
  readonly memory: string;
  /** A signal says stop. */
  readonly stopped: Promise<void>;
  readonly say: (line: string) => void;
  /** The page is connected: the first screen is there. */
  readonly onScreen: () => void;
}

/** The kiosk in Electron, until it is told to stop. Everything that must stand before Electron is ready happens before the first wait. */
export function runElectron(run: ElectronRun): Promise<Outcome> {
  const settled = settle(run);
  if (!settled.ok) return Promise.resolve(settled);
  return show(run, settled.value).catch((error: unknown) => fail(internalFault(error)));
}

interface Settled {
  readonly parsed: Parsed;
  /** Its folder in memory. */
  readonly home: string;
}

function settle({ electron, args, foreign, uid, isRoot, memory }: ElectronRun): Result<Settled, Fault> {
  const parsed = parseCommandLine(args, kioskOptions, 0);
  if (!parsed.ok) return parsed;
  const { app, Menu, protocol } = electron;
  const given = unknownWord(app, foreign) ?? givenDebugSwitch(app);
  if (given !== null) return fail({ code: 'bad-usage', message: `This kiosk does not start with ${given}.` });
  if (isRoot)
    return fail({ code: 'root', message: 'As root Electron has no sandbox: start the kiosk as a user of its own.' });
  const home = screenMemory(uid, memory);
  if (!home.ok) return home;
  settleApp({ app, menu: Menu, protocol, home: home.value });
  return ok({ parsed: parsed.value, home: home.value });
}

async function show(run: ElectronRun, { parsed, home }: Settled): Promise<Outcome> {
  const { electron, say } = run;
  const { app } = electron;
  let screens: ElectronScreens | null = null;
  if (!takePlace(app, () => screens?.window.toFront()))
    return fail({ code: 'busy', message: 'A kiosk of this user runs already.' });
  // What a kiosk left behind that was killed.
  emptyMemory(home);
  const stopped = Promise.race([run.stopped, askedToQuit(app)]);
  await app.whenReady();
  const files = await readStaticFiles(builtFolder('renderer'));
  if (!files.ok) return files;
  const preload = builtFolder('electron/preload.cjs');
  const camera = await listsCamera(parsed);
  screens = openElectronScreens({ electron, files: files.value, camera, preload, timer: systemClock, say });
  const { window } = screens;
  void screens.lines.firstPage.then(run.onScreen);
  try {
    // Loading keeps this process from everything else: the page is on its way first.
    const [{ runKiosk }, { startElectronHost }] = await Promise.all([
      import('./commands/run-kiosk.ts'),
      import('./electron-host.ts'),
    ]);
    const start = startElectronHost({ electron, screens, path: run.path });
    return await runKiosk({ host: 'electron', noSandbox: false, stopped, start }, parsed);
  } finally {
    window.close();
    emptyMemory(home);
  }
}

/** Electron is asked to end by its own signal handlers or by a session that closes: the visit is wiped first. */
const askedToQuit = (app: ElectronParts['app']): Promise<void> =>
  new Promise((resolve) => {
    app.on('before-quit', (event) => {
      event.preventDefault();
      resolve();
    });
  });

/** The kiosk's own words of a command line: what stands after `--`, so that none of them is one of Chromium's. */
export function ownArguments(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return end < 0 ? [] : argv.slice(end + 1);
}

/** The other words, from the program's own name on: what Chromium and Electron read. */
export function foreignArguments(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf('--');
  return argv.slice(1, end < 0 ? undefined : end);
}
