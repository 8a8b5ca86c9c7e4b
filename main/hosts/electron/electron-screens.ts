import type { PrinterClock } from '../../devices/printers/clock.ts';
import type { StaticFiles } from '../static-files.ts';
import { answerNoServer, refuseCertificates } from './certificates.ts';
import { emptyClipboard } from './clipboard.ts';
import { guardKeys } from './keys.ts';
import { type KioskWindow, keepWindow } from './kiosk-window.ts';
import { forbidLeaving } from './navigation.ts';
import { serveOwnFiles } from './own-files.ts';
import { buildPageLines, type PageLines, type ServedCore } from './page-lines.ts';
import type { ElectronParts } from './parts.ts';
import { settlePermissions } from './permissions.ts';
import { guardConnections, guardRequests } from './requests.ts';

export interface ElectronScreensParts {
  readonly electron: Pick<ElectronParts, 'app' | 'BrowserWindow' | 'clipboard' | 'session'>;
  readonly files: StaticFiles;
  /** A camera is listed as the scanner: the page may use it. */
  readonly camera: boolean;
  readonly preload: string;
  readonly timer: PrinterClock;
  readonly say: (line: string) => void;
}

export interface ElectronScreens {
  readonly window: KioskWindow;
  readonly lines: PageLines;
  /** Answers pages from now on. */
  serve(core: ServedCore): void;
}

/** In memory: no `persist:` before its name, and no cache. */
const partition = 'kiosk';

/** Once Electron is ready: every guard stands before the first page, then the window opens. */
export function openElectronScreens({ electron, files, camera, ...parts }: ElectronScreensParts): ElectronScreens {
  const { app, BrowserWindow, clipboard } = electron;
  const session = electron.session.fromPartition(partition, { cache: false });
  // No page of ours is in the default one: whatever may open in it finds the same refusals.
  for (const guarded of [session, electron.session.defaultSession]) {
    settlePermissions(guarded, camera && guarded === session);
    guardRequests(guarded);
    refuseCertificates(guarded);
  }
  answerNoServer(app);
  app.on('web-contents-created', (_event, contents) => {
    forbidLeaving(contents);
    guardKeys(contents);
    guardConnections(contents);
  });
  serveOwnFiles(session, files, camera);
  emptyClipboard(clipboard);
  const core = Promise.withResolvers<ServedCore>();
  const lines = buildPageLines(core.promise, parts.timer);
  const window = keepWindow({ ...parts, app, BrowserWindow, clipboard, session, lines });
  return { window, lines, serve: core.resolve };
}
