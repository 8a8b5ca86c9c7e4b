import type { App } from 'electron';

/** Switches that open the kiosk to somebody who may write its command line, or that weaken or write down what it does: refused in the product. */
export const debugSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'no-sandbox',
  'disable-setuid-sandbox',
  'disable-seccomp-filter-sandbox',
  'disable-namespace-sandbox',
  'disable-gpu-sandbox',
  'allow-sandbox-debugging',
  'no-zygote',
  'single-process',
  'in-process-gpu',
  'process-per-site',
  'renderer-process-limit',
  'disable-web-security',
  'disable-site-isolation-trials',
  'enable-features',
  'enable-blink-features',
  'load-extension',
  'js-flags',
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
  'enable-logging',
  'log-file',
  'log-net-log',
  'trace-startup',
  'unsafely-expose-electron-internals-for-testing',
] as const;

/** What a desktop or an installer may have to say: how the screen is reached, and how large things are on it. */
export const knownSwitches = ['ozone-platform', 'ozone-platform-hint', 'force-device-scale-factor', 'lang'] as const;

/** The first of Chromium's words, in the product, that is none of the known ones; null: none, or a run from the sources. */
export const unknownWord = (app: Pick<App, 'isPackaged'>, words: readonly string[]): string | null =>
  app.isPackaged ? (words.find((word) => !knownSwitches.some((name) => word.startsWith(`--${name}=`))) ?? null) : null;

/** The first debugging switch that was given by whatever way; null: none, or a run from the sources, where tests drive the window by such a port. */
export const givenDebugSwitch = (app: Pick<App, 'isPackaged' | 'commandLine'>): string | null => {
  const given = app.isPackaged ? debugSwitches.find((name) => app.commandLine.hasSwitch(name)) : undefined;
  return given === undefined ? null : `--${given}`;
};
