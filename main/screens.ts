import { type Fault, fail, ok, type Result } from '../shared/result.ts';
import { systemClock } from './devices/printers/clock.ts';
import { hasDisplay } from './hosts/chromium/display.ts';
import { provideChromium } from './hosts/chromium/find-chromium.ts';
import type { Launch } from './hosts/chromium/launch-browser.ts';
import { type KioskServer, type ServedCore, startServer } from './hosts/chromium/server.ts';
import { type KioskWindow, openWindow } from './hosts/chromium/window.ts';
import { readStaticFiles } from './hosts/static-files.ts';
import { builtFolder } from './own-file.ts';

export interface ScreensParts {
  /** `if-display`: a window where there is a display and a Chromium; `always`: a display without Chromium is a fault. */
  readonly window: 'never' | 'if-display' | 'always';
  /** The window's browser, where it is on its way already. */
  readonly ahead: { readonly program: string; readonly browser: Launch } | null;
  readonly port: number | null;
  /** A camera is listed as the scanner: the page may use it. */
  readonly camera: boolean;
  /** Demonstration only: Chromium runs without its sandbox, and the screen says so. */
  readonly noSandbox: boolean;
  readonly say: (line: string) => void;
}

/** The pages' files, their server and their window. A page may load while the kiosk behind it still opens, and waits for its core. */
export interface Screens {
  readonly server: KioskServer;
  /** Answers pages from now on. */
  serve(core: ServedCore): void;
  /** The window, opened now where it is not on its way; null where there is none to be. */
  show(): Promise<Result<KioskWindow | null, Fault<'no-chromium'>>>;
  close(): Promise<void>;
}

/** Faults: `no-renderer`, `port-taken`. */
export async function openScreens(parts: ScreensParts): Promise<Result<Screens, Fault<'no-renderer' | 'port-taken'>>> {
  const { ahead, camera, noSandbox, say } = parts;
  const { env } = process;
  const isRoot = process.getuid?.() === 0;
  const files = await readStaticFiles(builtFolder('renderer'));
  if (!files.ok) return files;
  const core = Promise.withResolvers<ServedCore>();
  const started = await startServer({ files: files.value, port: parts.port, camera, core: core.promise });
  if (!started.ok) return fail(started.fault);
  const server = started.value;
  const { origin, newAddress, pages } = server;
  const open = (program: string, first: Launch | null): KioskWindow =>
    openWindow({ program, first, env, isRoot, noSandbox, origin, camera, newAddress, pages, timer: systemClock, say });
  let window = ahead && open(ahead.program, ahead.browser);
  return ok({
    server,
    serve: core.resolve,
    show: async () => {
      if (window !== null || parts.window === 'never' || !hasDisplay(env)) return ok(window);
      const program = await provideChromium(env.PATH ?? '', isRoot, say);
      if (program.ok) window = open(program.value, null);
      else if (parts.window === 'always') return program;
      else say(program.fault.message);
      return ok(window);
    },
    close: async () => {
      await window?.close();
      server.close();
    },
  });
}
