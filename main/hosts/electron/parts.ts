import type * as Electron from 'electron';

/** All of Electron that this host uses; tests give a stand-in of exactly this. */
export type ElectronParts = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'clipboard' | 'Menu' | 'MessageChannelMain' | 'protocol' | 'session' | 'utilityProcess'
>;
