import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { Locales } from '../../kiosk-config/schema/locales.ts';
import type { Handlers } from '../../shared/contract/contract.ts';
import type { kioskContract } from '../../shared/contract/kiosk.ts';
import type { LeftToDo } from '../../shared/filing.ts';
import type { PrinterClock } from '../devices/printers/clock.ts';
import type { Core } from '../filings/core.ts';
import type { DeviceWatch } from '../visits/device-watch.ts';
import type { VisitEnding } from '../visits/visit-child.ts';
import type { VisitKeeper } from '../visits/visit-keeper.ts';

export type KioskContract = typeof kioskContract;
export type KioskCalls<N extends keyof Handlers<KioskContract>> = Pick<Handlers<KioskContract>, N>;

/** How and when (on the timer) the last visit ended, in which language, and what its filing leaves to the visitor. */
export interface LastEnding {
  readonly how: VisitEnding;
  readonly atMs: number;
  readonly language: string;
  readonly leftToDo: LeftToDo | null;
}

/** What the page's questions to the core are answered from. */
export interface ApiParts {
  readonly bundle: Bundle;
  readonly texts: Locales;
  readonly core: Core;
  readonly visits: Omit<VisitKeeper<never>, 'admit' | 'stop'>;
  readonly devices: DeviceWatch;
  readonly timer: PrinterClock;
  /** An explicit flag took the browser's sandbox away. */
  readonly unsafeHost: boolean;
  readonly lastEnding: () => LastEnding | null;
}
