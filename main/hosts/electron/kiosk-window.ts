import type { App, BrowserWindow, Clipboard, WebContents } from 'electron';
import { type PrinterClock, pause } from '../../devices/printers/clock.ts';
import { startAddress } from './address.ts';
import { emptyClipboard } from './clipboard.ts';
import { endRenderer } from './end-renderer.ts';
import type { PageLines } from './page-lines.ts';
import type { WindowSettings } from './window-options.ts';
import { windowOptions } from './window-options.ts';

export interface KioskWindowParts extends WindowSettings {
  readonly app: Pick<App, 'on'>;
  readonly BrowserWindow: typeof BrowserWindow;
  readonly clipboard: Clipboard;
  readonly lines: PageLines;
  readonly timer: PrinterClock;
  readonly say: (line: string) => void;
}

/** The kiosk's window: one page on the whole screen, whatever happens to it. */
export interface KioskWindow {
  /** Gives the next visitor a new page, in a process of its own (promise 5). */
  renew(): void;
  toFront(): void;
  close(): void;
}

export const windowLimits = {
  /** A new page shows itself once it is connected, or after this; so long at most the one before stays. */
  showAfterMs: 4_000,
  /** A page that is not connected for so long is not there. */
  lostPageMs: 10_000,
  lookEveryMs: 1_000,
  /** Between two windows that are lost at once, doubled each time. */
  firstReopenMs: 200,
  longestReopenMs: 30_000,
} as const;

/** Opens the window and keeps it open: a page that crashed, hangs, was closed or lost its line is replaced by a new one. */
export function keepWindow(parts: KioskWindowParts): KioskWindow {
  const { app, lines, timer, session, clipboard, say } = parts;
  /** Ours: the one that shows, and the one that comes. What happens to any other is over. */
  const living = new Map<BrowserWindow, WebContents>();
  let shown: BrowserWindow | null = null;
  let opening = false;
  let renewing = false;
  let closing = false;
  let reopenMs: number = windowLimits.firstReopenMs;
  let lostSinceMs: number | null = null;
  let willReopen = false;

  /** Its process ends with it: what stood on the page is nowhere any more. One that it shared with the next page would take that along, and another comes. */
  const destroy = (window: BrowserWindow): void => {
    const contents = living.get(window);
    living.delete(window);
    if (window === shown) shown = null;
    if (contents) lines.detach(contents);
    if (window.isDestroyed()) return;
    if (contents && !contents.isDestroyed()) endRenderer(contents);
    window.destroy();
  };
  const lost = (window: BrowserWindow): void => {
    if (!living.has(window)) return;
    destroy(window);
    if (!willReopen)
      timer.alarm(reopenMs, () => {
        willReopen = false;
        void open();
      });
    willReopen = true;
    reopenMs = Math.min(reopenMs * 2, windowLimits.longestReopenMs);
  };
  const keep = (window: BrowserWindow, contents: WebContents): void => {
    window.on('close', (event) => event.preventDefault());
    window.on('closed', () => lost(window));
    window.on('minimize', () => window.restore());
    window.on('leave-full-screen', () => window.setKiosk(true));
    window.on('unresponsive', () => lost(window));
    contents.on('render-process-gone', () => lost(window));
    contents.on('did-fail-load', (_event, _code, _text, _url, isMainFrame) => isMainFrame && lost(window));
  };
  const make = (): readonly [BrowserWindow, WebContents] => {
    const window = new parts.BrowserWindow(windowOptions(parts));
    const contents = window.webContents;
    living.set(window, contents);
    keep(window, contents);
    lines.attach(contents, () => lost(window));
    // A load that fails is told by `did-fail-load`.
    void window.loadURL(startAddress).catch(() => undefined);
    return [window, contents];
  };
  const open = async (): Promise<void> => {
    if (opening || closing) return;
    opening = true;
    renewing = false;
    const [next, contents] = make();
    const untilMs = timer.nowMs() + windowLimits.showAfterMs;
    while (!closing && living.has(next) && !lines.isConnected(contents) && timer.nowMs() < untilMs)
      await pause(timer, 50);
    if (!closing && living.has(next)) {
      const before = shown;
      // On Linux a window that is given these words with its options is shown at once, and white.
      next.setKiosk(true);
      next.show();
      shown = next;
      if (before !== null) destroy(before);
      forget();
      lostSinceMs = null;
    }
    opening = false;
    // Asked for while it opened: somebody may have used that page already. Or none is there: it was lost while it opened.
    if (renewing || (living.size === 0 && !willReopen)) void open();
  };
  /** Nothing of the page before is kept, not even in memory. */
  const forget = (): void => {
    emptyClipboard(clipboard);
    const forgotten = [
      session.clearStorageData(),
      session.clearCache(),
      session.clearAuthCache(),
      session.clearHostResolverCache(),
    ];
    void Promise.allSettled(forgotten);
  };
  /** Whatever becomes of the next page, the one that was used goes: rather no screen than somebody else's. */
  const retire = (used: readonly BrowserWindow[]): void => {
    const left = used.filter((window) => living.has(window));
    if (closing || left.length === 0) return;
    for (const window of left) destroy(window);
    forget();
    if (living.size === 0 && !willReopen) void open();
  };

  /** A page is there when it is connected: one that is not, for long, is replaced. */
  const look = (): void => {
    if (closing) return;
    timer.alarm(windowLimits.lookEveryMs, look);
    const contents = shown === null ? undefined : living.get(shown);
    if (contents && lines.isConnected(contents)) [lostSinceMs, reopenMs] = [null, windowLimits.firstReopenMs];
    // No page can be connected before its core is there.
    else if (lines.isServing()) lostSinceMs ??= timer.nowMs();
    if (opening || shown === null || lostSinceMs === null) return;
    if (timer.nowMs() - lostSinceMs <= windowLimits.lostPageMs) return;
    lostSinceMs = null;
    lost(shown);
  };
  app.on('child-process-gone', (_event, { type, reason }) => say(`A process of the screen ended: ${type}, ${reason}.`));
  void open();
  look();

  return {
    renew: () => {
      renewing = opening;
      const used = [...living.keys()];
      timer.alarm(windowLimits.showAfterMs, () => retire(used));
      void open();
    },
    toFront: () => shown?.focus(),
    close: () => {
      closing = true;
      for (const window of [...living.keys()]) destroy(window);
    },
  };
}
