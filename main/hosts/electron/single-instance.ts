import type { App } from 'electron';

/** Takes the place of this user's one kiosk; false: another has it. A second start changes nothing: ours comes to the front, its words are not read. */
export function takePlace(app: Pick<App, 'requestSingleInstanceLock' | 'on'>, toFront: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => toFront());
  return true;
}
