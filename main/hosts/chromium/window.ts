import { type PrinterClock, pause } from '../../devices/printers/clock.ts';
import { type Browser, steerBrowser } from './browser.ts';
import { type Launch, type LaunchParts, launchBrowser } from './launch-browser.ts';

export interface WindowParts extends LaunchParts {
  /** A browser that is on its way already; null: the window starts one. */
  readonly first: Launch | null;
  readonly origin: string;
  /** A camera is listed: the page may use it. */
  readonly camera: boolean;
  /** An address that works once. */
  readonly newAddress: () => string;
  /** Times a page connected to the core since the start; and whether one is connected now. */
  readonly pages: () => { readonly count: number; readonly connected: boolean };
  readonly timer: PrinterClock;
  /** One sentence for whoever reads the terminal. */
  readonly say: (line: string) => void;
}

/** The kiosk's window: one page on the whole screen, whatever happens to it. */
export interface KioskWindow {
  /** Gives the next visitor a new page, in a process of its own (promise 5). */
  renew(): void;
  close(): Promise<void>;
}

export const windowLimits = {
  /** A page that is not connected for so long is not there: crashed, gone elsewhere, or never loaded. */
  lostPageMs: 10_000,
  /** A new page shows itself once it is connected, or after this. */
  showAfterMs: 4_000,
  lookEveryMs: 1_000,
  /** Between two starts of a browser that ends by itself, doubled each time. */
  firstRestartMs: 1_000,
  longestRestartMs: 30_000,
} as const;

/** Opens the window and keeps it open. It sees pages come and go over the DevTools pipe, and closes every one that is not ours. */
export function openWindow(parts: WindowParts): KioskWindow {
  const { timer } = parts;
  let { first } = parts;
  let browser: Browser | null = null;
  let page: string | null = null;
  let closing = false;
  let opening = false;
  let renewing = false;
  let lostSinceMs: number | null = null;
  let restartMs: number = windowLimits.firstRestartMs;

  const openPage = async (): Promise<void> => {
    if (opening || !browser || closing) return;
    opening = true;
    const current = browser;
    const before = page;
    const { count, connected } = parts.pages();
    // A page that is well keeps its session until the new one shows; a new browser, or one whose page is lost, gets a new one.
    const next = await current.openPage(connected && before !== null ? `${parts.origin}/` : parts.newAddress());
    if (next !== null) {
      page = next;
      const untilMs = timer.nowMs() + windowLimits.showAfterMs;
      while (!closing && parts.pages().count === count && timer.nowMs() < untilMs) await pause(timer, 50);
      await current.show(next);
      if (before !== null) await current.closePage(before);
    }
    lostSinceMs = null;
    opening = false;
    // Asked for while it opened: somebody may have used that page already.
    if (renewing) renew();
  };
  const renew = (): void => {
    renewing = opening;
    void openPage();
  };

  /** Intruders are closed; our own page is opened again when it is gone, crashed, elsewhere or silent. */
  const look = async (): Promise<void> => {
    if (opening || !browser) return;
    const pages = await browser.pages();
    if (opening || !browser || pages === null) return;
    for (const { id } of pages) if (id !== page) void browser.closePage(id);
    const own = pages.find(({ id }) => id === page);
    const isWell = own?.url.startsWith(`${parts.origin}/`) === true && !browser.crashed.has(own.id);
    if (parts.pages().connected) lostSinceMs = null;
    else lostSinceMs ??= timer.nowMs();
    const isLost = lostSinceMs !== null && timer.nowMs() - lostSinceMs > windowLimits.lostPageMs;
    if (!isWell || isLost) await openPage();
  };

  const runOnce = async (): Promise<boolean> => {
    const launched = await (first ?? launchBrowser(parts));
    first = null;
    if (!launched.ok) {
      parts.say('The screens need a file system in memory (tmpfs) at /dev/shm.');
      return false;
    }
    const startedMs = timer.nowMs();
    [browser, page] = [steerBrowser(launched.value, () => void look()), null];
    if (closing) await browser.close();
    if (parts.camera) await browser.allowCamera(parts.origin);
    await openPage();
    const end = await launched.value.ended;
    browser = null;
    if (end === 'no-sandbox' && !closing) {
      parts.say(
        'Chromium cannot make its sandbox here: allow user namespaces or install chromium-sandbox; for a demonstration alone, start with --demo-no-sandbox.',
      );
      return false;
    }
    if (timer.nowMs() - startedMs > windowLimits.longestRestartMs) restartMs = windowLimits.firstRestartMs;
    return true;
  };
  let wake = (): void => undefined;
  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = timer.alarm(ms, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
  const run = async (): Promise<void> => {
    while (!closing && (await runOnce())) {
      if (closing) return;
      await rest(restartMs);
      restartMs = Math.min(restartMs * 2, windowLimits.longestRestartMs);
    }
  };
  const running = run();
  let cancelLook = (): void => undefined;
  const keepLooking = (): void => {
    if (!closing) cancelLook = timer.alarm(windowLimits.lookEveryMs, () => void look().finally(keepLooking));
  };
  keepLooking();

  return {
    renew,
    close: async () => {
      closing = true;
      cancelLook();
      wake();
      await browser?.close();
      await running;
    },
  };
}
