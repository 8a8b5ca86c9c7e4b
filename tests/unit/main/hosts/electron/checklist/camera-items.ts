import type { StandInSession } from '../stand-in/session.ts';
import type { Bench } from './host.ts';
import type { Item } from './items.ts';

/** As Chromium asks for the camera's picture on behalf of the kiosk's own page. */
const own = {
  isMainFrame: true,
  requestingUrl: 'kiosk://app/',
  securityOrigin: 'kiosk://app/',
  mediaTypes: ['video'],
  mediaType: 'video',
};
type Asked = Partial<Record<keyof typeof own, unknown>>;

const requested = ({ handlers }: StandInSession, permission: string, details: Asked): boolean => {
  let given = false;
  const call = handlers.request as unknown as (...args: unknown[]) => void;
  call(null, permission, (answer: boolean) => (given = answer), details);
  return given;
};
const checked = ({ handlers }: StandInSession, permission: string, asking: unknown, details: Asked): boolean =>
  (handlers.check as unknown as (...args: unknown[]) => boolean)(null, permission, asking, details);

const elsewhere = ['kiosk://other/', 'kiosk://app.evil/', 'kiosk://app/x', 'https://app/', 'null', '', undefined];
const otherPermissions = ['geolocation', 'display-capture', 'mediaKeySystem', 'fullscreen', 'unknown'];
const policy = async ({ session }: Bench, path: string): Promise<string | null | undefined> =>
  (await session.handlers.scheme?.[1]({ url: `kiosk://app${path}`, method: 'GET' } as Request))?.headers.get(
    'permissions-policy',
  );

export const cameraItems: readonly Item[] = [
  {
    name: 'camera: where one is listed our own page may see through it',
    holds: (open) => {
      const { session } = open(true, true);
      return ['kiosk://app', 'kiosk://app/'].every(
        (origin) =>
          requested(session, 'media', { ...own, securityOrigin: origin }) &&
          checked(session, 'media', origin, { ...own, securityOrigin: origin }),
      );
    },
  },
  {
    name: 'camera: listed by none, not even our own page may',
    holds: (open) => {
      const { session } = open();
      return !requested(session, 'media', own) && !checked(session, 'media', 'kiosk://app/', own);
    },
  },
  {
    name: 'camera: nothing ever hears, also not beside seeing',
    holds: (open) => {
      const { session } = open(true, true);
      const kinds = [['audio'], ['video', 'audio'], ['audio', 'video'], [], undefined];
      const given = kinds.some((mediaTypes) => requested(session, 'media', { ...own, mediaTypes }));
      const { mediaTypes: _, ...nameless } = own;
      const said = ['audio', 'unknown', undefined].some((mediaType) =>
        checked(session, 'media', 'kiosk://app/', { ...own, mediaType }),
      );
      return !given && !said && !requested(session, 'media', nameless);
    },
  },
  {
    name: 'camera: no other origin sees, and no frame in the page',
    holds: (open) => {
      const { session } = open(true, true);
      const isElsewhere = elsewhere.some(
        (origin) =>
          requested(session, 'media', { ...own, securityOrigin: origin }) ||
          checked(session, 'media', origin, own) ||
          checked(session, 'media', 'kiosk://app/', { ...own, securityOrigin: origin }),
      );
      const framed = { ...own, isMainFrame: false };
      return !isElsewhere && !requested(session, 'media', framed) && !checked(session, 'media', 'kiosk://app/', framed);
    },
  },
  {
    name: 'camera: nothing else is given with it',
    holds: (open) => {
      const { session } = open(true, true);
      return !otherPermissions.some(
        (permission) => requested(session, permission, own) || checked(session, permission, 'kiosk://app/', own),
      );
    },
  },
  {
    name: 'camera: the default session has none',
    holds: (open) => {
      const { defaultSession } = open(true, true).electron;
      return !requested(defaultSession, 'media', own) && !checked(defaultSession, 'media', 'kiosk://app/', own);
    },
  },
  {
    name: 'camera: files say that the page may use it, where one is listed alone',
    holds: async (open) => {
      const rest = 'microphone=(), geolocation=(), usb=(), serial=(), hid=(), clipboard-read=()';
      return (
        (await policy(open(true, true), '/')) === `camera=(self), ${rest}` &&
        (await policy(open(), '/')) === `camera=(), ${rest}`
      );
    },
  },
];
