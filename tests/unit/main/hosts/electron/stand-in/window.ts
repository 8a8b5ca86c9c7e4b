import type { BrowserWindow, BrowserWindowConstructorOptions, IpcMain, WebContents, WebFrameMain } from 'electron';
import { type Bus, buildBus, listed, newEvent } from './listed.ts';
import { mainPort } from './message-ports.ts';
import { runPage, type StandInPage } from './page.ts';
import { forgetRenderer, startRenderer } from './renderer-processes.ts';

type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0];

/** One window of the stand-in, and what a test may see of it and do to it. */
export interface StandInWindow {
  readonly options: BrowserWindowConstructorOptions;
  readonly window: BrowserWindow;
  readonly contents: WebContents;
  readonly events: Bus;
  readonly contentsEvents: Bus;
  /** Electron's IPC of this window alone. */
  readonly ipc: Bus;
  /** What was called, in order. */
  readonly calls: string[];
  readonly loaded: string[];
  readonly openHandler: () => OpenHandler | null;
  /** Its page, once it is loaded. */
  readonly page: () => StandInPage | null;
  isDestroyed(): boolean;
  /** Its renderer ends. */
  crash(): void;
}

/** A window whose page runs the preload `code` and nothing else; tests are its page. */
export function openStandInWindow(options: BrowserWindowConstructorOptions, code: string): StandInWindow {
  const [events, contentsEvents, ipc] = [buildBus(), buildBus(), buildBus()];
  const calls: string[] = [];
  const loaded: string[] = [];
  let openHandler: OpenHandler | null = null;
  let page: StandInPage | null = null;
  let destroyed = false;
  // On Linux such a window is on the screen from the start, whatever `show` says.
  if (options.kiosk || options.fullscreen) calls.push('show');
  const said =
    <T>(name: string, answer?: T) =>
    (): T => {
      calls.push(name);
      return answer as T;
    };
  const mainFrame = listed<WebFrameMain>('WebFrameMain', {
    get origin() {
      return new URL(loaded.at(-1) ?? 'about:blank').host ? (loaded.at(-1) ?? '').replace(/\/$/, '') : 'null';
    },
  });
  let pid = startRenderer((signal) => {
    calls.push(`kill ${signal}`);
    // Told of later, as of any process that ended.
    if (signal === 'SIGKILL') setImmediate(crash);
  });
  const crash = (): void => {
    if (pid === 0) return;
    forgetRenderer(pid);
    pid = 0;
    page?.end();
    page = null;
    contentsEvents.fire('render-process-gone', newEvent(), { reason: 'crashed', exitCode: 1 });
  };
  const contents = listed<WebContents>('WebContents', {
    on: contentsEvents.on as never,
    ipc: listed<IpcMain>('contents.ipc', { on: ipc.on as never }),
    mainFrame,
    setWindowOpenHandler: (handler) => {
      openHandler = handler;
    },
    setIgnoreMenuShortcuts: (ignore) => void calls.push(`setIgnoreMenuShortcuts ${ignore}`),
    setVisualZoomLevelLimits: async (from, to) => void calls.push(`setVisualZoomLevelLimits ${from} ${to}`),
    setZoomLevel: (level) => void calls.push(`setZoomLevel ${level}`),
    closeDevTools: said('closeDevTools'),
    setWebRTCIPHandlingPolicy: (policy) => void calls.push(`setWebRTCIPHandlingPolicy ${policy}`),
    isDestroyed: () => destroyed,
    getOSProcessId: () => pid,
  });
  const window = listed<BrowserWindow>('BrowserWindow', {
    get webContents() {
      if (destroyed) throw new TypeError('Object has been destroyed');
      return contents;
    },
    on: events.on as never,
    loadURL: async (url) => {
      loaded.push(url);
      page = runPage(code, new URL(url).host ? url.replace(/\/$/, '') : url, (channel, _message, [port]) => {
        if (port) ipc.fire(channel, newEvent({ senderFrame: mainFrame, ports: [mainPort(port)] }));
      });
    },
    show: said('show'),
    focus: said('focus'),
    restore: said('restore'),
    setKiosk: (flag) => void calls.push(`setKiosk ${flag}`),
    isDestroyed: () => destroyed,
    destroy: () => {
      if (destroyed) return;
      destroyed = true;
      page?.end();
      page = null;
      events.fire('closed');
    },
  });
  return {
    options,
    window,
    contents,
    events,
    contentsEvents,
    ipc,
    calls,
    loaded,
    openHandler: () => openHandler,
    page: () => page,
    isDestroyed: () => destroyed,
    crash,
  };
}
