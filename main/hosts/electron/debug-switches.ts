import type { App } from 'electron';

/** Switches that open the kiosk to somebody who may write its command line: refused in the packaged product. */
export const debugSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'no-sandbox',
  'disable-web-security',
  'disable-site-isolation-trials',
  'load-extension',
  'js-flags',
  'renderer-cmd-prefix',
] as const;

/** The first of them that was given; null: none, or this is a run from the sources, where tests drive the window by such a port. */
export const givenDebugSwitch = (app: Pick<App, 'isPackaged' | 'commandLine'>): string | null =>
  app.isPackaged ? (debugSwitches.find((name) => app.commandLine.hasSwitch(name)) ?? null) : null;
