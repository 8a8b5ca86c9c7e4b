import { fileURLToPath } from 'node:url';
import { type Fault, fail, ok, type Result } from '../shared/result.ts';
import { startKioskService } from './api/kiosk-service.ts';
import type { DeviceNames } from './devices/choose-devices.ts';
import { systemClock } from './devices/printers/clock.ts';
import { provideChromium } from './hosts/chromium/find-chromium.ts';
import { startServer } from './hosts/chromium/server.ts';
import { readStaticFiles } from './hosts/chromium/static-files.ts';
import { type KioskWindow, openWindow } from './hosts/chromium/window.ts';
import type { Kiosk } from './kiosk.ts';

export interface ChromiumHostParts {
  readonly kiosk: Kiosk;
  readonly devices: DeviceNames;
  /** `if-display`: a window where there is a display and a Chromium; `always`: a display without Chromium is a fault. */
  readonly window: 'never' | 'if-display' | 'always';
  readonly port: number | null;
  /** Demonstration only: Chromium runs without its sandbox, and the screen says so. */
  readonly noSandbox: boolean;
  readonly onRecorded: () => void;
  readonly say: (line: string) => void;
}

/** A kiosk that serves its screens. */
export interface ChromiumHost {
  /** To open once in any browser; null where the kiosk has its own window. */
  readonly address: string | null;
  /** Wipes the visit, then closes window and server. */
  stop(): Promise<void>;
}

const renderer = fileURLToPath(new URL('../dist/renderer', import.meta.url));
const visitEntry = fileURLToPath(new URL('./hosts/chromium/visit-entry.ts', import.meta.url));

/**
 * The kiosk under Node with the system's Chromium, or with any browser where there is no display.
 * Faults: `no-renderer`, `port-taken`, `no-chromium`.
 */
export async function startChromiumHost(parts: ChromiumHostParts): Promise<Result<ChromiumHost, Fault>> {
  const { kiosk, devices, say } = parts;
  const { env } = process;
  const isRoot = process.getuid?.() === 0;
  const files = await readStaticFiles(renderer);
  if (!files.ok) return files;
  const hasDisplay = Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
  const wantsWindow = parts.window !== 'never' && hasDisplay;
  const program = wantsWindow ? await provideChromium(env.PATH ?? '', isRoot, say) : null;
  if (program?.ok === false) {
    if (parts.window === 'always') return program;
    say(program.fault.message);
  }

  let window: KioskWindow | null = null;
  const service = startKioskService({
    kiosk,
    devices,
    visitEntry,
    unsafeHost: parts.noSandbox && program?.ok === true,
    onRecorded: parts.onRecorded,
    onVisitEnded: () => window?.renew(),
  });
  const { visits, connect } = service;
  const server = await startServer({
    files: files.value,
    port: parts.port,
    connect,
    admit: visits.admit,
    current: visits.current,
  });
  if (!server.ok) {
    await service.stop();
    return fail(server.fault);
  }
  const { origin, newAddress, pages } = server.value;
  if (program?.ok) {
    window = openWindow({
      program: program.value,
      env,
      isRoot,
      language: kiosk.bundle.languages[0] ?? 'fr',
      noSandbox: parts.noSandbox,
      origin,
      newAddress,
      pages,
      timer: systemClock,
      say,
    });
  }
  return ok({
    address: window === null ? newAddress() : null,
    stop: async () => {
      // The visit first: what its page shows is gone with the window.
      await Promise.all([service.stop(), window?.close()]);
      server.value.close();
    },
  });
}
