import type { Session } from 'electron';
import { isOwnAddress } from './address.ts';

/** Every request of a page, whatever makes it, goes to our own files or nowhere (checklist 13); nothing is ever downloaded. */
export function guardRequests(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwnAddress(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
}
