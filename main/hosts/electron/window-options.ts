import type { BrowserWindowConstructorOptions, Session } from 'electron';

export interface WindowSettings {
  /** Absolute path of the built preload script. */
  readonly preload: string;
  readonly session: Session;
}

/** The kiosk's window: the whole screen, and a page that may do nothing but draw and talk over its one line (Electron's checklist 2–10, 20). */
export const windowOptions = ({ preload, session }: WindowSettings): BrowserWindowConstructorOptions => ({
  // Neither `kiosk` nor `fullscreen`: on Linux either shows the window at once. It fills the screen when it is shown.
  frame: false,
  // Shown once its page is there: no white screen, no half page.
  show: false,
  title: 'Récépissé',
  backgroundColor: '#ffffff',
  // What a window manager could do with it.
  closable: false,
  minimizable: false,
  maximizable: false,
  movable: false,
  skipTaskbar: true,
  autoHideMenuBar: true,
  webPreferences: {
    preload,
    session,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    plugins: false,
    devTools: false,
    navigateOnDragDrop: false,
    // alert() and its like would stop the page under somebody's finger.
    disableDialogs: true,
    // Words that were typed go to no dictionary.
    spellcheck: false,
    // A finger that rests does not put the page to sleep behind a warning.
    backgroundThrottling: false,
    // Nothing of the page is compiled to disk.
    v8CacheOptions: 'none',
    webgl: false,
    enableWebSQL: false,
    autoplayPolicy: 'user-gesture-required',
    zoomFactor: 1,
    zoomMode: 'disabled',
  },
});
