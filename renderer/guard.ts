/** A page's window as far as it is guarded. */
export type GuardedWindow = Pick<Window, 'addEventListener' | 'print'>;

/** What a browser does by itself and no screen of ours asks for: menus, dropped files, and what somebody else marked or copied. */
export const refusedEvents = [
  'contextmenu',
  'dragstart',
  'dragover',
  'drop',
  'auxclick',
  'copy',
  'cut',
  'paste',
] as const;

/** Between a finger and a mouse's left button there is no other; the middle one scrolls, pastes and opens. */
const refusedButton = 1;

/** Takes from the page what leads beside the kiosk, whichever host shows it: printing dialog, menus, drops, the middle button, zoom. */
export function guardPage(page: GuardedWindow): void {
  page.print = () => undefined;
  for (const kind of refusedEvents) page.addEventListener(kind, (event) => event.preventDefault(), { capture: true });
  for (const kind of ['mousedown', 'mouseup'] as const)
    page.addEventListener(kind, (event) => event.button === refusedButton && event.preventDefault(), { capture: true });
  // A wheel's listener may only prevent where it says so beforehand.
  page.addEventListener('wheel', (event) => event.ctrlKey && event.preventDefault(), { capture: true, passive: false });
}
