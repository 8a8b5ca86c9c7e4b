// In front of the page, sandboxed: it hands the page one MessagePort to the kiosk when the page asks, and offers nothing else (checklist 17, 20).
import { ipcRenderer } from 'electron';
import { askForLine, handedLine } from '../../../shared/contract/line-words.ts';
import { lineChannel } from './line-channel.ts';

interface PageWindow {
  readonly location: { readonly origin: string };
  addEventListener(type: 'message', hear: (event: { readonly source: unknown; readonly data: unknown }) => void): void;
  postMessage(message: string, origin: string, ports: readonly unknown[]): void;
}
// This file alone of this room runs in a page.
declare const window: PageWindow;

window.addEventListener('message', ({ source, data }) => {
  if (source !== window || data !== askForLine) return;
  const { port1, port2 } = new MessageChannel();
  ipcRenderer.postMessage(lineChannel, null, [port1]);
  window.postMessage(handedLine, window.location.origin, [port2]);
});
