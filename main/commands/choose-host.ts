import { type Fault, fail, ok, type Result } from '../../shared/result.ts';

export const hosts = ['auto', 'electron', 'chromium', 'none'] as const;
export type AskedHost = (typeof hosts)[number];

export interface HostFacts {
  readonly asked: AskedHost;
  /** Electron's binary; null: it is not on this machine. */
  readonly electron: string | null;
  /** The program as JavaScript stands in `dist/app`. */
  readonly isBuilt: boolean;
  /** docs/release.md holds a dated run in this very version of Electron. */
  readonly isProven: boolean;
  readonly hasDisplay: boolean;
  readonly isRoot: boolean;
}

/** `thenChromium`: Electron gets 20 s for its first screen, then Chromium takes over. */
export type ChosenHost =
  | { readonly host: 'electron'; readonly thenChromium: boolean }
  | { readonly host: 'chromium' | 'none' };

/** Which host runs the kiosk (DESIGN section 3, "Two hosts, one core"). Fault `no-host`: Electron was asked for and cannot run here. */
export function chooseHost(facts: HostFacts): Result<ChosenHost, Fault<'no-host'>> {
  const { asked, electron, isBuilt, isProven, hasDisplay, isRoot } = facts;
  if (asked === 'none') return ok({ host: 'none' });
  if (asked === 'chromium') return ok({ host: 'chromium' });
  if (asked === 'auto') {
    const isReady = electron !== null && isBuilt && isProven && hasDisplay && !isRoot;
    return ok(isReady ? { host: 'electron', thenChromium: true } : { host: 'chromium' });
  }
  if (electron === null)
    return noHost(
      'Electron is not on this machine: fetch it with « node node_modules/electron/install.js », or start with --host auto.',
    );
  if (!isBuilt) return noHost('The program is not built for Electron: run « npm run build:app », then start again.');
  if (!hasDisplay) return noHost('Electron needs a display: start it in a session that has one, or with --host none.');
  if (isRoot) return noHost('As root Electron has no sandbox: start the kiosk as a user of its own.');
  return ok({ host: 'electron', thenChromium: false });
}

const noHost = (message: string): Result<never, Fault<'no-host'>> => fail({ code: 'no-host', message });

/** Whether the release notes hold a dated run in this version: a line that `npm run release` wrote, and a person pasted. */
export const isProvenRun = (notes: string, version: string): boolean =>
  notes
    .split('\n')
    .some((line) => line.startsWith(`Ran in Electron ${version} on `) && / on 20\d\d-\d\d-\d\d: passed\b/.test(line));
