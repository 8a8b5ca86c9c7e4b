import { ok } from '../shared/result.ts';
import { startKioskService } from './api/kiosk-service.ts';
import { systemClock } from './devices/printers/clock.ts';
import type { ElectronScreens } from './hosts/electron/electron-screens.ts';
import type { ElectronParts } from './hosts/electron/parts.ts';
import { launchUtilityVisit } from './hosts/electron/utility-visit.ts';
import type { StartHost } from './hosts/host.ts';
import { ownFile } from './own-file.ts';

export interface ElectronHostParts {
  readonly electron: Pick<ElectronParts, 'utilityProcess' | 'MessageChannelMain'>;
  readonly screens: ElectronScreens;
  /** PATH of the visits' processes. */
  readonly path: string;
}

const entry = ownFile('hosts/electron/visit-entry', import.meta.url);

/** The kiosk behind Electron's window: the same service as in the Chromium host, its visits utility processes. */
export const startElectronHost =
  ({ electron, screens, path }: ElectronHostParts): StartHost =>
  async ({ kiosk, devices, onRecorded, onOutboxRound }) => {
    const service = startKioskService({
      kiosk,
      devices,
      launch: launchUtilityVisit({ ...electron, entry, path, timer: systemClock }),
      unsafeHost: false,
      onRecorded,
      onOutboxRound,
      onVisitEnded: () => screens.window.renew(),
    });
    screens.serve({ connect: service.connect, admit: service.visits.admit });
    return ok({
      address: null,
      stop: async () => {
        await service.stop();
        screens.window.close();
      },
    });
  };
