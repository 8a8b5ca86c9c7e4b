import type { Session } from 'electron';
import { cameraHeaders, securityHeaders } from '../security-headers.ts';
import type { StaticFiles } from '../static-files.ts';
import { origin, scheme } from './address.ts';

/** Answers with a built file by its exact address, to a page that may use its camera or not: it is looked up, not walked, so `..`, `%2e` and queries are simply unknown. */
export function answerWithFile(
  files: StaticFiles,
  camera: boolean,
  { method, url }: Pick<Request, 'method' | 'url'>,
): Response {
  if (method !== 'GET') return refuse(405);
  const file = url.startsWith(`${origin}/`) ? files.get(url.slice(origin.length)) : undefined;
  if (!file) return refuse(404);
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      ...(camera ? cameraHeaders : securityHeaders),
      'Content-Type': file.type,
      'Content-Length': String(file.bytes.length),
    },
  });
}

const refuse = (status: 404 | 405): Response =>
  new Response(null, { status, headers: { ...securityHeaders, 'Content-Type': 'text/plain' } });

/** Serves the page's files on the kiosk's scheme (checklist 1, 7, 18): no file:// and no server. */
export function serveOwnFiles(session: Pick<Session, 'protocol'>, files: StaticFiles, camera: boolean): void {
  session.protocol.handle(scheme, (request) => answerWithFile(files, camera, request));
}
