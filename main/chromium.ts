import { type Fault, ok, type Result } from '../shared/result.ts';
import { startKioskService } from './api/kiosk-service.ts';
import { forkVisit } from './hosts/chromium/fork-visit.ts';
import type { HostParts, RunningHost } from './hosts/host.ts';
import { ownFile } from './own-file.ts';
import type { Screens } from './screens.ts';

export interface ChromiumHostParts extends HostParts {
  readonly screens: Screens;
  /** Demonstration only: Chromium runs without its sandbox, and the screen says so. */
  readonly noSandbox: boolean;
}

const visitEntry = ownFile('hosts/chromium/visit-entry', import.meta.url);

/** The kiosk under Node with the system's Chromium, or with any browser where there is no display. Fault: `no-chromium`. */
export async function startChromiumHost(parts: ChromiumHostParts): Promise<Result<RunningHost, Fault>> {
  const { kiosk, devices, screens } = parts;
  const window = await screens.show();
  if (!window.ok) return window;
  const service = startKioskService({
    kiosk,
    devices,
    launch: forkVisit(visitEntry),
    unsafeHost: parts.noSandbox && window.value !== null,
    onRecorded: parts.onRecorded,
    onOutboxRound: parts.onOutboxRound,
    onVisitEnded: () => window.value?.renew(),
  });
  const { visits, connect } = service;
  screens.serve({ connect, admit: visits.admit, current: visits.current });
  return ok({
    address: window.value === null ? screens.server.newAddress() : null,
    stop: async () => {
      // The visit first: what its page shows is gone with the window.
      await Promise.all([service.stop(), screens.close()]);
    },
  });
}
