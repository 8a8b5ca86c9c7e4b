// The one import of Electron itself: everything else is given its parts.
import { app, BrowserWindow, clipboard, Menu, MessageChannelMain, protocol, session, utilityProcess } from 'electron';
import type { ElectronParts } from './parts.ts';

export const electron: ElectronParts = {
  app,
  BrowserWindow,
  clipboard,
  Menu,
  MessageChannelMain,
  protocol,
  session,
  utilityProcess,
};
