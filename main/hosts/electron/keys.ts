import type { Input, WebContents } from 'electron';

/** With shift they cut and paste. */
const shifted: readonly string[] = ['Insert', 'Delete'];
const forbidden: readonly string[] = ['ContextMenu', 'Cut', 'Copy', 'Paste'];

/** Keys that no screen of ours uses and that lead somewhere in one browser or another, or to what somebody else copied. */
export const isForbiddenKey = ({
  key,
  control,
  meta,
  alt,
  shift,
}: Pick<Input, 'key' | 'control' | 'meta' | 'alt' | 'shift'>): boolean =>
  control ||
  meta ||
  alt ||
  (shift && shifted.includes(key)) ||
  /^F\d{1,2}$/.test(key) ||
  forbidden.includes(key) ||
  key.startsWith('Browser');

/** Keys, zoom and developer tools: without a menu Electron has no shortcuts, and these are the rest. */
export function guardKeys(contents: WebContents): void {
  contents.on('before-input-event', (event, input) => {
    if (isForbiddenKey(input)) event.preventDefault();
  });
  contents.setIgnoreMenuShortcuts(true);
  contents.on('devtools-opened', () => contents.closeDevTools());
  contents.on('zoom-changed', () => contents.setZoomLevel(0));
  // Refused by a page that is gone already; the next one is asked again.
  contents.on('did-finish-load', () => void contents.setVisualZoomLevelLimits(1, 1).catch(() => undefined));
}
