import { isDeepStrictEqual as same } from 'node:util';
import { newEvent } from '../stand-in/listed.ts';
import { killsOfOwnGroup } from '../stand-in/renderer-processes.ts';
import { type Bench, settle } from './host.ts';
import type { Item } from './items.ts';

/** Electron's checklist 2–10, word by word: what the window and its page are given, and nothing beside it. */
const windowProperties = {
  frame: false,
  show: false,
  title: 'Récépissé',
  backgroundColor: '#ffffff',
  closable: false,
  minimizable: false,
  maximizable: false,
  movable: false,
  skipTaskbar: true,
  autoHideMenuBar: true,
};
const pageProperties = {
  preload: '/built/preload.cjs',
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  plugins: false,
  devTools: false,
  navigateOnDragDrop: false,
  disableDialogs: true,
  spellcheck: false,
  backgroundThrottling: false,
  v8CacheOptions: 'none',
  webgl: false,
  enableWebSQL: false,
  autoplayPolicy: 'user-gesture-required',
  zoomFactor: 1,
  zoomMode: 'disabled',
};

/** The first page is there, and shows. */
async function shown(open: () => Bench): Promise<Bench> {
  const bench = open();
  await bench.join();
  await bench.pass(60);
  return bench;
}

/** What happened to the window that showed: another is there within a second, shows once its page is, and this one is no more. */
async function isReplaced(bench: Bench, happen: (bench: Bench) => void | Promise<void>): Promise<boolean> {
  await happen(bench);
  for (let waits = 0; waits < 40 && bench.electron.windows.length < 2; waits++) await bench.pass(50);
  if (bench.electron.windows.length !== 2) return false;
  await bench.join();
  await bench.pass(60);
  return bench.first.isDestroyed() && bench.newest().calls.includes('show') && !bench.newest().isDestroyed();
}

const replaces = (name: string, happen: (bench: Bench) => void): Item => ({
  name: `window: ${name} brings another`,
  holds: async (open) => isReplaced(await shown(open), happen),
});

export const windowItems: readonly Item[] = [
  {
    name: 'window: its options',
    holds: (open) => {
      const { webPreferences: _, ...options } = open().first.options;
      return same(options, windowProperties);
    },
  },
  {
    name: 'window: its page’s options',
    holds: (open) => {
      const { first, session } = open();
      const { session: given, ...preferences } = first.options.webPreferences ?? {};
      return given === session.session && same(preferences, pageProperties);
    },
  },
  { name: 'window: it loads our page', holds: (open) => same(open().first.loaded, ['kiosk://app/']) },
  {
    name: 'window: it shows once its page is there, or after four seconds',
    holds: async (open) => {
      const bench = open();
      const early = bench.first.calls.includes('show');
      await bench.pass(1_000);
      const isHidden = !bench.first.calls.includes('show');
      await bench.join();
      await bench.pass(60);
      const isShown = bench.first.calls.includes('show');
      const other = open();
      await other.pass(3_900);
      const isPatient = !other.first.calls.includes('show');
      await other.pass(200);
      const isWhole = bench.first.calls.indexOf('setKiosk true') === bench.first.calls.indexOf('show') - 1;
      return !early && isHidden && isShown && isWhole && isPatient && other.first.calls.includes('show');
    },
  },
  {
    name: 'window: it does not show for another window’s line',
    holds: async (open) => {
      const bench = await shown(open);
      bench.screens.window.renew();
      await bench.pass(60);
      const next = bench.newest();
      // The page before asks anew, as one does whose line was cut.
      const page = bench.first.page();
      page?.window.postMessage('recepisse:ask-line', page.window.location.origin);
      await settle();
      await bench.pass(60);
      const isHidden = next !== bench.first && !next.calls.includes('show');
      await bench.join();
      await bench.pass(60);
      return isHidden && next.calls.includes('show');
    },
  },
  {
    name: 'window: nobody closes it',
    holds: (open) => {
      const event = newEvent();
      open().first.events.fire('close', event);
      return event.defaultPrevented;
    },
  },
  {
    name: 'window: made small or taken from the whole screen, it comes back',
    holds: (open) => {
      const { first } = open();
      first.events.fire('minimize');
      first.events.fire('leave-full-screen');
      return first.calls.includes('restore') && first.calls.includes('setKiosk true');
    },
  },
  replaces('a page that crashed', ({ first }) => first.crash()),
  replaces('a page that hangs', ({ first }) => void first.events.fire('unresponsive')),
  replaces('a window that was closed all the same', ({ first }) => void first.events.fire('closed')),
  replaces(
    'a page that cannot be loaded',
    ({ first }) => void first.contentsEvents.fire('did-fail-load', newEvent(), -6, 'ERR', 'kiosk://app/', true),
  ),
  {
    name: 'window: a picture that cannot be loaded brings no other',
    holds: async (open) => {
      const bench = await shown(open);
      bench.first.contentsEvents.fire('did-fail-load', newEvent(), -6, 'ERR', 'kiosk://app/x.png', false);
      await bench.pass(2_000);
      return bench.electron.windows.length === 1;
    },
  },
  {
    name: 'window: a page that hands in one line after the other is replaced',
    holds: async (open) => {
      const bench = await shown(open);
      for (let lines = 0; lines < 4; lines++) await bench.join();
      const isPatient = !bench.first.isDestroyed();
      // Time passes: what was long ago does not count.
      await bench.pass(11_000);
      for (let lines = 0; lines < 5; lines++) await bench.join();
      const isFair = !bench.first.isDestroyed();
      return isPatient && isFair && (await isReplaced(bench, async (one) => void (await one.join().catch(() => null))));
    },
  },
  {
    name: 'window: a page without its line for ten seconds is replaced',
    holds: async (open) => {
      const bench = open();
      const line = await bench.join();
      await bench.pass(60);
      line.close();
      await settle();
      await bench.pass(9_000);
      const isPatient = bench.electron.windows.length === 1;
      return isPatient && (await isReplaced(bench, () => bench.pass(2_500)));
    },
  },
  {
    name: 'window: one page after the other that is lost is waited for longer and longer',
    holds: async (open) => {
      const bench = open();
      for (let rounds = 0; rounds < 8; rounds++) {
        bench.newest().crash();
        await bench.pass(1_000);
      }
      const soon = bench.electron.windows.length;
      await bench.pass(60_000);
      const isWaiting = soon >= 3 && soon <= 5 && bench.electron.windows.length > soon;
      // Never longer than half a minute.
      for (let rounds = 0; rounds < 8; rounds++) {
        const before = bench.electron.windows.length;
        bench.newest().crash();
        await bench.pass(31_000);
        if (bench.electron.windows.length === before) return false;
      }
      return isWaiting;
    },
  },
  {
    name: 'window: the next visitor’s page is a new one, and the last one’s process is ended',
    holds: async (open) => {
      const bench = await shown(open);
      bench.screens.window.renew();
      await bench.pass(60);
      const isStillThere = !bench.first.isDestroyed();
      await bench.join();
      await bench.pass(60);
      await settle();
      const isEnded = bench.first.isDestroyed() && bench.first.calls.includes('kill SIGKILL');
      // What happens to the old one is over.
      await bench.pass(2_000);
      const isOne = bench.electron.windows.length === 2 && bench.newest().calls.includes('show');
      return isStillThere && isEnded && isOne;
    },
  },
  {
    name: 'window: the page that was used goes within four seconds, whatever becomes of the next',
    holds: async (open) => {
      const bench = await shown(open);
      bench.screens.window.renew();
      for (let tenths = 0; tenths < 39; tenths++) {
        if (bench.newest() !== bench.first) bench.newest().crash();
        await bench.pass(100);
      }
      const isStillThere = !bench.first.isDestroyed();
      const before = bench.electron.clipboards.length;
      await bench.pass(200);
      const isGone = bench.first.isDestroyed() && bench.first.calls.includes('kill SIGKILL');
      const isForgotten = bench.electron.clipboards.length > before;
      // Another comes all the same.
      await bench.pass(40_000);
      await bench.join();
      await bench.pass(60);
      return isStillThere && isGone && isForgotten && bench.newest().calls.includes('show');
    },
  },
  {
    name: 'window: one that was asked for while another opened goes in time too',
    holds: async (open) => {
      const bench = open();
      await bench.pass(1_000);
      bench.screens.window.renew();
      await bench.pass(4_100);
      return bench.first.isDestroyed() && !bench.newest().isDestroyed();
    },
  },
  {
    name: 'window: a page whose process ended before is destroyed, and no other process with it',
    holds: async (open) => {
      const bench = await shown(open);
      const kills = killsOfOwnGroup();
      bench.first.crash();
      const refused = bench.first.contents.getOSProcessId();
      await bench.pass(300);
      return (
        refused === 0 && killsOfOwnGroup() === kills && bench.first.isDestroyed() && bench.electron.windows.length === 2
      );
    },
  },
  {
    name: 'window: no page is lost for want of a core',
    holds: async (open) => {
      const bench = open(false);
      const page = bench.first.page();
      page?.window.postMessage('recepisse:ask-line', page.window.location.origin);
      await bench.pass(60_000);
      const isPatient = bench.electron.windows.length === 1;
      bench.screens.serve({ connect: () => undefined, admit: () => null });
      await settle();
      const isConnected = bench.screens.lines.isConnected(bench.first.contents);
      // From then on it counts.
      const other = open(false);
      await other.pass(60_000);
      other.screens.serve({ connect: () => undefined, admit: () => null });
      await other.pass(9_000);
      const isFair = other.electron.windows.length === 1;
      await other.pass(4_000);
      return isPatient && isConnected && isFair && other.electron.windows.length === 2;
    },
  },
  {
    name: 'window: nothing of a page is kept for the next',
    holds: async (open) => {
      const bench = await shown(open);
      const [before, copied] = [bench.session.cleared.length, bench.electron.clipboards.length];
      bench.screens.window.renew();
      await bench.join();
      await bench.pass(60);
      const isEmpty = same(bench.electron.clipboards.slice(copied), ['clipboard', 'selection']);
      return isEmpty && same(bench.session.cleared.slice(before).sort(), ['auth', 'cache', 'hosts', 'storage']);
    },
  },
  {
    name: 'window: a visit that ends while a page opens gets another page still',
    holds: async (open) => {
      const bench = open();
      bench.screens.window.renew();
      await bench.join();
      await bench.pass(60);
      await settle();
      const isSecond = bench.electron.windows.length === 2;
      await bench.join();
      await bench.pass(60);
      return isSecond && bench.first.isDestroyed();
    },
  },
  {
    name: 'window: a process of the screen’s that ends is told',
    holds: (open) => {
      const bench = open();
      bench.electron.appEvents.fire('child-process-gone', newEvent(), { type: 'GPU', reason: 'crashed' });
      return same(bench.said, ['A process of the screen ended: GPU, crashed.']);
    },
  },
  {
    name: 'window: ours comes to the front',
    holds: async (open) => {
      const bench = await shown(open);
      bench.screens.window.toFront();
      return bench.first.calls.includes('focus');
    },
  },
  {
    name: 'window: closed by the kiosk, it stays closed',
    holds: async (open) => {
      const bench = await shown(open);
      bench.screens.window.close();
      await bench.pass(30_000);
      bench.screens.window.renew();
      return (
        bench.electron.windows.length === 1 && bench.first.isDestroyed() && bench.first.calls.includes('kill SIGKILL')
      );
    },
  },
];
