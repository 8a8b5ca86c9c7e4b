import type { Session, WebContents } from 'electron';
import { isOwnAddress } from './address.ts';

/** Every request of a page, whatever makes it, goes to our own files or nowhere (checklist 13); nothing is ever downloaded. */
export function guardRequests(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !isOwnAddress(details.url) }));
  session.on('will-download', (event) => event.preventDefault());
}

/** No request at all, so none of the above sees it: a page's own connections leave this machine by no other way than a proxy, and there is none. */
export function guardConnections(contents: WebContents): void {
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}
