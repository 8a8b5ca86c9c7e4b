import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PrinterClock } from '../../../../../../main/devices/printers/clock.ts';
import type { Port } from '../../../../../../shared/contract/contract.ts';
import { ruleTime } from '../../../../../devices/ruled-time.ts';
import { type StandIn, standIn } from '../stand-in/electron.ts';
import type { StandInSession } from '../stand-in/session.ts';
import type { StandInWindow } from '../stand-in/window.ts';

type From<N extends string> = N;
type Modules = {
  readonly settings: typeof import('../../../../../../main/hosts/electron/app-settings.ts');
  readonly screens: typeof import('../../../../../../main/hosts/electron/electron-screens.ts');
  readonly lines: typeof import('../../../../../../main/hosts/electron/page-lines.ts');
  readonly files: typeof import('../../../../../../main/hosts/electron/own-files.ts');
  readonly place: typeof import('../../../../../../main/hosts/electron/single-instance.ts');
  readonly debug: typeof import('../../../../../../main/hosts/electron/debug-switches.ts');
  readonly memory: typeof import('../../../../../../main/hosts/electron/screen-memory.ts');
  readonly utility: typeof import('../../../../../../main/hosts/electron/utility-visit.ts');
  readonly parent: typeof import('../../../../../../main/hosts/electron/utility-parent.ts');
  readonly pictures: typeof import('../../../../../../main/hosts/electron/visit-pictures.ts');
  readonly ports: typeof import('../../../../../../main/hosts/electron/message-port.ts');
};

/** The Electron host's files, from the sources or from a changed copy of them. */
export interface HostFiles extends Modules {
  readonly folder: From<string>;
}

const names: Readonly<Record<keyof Modules, string>> = {
  settings: 'app-settings',
  screens: 'electron-screens',
  lines: 'page-lines',
  files: 'own-files',
  place: 'single-instance',
  debug: 'debug-switches',
  memory: 'screen-memory',
  utility: 'utility-visit',
  parent: 'utility-parent',
  pictures: 'visit-pictures',
  ports: 'message-port',
};

export async function loadHost(folder: string): Promise<HostFiles> {
  const loaded = Object.entries(names).map(async ([key, name]) => {
    const url = pathToFileURL(join(folder, `${name}.ts`)).href;
    return [key, await import(/* @vite-ignore */ url)] as const;
  });
  return { folder, ...(Object.fromEntries(await Promise.all(loaded)) as Modules) };
}

/** What an item waits for does not come: its answer is no. Anything else that is thrown is no answer. */
export class Unmet extends Error {}

/** The host with its window open on a stand-in, its clock in a test's hand. */
export interface Bench {
  readonly host: HostFiles;
  readonly electron: StandIn;
  readonly session: StandInSession;
  readonly said: string[];
  /** Ports on which pages reached the core. */
  readonly connected: Port[];
  readonly screens: ReturnType<HostFiles['screens']['openElectronScreens']>;
  readonly first: StandInWindow;
  newest(): StandInWindow;
  readonly timer: PrinterClock;
  pass(ms: number): Promise<void>;
  /** The newest window's page asks for its line, as the renderer does; gives the page's end. */
  join(): Promise<MessagePort>;
}

export const indexPage = Buffer.from('<p>kiosk');
const file = { type: 'text/html; charset=utf-8', bytes: indexPage };
export const builtFiles = new Map([
  ['/', file],
  ['/index.html', file],
]);

/** A moment in which ports carry what was said on them. */
export const settle = (): Promise<void> => new Promise((next) => setTimeout(next, 5));

/** `isServed`: its core is there from the start. `camera`: one is listed as the scanner. */
export function openBench(host: HostFiles, preload: string, isServed = true, camera = false): Bench {
  const electron = standIn({ preload });
  const time = ruleTime();
  const said: string[] = [];
  const connected: Port[] = [];
  const { app, Menu, protocol } = electron.electron;
  host.settings.settleApp({ app, menu: Menu, protocol, home: '/memory' });
  electron.becomeReady();
  const screens = host.screens.openElectronScreens({
    electron: electron.electron,
    files: builtFiles,
    camera,
    preload: '/built/preload.cjs',
    timer: time.clock,
    say: (line) => said.push(line),
  });
  if (isServed) screens.serve({ connect: (port) => connected.push(port), admit: () => null });
  const [first, session] = [electron.windows[0], electron.sessions[0]];
  if (!first || !session) throw new Error('no window or no session');
  const newest = (): StandInWindow => electron.windows.at(-1) ?? first;
  return {
    host,
    electron,
    session,
    said,
    connected,
    screens,
    first,
    newest,
    timer: time.clock,
    pass: time.sleep,
    join: async () => {
      const page = newest().page();
      if (!page) throw new Unmet('no page');
      const line = new Promise<MessagePort>((resolve) =>
        page.window.addEventListener('message', ({ data, ports: [port] }: MessageEvent) => {
          if (data === 'recepisse:line' && port) resolve(port);
        }),
      );
      page.window.postMessage('recepisse:ask-line', page.window.location.origin);
      const port = await Promise.race([
        line,
        settle()
          .then(settle)
          .then(() => null),
      ]);
      await settle();
      if (!port) throw new Unmet('no line was handed');
      return port;
    },
  };
}
