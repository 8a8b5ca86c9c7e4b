import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual as same } from 'node:util';
import type { App } from 'electron';
import { buildBus, newEvent } from '../stand-in/listed.ts';
import type { Item } from './items.ts';

const uid = process.getuid?.() ?? 0;
const privileges = {
  standard: true,
  secure: true,
  supportFetchAPI: true,
  corsEnabled: true,
  stream: false,
  bypassCSP: false,
  allowServiceWorkers: false,
  allowExtensions: false,
  codeCache: false,
};
const switches = {
  'disable-features':
    'ProcessPerSiteUpToMainFrameThreshold,SpareRendererForSitePerProcess,MediaRouter,GlobalMediaControls,Translate',
  'host-resolver-rules': 'MAP * ~NOTFOUND',
  'no-proxy-server': null,
  'disable-quic': null,
  'force-webrtc-ip-handling-policy': 'disable_non_proxied_udp',
  'webrtc-ip-handling-policy': 'disable_non_proxied_udp',
  'disable-background-networking': null,
  'disable-component-update': null,
  'disable-domain-reliability': null,
  'no-pings': null,
  'disable-breakpad': null,
  'disable-crash-reporter': null,
  'disable-notifications': null,
  'disable-pinch': null,
  'overscroll-history-navigation': '0',
  'touch-events': 'enabled',
  'password-store': 'basic',
};
const debugging = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-namespace-sandbox',
  'disable-gpu-sandbox',
  'allow-sandbox-debugging',
  'no-zygote',
  'single-process',
  'in-process-gpu',
  'process-per-site',
  'renderer-process-limit',
  'disable-web-security',
  'disable-site-isolation-trials',
  'enable-features',
  'enable-blink-features',
  'load-extension',
  'js-flags',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'enable-logging',
  'log-file',
  'log-net-log',
  'trace-startup',
  'unsafely-expose-electron-internals-for-testing',
];

const given = (isPackaged: boolean, name: string | null): Pick<App, 'isPackaged' | 'commandLine'> => ({
  isPackaged,
  commandLine: { hasSwitch: (asked: string) => asked === name } as App['commandLine'],
});

/** A folder for the life of one check. */
function inFolder(check: (root: string) => boolean): boolean {
  const root = mkdtempSync(join(tmpdir(), 'recepisse-checklist-'));
  try {
    return check(root);
  } finally {
    rmSync(root, { recursive: true });
  }
}

export const appItems: readonly Item[] = [
  { name: 'app: every page has its sandbox', holds: (open) => open().electron.appCalls.includes('enableSandbox') },
  { name: 'app: there is no menu', holds: (open) => same(open().electron.menus, [null]) },
  {
    name: 'app: the scheme is standard and secure, and bypasses nothing',
    holds: (open) => same(open().electron.schemes, [{ scheme: 'kiosk', privileges }]),
  },
  {
    name: 'app: switches',
    holds: (open) => same(Object.fromEntries(open().electron.switches), switches),
  },
  {
    name: 'app: everything it keeps is in memory',
    holds: (open) =>
      same(Object.fromEntries(open().electron.paths), {
        userData: '/memory',
        sessionData: '/memory',
        crashDumps: '/memory',
        logs: '/memory',
      }),
  },
  {
    name: 'app: window-all-closed ends nothing',
    holds: (open) => open().electron.appEvents.fire('window-all-closed') === 1,
  },
  {
    name: 'app: a debugging switch is refused in the product, and in tests from the sources is not',
    holds: (_open, { debug }) =>
      debugging.every((name) => debug.givenDebugSwitch(given(true, name)) === `--${name}`) &&
      debug.givenDebugSwitch(given(true, null)) === null &&
      debug.givenDebugSwitch(given(false, 'remote-debugging-port')) === null,
  },
  {
    name: 'app: in the product Chromium is told a few words and no other',
    holds: (_open, { debug }) => {
      const product = (...words: readonly string[]) => debug.unknownWord({ isPackaged: true }, words);
      const known = [
        '--ozone-platform=x11',
        '--ozone-platform-hint=auto',
        '--force-device-scale-factor=2',
        '--lang=fr',
      ];
      const others = ['--no-sandbox', '--lang', '--langx=1', 'lang=fr', '/tmp/app', '-r', '--ozone-platform'];
      return (
        product(...known) === null &&
        others.every((word) => product(...known, word) === word) &&
        debug.unknownWord({ isPackaged: false }, others) === null
      );
    },
  },
  {
    name: 'app: its folder in memory is emptied, but for the lock',
    holds: (_open, { memory }) =>
      inFolder((root) => {
        mkdirSync(join(root, 'Cache/deep'), { recursive: true });
        for (const name of ['Cache/deep/page', 'Local State', 'SingletonLock', 'notSingleton'])
          writeFileSync(join(root, name), '');
        memory.emptyMemory(root);
        return same(readdirSync(root), ['SingletonLock']);
      }),
  },
  {
    name: 'app: a second kiosk gets no place, and brings ours to the front without being read',
    holds: (_open, { place }) => {
      const bus = buildBus();
      const app = (isFree: boolean) =>
        ({ requestSingleInstanceLock: () => isFree, on: bus.on }) as unknown as Parameters<typeof place.takePlace>[0];
      let fronts = 0;
      const front = (...words: readonly unknown[]): void => {
        fronts += words.length === 0 ? 1 : 100;
      };
      const taken = place.takePlace(app(false), front);
      const isQuiet = bus.events.size === 0;
      const got = place.takePlace(app(true), front);
      bus.fire('second-instance', newEvent(), ['--evil'], '/', null);
      return !taken && isQuiet && got && fronts === 1;
    },
  },
  {
    name: 'app: its folder in memory is this user’s alone',
    holds: (_open, { memory }) =>
      inFolder((root) => {
        const made = memory.screenMemory(uid, root);
        const own = join(root, `recepisse-screen-${uid}`);
        const isMade = made.ok && made.value === own && (statSync(own).mode & 0o777) === 0o700;
        const again = memory.screenMemory(uid, root).ok;
        chmodSync(own, 0o777);
        const isOpenRefused = !memory.screenMemory(uid, root).ok;
        rmSync(own, { recursive: true });
        mkdirSync(join(root, 'elsewhere'), { mode: 0o700 });
        symlinkSync(join(root, 'elsewhere'), own);
        const isLinkRefused = !memory.screenMemory(uid, root).ok;
        rmSync(own);
        writeFileSync(own, '', { mode: 0o600 });
        const isFileRefused = !memory.screenMemory(uid, root).ok;
        const isForeignRefused = !memory.screenMemory(uid + 1, root).ok;
        return (
          isMade && again && isOpenRefused && isLinkRefused && isFileRefused && isForeignRefused && existsSync(own)
        );
      }),
  },
];
