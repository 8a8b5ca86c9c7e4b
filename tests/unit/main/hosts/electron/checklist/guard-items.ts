import { isDeepStrictEqual as same } from 'node:util';
import { newEvent, type StandInEvent } from '../stand-in/listed.ts';
import { type Bench, indexPage } from './host.ts';
import type { Item } from './items.ts';

const permissions = ['media', 'geolocation', 'notifications', 'openExternal', 'clipboard-read', 'fileSystem', 'usb'];
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; font-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; worker-src 'none'";
const headers = {
  'content-security-policy': policy,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), clipboard-read=()',
};
const hasHeaders = (response: Response): boolean =>
  Object.entries(headers).every(([name, value]) => response.headers.get(name) === value);

/** Asks as Chromium does, through the handler that was registered. */
const ask = async ({ session }: Bench, url: string, method = 'GET'): Promise<Response> => {
  const handler = session.handlers.scheme?.[1];
  if (!handler) throw new Error('no handler');
  return handler({ url, method } as Request);
};

/** What a handler answered by its callback; undefined when it did not. */
function answered<T>(call: (callback: (value: T) => void) => unknown): T | undefined {
  let answer: T | undefined;
  call((value) => {
    answer = value;
  });
  return answer;
}

/** Fires an event of the first window's contents, and sees it prevented. */
const isPrevented = (bench: Bench, name: string, ...rest: readonly unknown[]): boolean => {
  const event = newEvent();
  bench.first.contentsEvents.fire(name, event, ...rest);
  return event.defaultPrevented;
};

const prevents = (name: string, ...rest: readonly unknown[]): Item => ({
  name: `navigation: ${name} is refused`,
  holds: (open) => isPrevented(open(), name, ...rest),
});

/** Fires an event of the app's that is answered by its last argument. */
const appAnswer = (bench: Bench, name: string, ...rest: readonly unknown[]): readonly [boolean, readonly unknown[]] => {
  const event: StandInEvent = newEvent();
  let given: readonly unknown[] = ['not asked'];
  bench.electron.appEvents.fire(name, event, ...rest, (...answer: readonly unknown[]) => {
    given = answer;
  });
  return [event.defaultPrevented, given];
};

const plainKey = { key: 'a', control: false, meta: false, alt: false, shift: false };
const stopsKey = (bench: Bench, input: Partial<typeof plainKey>): boolean =>
  isPrevented(bench, 'before-input-event', { ...plainKey, ...input });

export const guardItems: readonly Item[] = [
  {
    name: 'permissions: every request is refused',
    holds: (open) => {
      const { session } = open();
      return permissions.every((permission) => {
        const call = session.handlers.request as unknown as (...args: unknown[]) => void;
        return answered((answer) => call(null, permission, answer, {})) === false;
      });
    },
  },
  {
    name: 'permissions: every check is refused',
    holds: (open) => {
      const check = open().session.handlers.check as unknown as (...args: unknown[]) => boolean;
      return permissions.every((permission) => check(null, permission, 'kiosk://app', {}) === false);
    },
  },
  {
    name: 'permissions: no device is given',
    holds: (open) => (open().session.handlers.device as unknown as (details: object) => boolean)({}) === false,
  },
  {
    name: 'permissions: no screen is shared',
    holds: (open) => {
      const call = open().session.handlers.display as unknown as (...args: unknown[]) => void;
      return answered((answer) => call({}, answer)) === null;
    },
  },
  {
    name: 'permissions: no Bluetooth device is paired',
    holds: (open) => {
      const call = open().session.handlers.bluetooth as unknown as (...args: unknown[]) => void;
      return same(
        answered((answer) => call({}, answer)),
        { confirmed: false },
      );
    },
  },
  {
    name: 'requests: our own scheme alone',
    holds: (open) => {
      const before = open().session.handlers.before as unknown as (...args: unknown[]) => void;
      const isCancelled = (url: string): boolean =>
        answered<{ cancel: boolean }>((answer) => before({ url }, answer))?.cancel === true;
      const others = [
        'file:///etc/passwd',
        'http://127.0.0.1/',
        'https://kiosk/app/',
        'kiosk://other/',
        'kiosk://app.evil/',
        'data:,x',
        'devtools://devtools/',
        'blob:kiosk://app/1',
      ];
      return others.every(isCancelled) && !isCancelled('kiosk://app/') && !isCancelled('kiosk://app/main.js');
    },
  },
  {
    name: 'requests: nothing is downloaded',
    holds: (open) => {
      const event = newEvent();
      open().session.events.fire('will-download', event, {});
      return event.defaultPrevented;
    },
  },
  {
    name: 'certificates: none is good',
    holds: (open) => {
      const call = open().session.handlers.certificate as unknown as (...args: unknown[]) => void;
      return answered((answer) => call({ hostname: 'example.org', errorCode: 0 }, answer)) === -2;
    },
  },
  {
    name: 'certificates: an error of one is final',
    holds: (open) => same(appAnswer(open(), 'certificate-error', null, 'https://x/', 'e', {}), [true, [false]]),
  },
  {
    name: 'certificates: none of ours is shown',
    holds: (open) => same(appAnswer(open(), 'select-client-certificate', null, 'https://x/', []), [true, []]),
  },
  {
    name: 'certificates: no password is asked for',
    holds: (open) => same(appAnswer(open(), 'login', null, {}, {}), [true, []]),
  },
  {
    name: 'navigation: no new window',
    holds: (open) => {
      const handler = open().first.openHandler();
      return same(handler?.({ url: 'kiosk://app/' } as Parameters<typeof handler>[0]), { action: 'deny' });
    },
  },
  prevents('will-navigate'),
  prevents('will-frame-navigate'),
  prevents('will-redirect'),
  prevents('will-attach-webview'),
  prevents('will-prevent-unload'),
  {
    name: 'navigation: select-bluetooth-device is refused',
    holds: (open) => {
      const bench = open();
      const event = newEvent();
      const chosen = answered((answer) =>
        bench.first.contentsEvents.fire('select-bluetooth-device', event, [], answer),
      );
      return event.defaultPrevented && chosen === '';
    },
  },
  {
    name: 'keys: what leads out is stopped, letters are not',
    holds: (open) => {
      const bench = open();
      const out = [
        { key: 'w', control: true },
        { key: 'F4', alt: true },
        { key: 'Tab', alt: true },
        { key: 'F1' },
        { key: 'F12' },
        { key: 'd', meta: true },
        { key: 'ContextMenu' },
        { key: 'BrowserBack' },
        { key: 'Insert', shift: true },
        { key: 'Delete', shift: true },
        { key: 'Cut' },
        { key: 'Copy' },
        { key: 'Paste' },
      ];
      const letters = [{}, { key: 'F' }, { key: 'A', shift: true }, { key: 'Delete' }, { key: 'Insert' }];
      return out.every((input) => stopsKey(bench, input)) && !letters.some((input) => stopsKey(bench, input));
    },
  },
  {
    name: 'keys: menu shortcuts are ignored',
    holds: (open) => open().first.calls.includes('setIgnoreMenuShortcuts true'),
  },
  {
    name: 'keys: developer tools that open are closed',
    holds: (open) => {
      const { first } = open();
      first.contentsEvents.fire('devtools-opened');
      return first.calls.includes('closeDevTools');
    },
  },
  {
    name: 'keys: zoom is taken back, and pinching changes nothing',
    holds: (open) => {
      const { first } = open();
      first.contentsEvents.fire('zoom-changed', newEvent(), 'in');
      first.contentsEvents.fire('did-finish-load');
      return first.calls.includes('setZoomLevel 0') && first.calls.includes('setVisualZoomLevelLimits 1 1');
    },
  },
  {
    name: 'requests: a page’s own connections have no way out',
    holds: (open) => open().first.calls.includes('setWebRTCIPHandlingPolicy disable_non_proxied_udp'),
  },
  {
    name: 'session: the default one refuses the same',
    holds: (open) => {
      const bench = open();
      const { session, events, handlers } = bench.electron.defaultSession;
      const event = newEvent();
      events.fire('will-download', event, {});
      if (!handlers.before) return false;
      const before = handlers.before as unknown as (...args: unknown[]) => void;
      const isCancelled =
        answered<{ cancel: boolean }>((answer) => before({ url: 'https://x/' }, answer))?.cancel === true;
      const { scheme: _, ...own } = bench.session.handlers;
      return (
        session !== bench.session.session &&
        same(Object.keys(handlers).sort(), Object.keys(own).sort()) &&
        event.defaultPrevented &&
        isCancelled
      );
    },
  },
  {
    name: 'clipboard: nothing is in it when the kiosk starts, nor marked',
    holds: (open) => same(open().electron.clipboards.slice(0, 2), ['clipboard', 'selection']),
  },
  {
    name: 'session: in memory, without a cache',
    holds: (open) => {
      const { electron } = open();
      return same(
        electron.sessions.map(({ partition, options }) => [partition, options]),
        [['kiosk', { cache: false }]],
      );
    },
  },
  {
    name: 'files: a built file comes with every header',
    holds: async (open) => {
      const bench = open();
      const response = await ask(bench, 'kiosk://app/');
      const isWhole = Buffer.from(await response.arrayBuffer()).equals(indexPage);
      const isTyped = response.headers.get('content-type') === 'text/html; charset=utf-8';
      const isLong = response.headers.get('content-length') === String(indexPage.length);
      return (
        bench.session.handlers.scheme?.[0] === 'kiosk' &&
        response.status === 200 &&
        isWhole &&
        isTyped &&
        isLong &&
        hasHeaders(response)
      );
    },
  },
  {
    name: 'files: everything else is unknown, and says so with every header',
    holds: async (open) => {
      const bench = open();
      const paths = [
        'kiosk://app/x',
        'kiosk://xyz/index.html',
        'kiosk://app/../index.html',
        'kiosk://app/%2e%2e/index.html',
        'kiosk://app/index.html?q',
        'kiosk://app//index.html',
        'kiosk://other/index.html',
        'kiosk://app',
        'http://app/index.html',
        'xkiosk://app/index.html',
      ];
      const answers = await Promise.all(paths.map((path) => ask(bench, path)));
      return answers.every((response) => response.status === 404 && response.body === null && hasHeaders(response));
    },
  },
  {
    name: 'files: nothing can be sent',
    holds: async (open) => {
      const response = await ask(open(), 'kiosk://app/', 'POST');
      return response.status === 405 && response.headers.get('content-type') === 'text/plain' && hasHeaders(response);
    },
  },
];
