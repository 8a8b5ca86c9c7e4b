/** Features of a browser that a kiosk has no use for; each talks to somebody, keeps something, or leads out. */
const withoutFeatures = [
  'Translate',
  'MediaRouter',
  'OptimizationHints',
  'AutofillServerCommunication',
  'GlobalMediaControls',
  'InterestFeedContentSuggestions',
  'CertificateTransparencyComponentUpdater',
];

export interface ChromiumSettings {
  /** An empty folder in memory. */
  readonly profile: string;
  /** Wayland where there is no X. */
  readonly platform: 'x11' | 'wayland';
  /** Demonstration only, by an explicit flag; the screen says so. */
  readonly noSandbox: boolean;
}

/**
 * Chromium's command line. Its page is opened over the DevTools pipe, so that the one-time address stands in no process list;
 * no TCP debug port is ever opened. `--kiosk` alone locks nothing: keys and policies are the machine's business.
 */
export function chromiumArguments({ profile, platform, noSandbox }: ChromiumSettings): string[] {
  return [
    '--remote-debugging-pipe',
    '--kiosk',
    `--user-data-dir=${profile}`,
    // For what is the browser's own, which no visitor sees: the screens say their language themselves.
    '--lang=fr',
    `--ozone-platform=${platform}`,
    '--no-first-run',
    '--no-default-browser-check',
    // Nothing but our own loopback has an address.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    '--no-proxy-server',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-domain-reliability',
    '--disable-client-side-phishing-detection',
    '--disable-sync',
    '--disable-default-apps',
    '--disable-extensions',
    '--no-pings',
    `--disable-features=${withoutFeatures.join(',')}`,
    // A dump of a crashed page would hold what stood on it.
    '--disable-breakpad',
    '--disable-crash-reporter',
    '--noerrdialogs',
    '--hide-crash-restore-bubble',
    '--password-store=basic',
    '--deny-permission-prompts',
    '--disable-notifications',
    '--disable-pinch',
    '--overscroll-history-navigation=0',
    '--touch-events=enabled',
    ...(noSandbox ? ['--no-sandbox', '--test-type'] : []),
    // The kiosk's window comes up empty; our page takes its place.
    'about:blank',
  ];
}

/** What a new profile starts with (`Default/Preferences`): settings that have no switch. */
export const chromiumPreferences = {
  translate: { enabled: false },
  credentials_enable_service: false,
  profile: { password_manager_enabled: false },
  autofill: { profile_enabled: false, credit_card_enabled: false },
  browser: { enable_spellchecking: false },
  search: { suggest_enabled: false },
} as const;
