import type * as Electron from 'electron';
import type { App, BrowserWindowConstructorOptions, Clipboard, CommandLine, CustomScheme, Protocol } from 'electron';
import type { ElectronParts } from '../../../../../../main/hosts/electron/parts.ts';
import { type Bus, buildBus, listed, newEvent } from './listed.ts';
import { StandInChannel } from './message-ports.ts';
import { openStandInSession, type StandInSession } from './session.ts';
import { type StartedUtility, standInFork } from './utility.ts';
import { openStandInWindow, type StandInWindow } from './window.ts';

/** Electron as far as this host uses it, and what it did with it. */
export interface StandIn {
  readonly electron: ElectronParts;
  readonly appEvents: Bus;
  readonly windows: StandInWindow[];
  readonly sessions: StandInSession[];
  readonly defaultSession: StandInSession;
  /** What was cleared, in order. */
  readonly clipboards: string[];
  readonly utilities: StartedUtility[];
  readonly appCalls: string[];
  readonly switches: Map<string, string | null>;
  readonly paths: Map<string, string>;
  readonly menus: unknown[];
  readonly schemes: CustomScheme[];
  /** As once Electron's loop runs. */
  becomeReady(): void;
}

export interface StandInSettings {
  /** The built preload. */
  readonly preload: string;
  readonly isPackaged?: boolean;
  readonly given?: readonly string[];
  /** Another kiosk has the place. */
  readonly isTaken?: boolean;
  readonly exit?: (code: number) => void;
}

/** A stand-in for Electron: it answers for what is listed here, and throws at anything else. */
export function standIn({ preload, isPackaged = false, given = [], isTaken = false, exit }: StandInSettings): StandIn {
  const appEvents = buildBus();
  const windows: StandInWindow[] = [];
  const sessions: StandInSession[] = [];
  const defaultSession = openStandInSession('', undefined);
  const clipboards: string[] = [];
  let isReady = false;
  const before =
    <A extends readonly unknown[], R>(name: string, call: (...args: A) => R) =>
    (...args: A): R => {
      if (isReady) throw new Error(`${name} comes too late: Electron is ready`);
      return call(...args);
    };
  const after =
    <A extends readonly unknown[], R>(name: string, call: (...args: A) => R) =>
    (...args: A): R => {
      if (!isReady) throw new Error(`${name} comes too early: Electron is not ready`);
      return call(...args);
    };
  const utilities: StartedUtility[] = [];
  const appCalls: string[] = [];
  const switches = new Map<string, string | null>();
  const paths = new Map<string, string>();
  const menus: unknown[] = [];
  const schemes: CustomScheme[] = [];

  const app = listed<App>('app', {
    isPackaged,
    on: appEvents.on as never,
    exit: (code = 0) => {
      appCalls.push(`exit ${code}`);
      exit?.(code);
    },
    enableSandbox: before('enableSandbox', () => void appCalls.push('enableSandbox')),
    setPath: before('setPath', (name, path) => void paths.set(name, path)),
    requestSingleInstanceLock: () => {
      appCalls.push('requestSingleInstanceLock');
      return !isTaken;
    },
    whenReady: async () => {
      appCalls.push('whenReady');
      await null;
      isReady = true;
    },
    commandLine: listed<CommandLine>('app.commandLine', {
      appendSwitch: before('appendSwitch', (name: string, value?: string) => void switches.set(name, value ?? null)),
      hasSwitch: (name) => given.includes(name),
    }),
  });
  const BrowserWindow = class {
    constructor(options: BrowserWindowConstructorOptions = {}) {
      const opened = after('BrowserWindow', openStandInWindow)(options, preload);
      windows.push(opened);
      appEvents.fire('web-contents-created', newEvent(), opened.contents);
      // biome-ignore lint/correctness/noConstructorReturn: what stands in for the window answers for listed members alone
      return opened.window;
    }
  };
  const electron = {
    app,
    BrowserWindow: listed<typeof Electron.BrowserWindow>('BrowserWindow', BrowserWindow as never),
    clipboard: listed<Clipboard>('clipboard', {
      clear: after('clipboard.clear', () => void clipboards.push('clipboard')),
      selection: listed<Clipboard>('clipboard.selection', {
        clear: after('clipboard.selection.clear', () => void clipboards.push('selection')),
      }),
    }),
    Menu: listed<typeof Electron.Menu>('Menu', { setApplicationMenu: (menu) => void menus.push(menu) }),
    MessageChannelMain: StandInChannel as typeof Electron.MessageChannelMain,
    protocol: listed<Protocol>('protocol', {
      registerSchemesAsPrivileged: before(
        'registerSchemesAsPrivileged',
        (all: CustomScheme[]) => void schemes.push(...all),
      ),
    }),
    session: listed<typeof Electron.session>('session', {
      get defaultSession() {
        return after('defaultSession', () => defaultSession.session)();
      },
      fromPartition: after('fromPartition', (partition: string, options?: Electron.FromPartitionOptions) => {
        const opened = openStandInSession(partition, options);
        sessions.push(opened);
        return opened.session;
      }),
    }),
    utilityProcess: listed<typeof Electron.utilityProcess>('utilityProcess', {
      fork: after('fork', standInFork(utilities)),
    }),
  } satisfies Pick<
    typeof Electron,
    'app' | 'BrowserWindow' | 'clipboard' | 'Menu' | 'MessageChannelMain' | 'protocol' | 'session' | 'utilityProcess'
  >;
  const becomeReady = (): void => {
    isReady = true;
  };
  const seen = {
    appEvents,
    windows,
    sessions,
    defaultSession,
    clipboards,
    utilities,
    appCalls,
    switches,
    paths,
    menus,
  };
  return { electron, ...seen, schemes, becomeReady };
}
