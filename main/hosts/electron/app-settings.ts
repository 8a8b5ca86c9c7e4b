import type { App, Menu, Privileges, Protocol } from 'electron';
import { scheme } from './address.ts';

/** What a page of our scheme is to Chromium: a secure page of an origin of its own, whose policy always holds. */
const privileges: Privileges = {
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

/** Features of Chromium that a kiosk has no use for, and one that would let the next visitor's page share the last one's process. */
export const withoutFeatures = [
  'ProcessPerSiteUpToMainFrameThreshold',
  'SpareRendererForSitePerProcess',
  'MediaRouter',
  'GlobalMediaControls',
  'Translate',
] as const;

/** Switches by name; null: one without a value. */
export const switches: Readonly<Record<string, string | null>> = {
  'disable-features': withoutFeatures.join(','),
  // Nothing has an address: the page's scheme needs none.
  'host-resolver-rules': 'MAP * ~NOTFOUND',
  'no-proxy-server': null,
  'disable-quic': null,
  // Under its old name and its new one.
  'force-webrtc-ip-handling-policy': 'disable_non_proxied_udp',
  'webrtc-ip-handling-policy': 'disable_non_proxied_udp',
  'disable-background-networking': null,
  'disable-component-update': null,
  'disable-domain-reliability': null,
  'no-pings': null,
  // A dump of a crashed page would hold what stood on it.
  'disable-breakpad': null,
  'disable-crash-reporter': null,
  'disable-notifications': null,
  'disable-pinch': null,
  'overscroll-history-navigation': '0',
  'touch-events': 'enabled',
  'password-store': 'basic',
};

export interface AppParts {
  readonly app: Pick<App, 'enableSandbox' | 'commandLine' | 'setPath' | 'on'>;
  readonly menu: Pick<typeof Menu, 'setApplicationMenu'>;
  readonly protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>;
  /** A folder in memory, this user's alone. */
  readonly home: string;
}

/** Before Electron is ready: sandbox for every page, no menu and so none of its keys, everything it keeps is kept in memory. */
export function settleApp({ app, menu, protocol, home }: AppParts): void {
  app.enableSandbox();
  menu.setApplicationMenu(null);
  protocol.registerSchemesAsPrivileged([{ scheme, privileges }]);
  for (const [name, value] of Object.entries(switches))
    if (value === null) app.commandLine.appendSwitch(name);
    else app.commandLine.appendSwitch(name, value);
  for (const name of ['userData', 'sessionData', 'crashDumps', 'logs'] as const) app.setPath(name, home);
  // Without a listener Electron ends with its last window; the kiosk opens another.
  app.on('window-all-closed', () => undefined);
}
