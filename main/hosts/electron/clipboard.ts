import type { Clipboard } from 'electron';

/** Nothing that one visitor marked or copied is there for the next: neither the clipboard nor X11's selection. */
export function emptyClipboard(clipboard: Pick<Clipboard, 'clear' | 'selection'>): void {
  clipboard.clear();
  clipboard.selection.clear();
}
