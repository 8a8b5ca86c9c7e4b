import type { IncomingMessage } from 'node:http';

type Asked = Pick<IncomingMessage, 'method' | 'headers' | 'rawHeaders'>;

/** The one name this server answers to: a page that came to it by another name is not ours (DNS rebinding). */
export const originOf = (port: number): string => `http://127.0.0.1:${port}`;

/** The status that refuses a request before its address is looked at; null: it may go on. */
export function refusalOf({ method, headers, rawHeaders }: Asked, port: number): 403 | 405 | null {
  const origin = originOf(port);
  const hosts = rawHeaders.filter((_, i) => i % 2 === 0 && rawHeaders[i]?.toLowerCase() === 'host');
  if (hosts.length !== 1 || `http://${headers.host}` !== origin) return 403;
  if (headers.origin !== undefined && headers.origin !== origin) return 403;
  // Fetch metadata: another site's page may not even load a picture of ours. `none`: typed, or opened by the host.
  const site = headers['sec-fetch-site'];
  const isNavigation = headers['sec-fetch-mode'] === 'navigate';
  if (site !== undefined && site !== 'same-origin' && !(site === 'none' && isNavigation)) return 403;
  return method === 'GET' ? null : 405;
}

/** A WebSocket always says where it comes from; one that does not is no page. */
export const refusesUpgrade = (asked: Asked, port: number): boolean =>
  refusalOf(asked, port) !== null || asked.headers.origin !== originOf(port);
