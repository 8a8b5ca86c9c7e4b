import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Port } from '../../../shared/contract/contract.ts';
import { type Fault, fail, ok, type Result } from '../../../shared/result.ts';
import { cameraHeaders, securityHeaders } from '../security-headers.ts';
import type { StaticFile, StaticFiles } from '../static-files.ts';
import { buildBootSecret } from './boot-secret.ts';
import type { DoorMessage } from './door-messages.ts';
import { originOf, refusalOf, refusesUpgrade } from './guard.ts';
import { acceptSocket } from './socket-port.ts';

// An import of node:http would load Node's whole WebSocket client to list it among its exports: 25 ms of every start.
const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');

type HandOver = (what: DoorMessage, socket: Socket) => void;

/** What pages connect to. */
export interface ServedCore {
  /** A page connects to the core; the one before is closed. */
  readonly connect: (port: Port) => void;
  /** Uses a visit's ticket up; the visit then gets the connection itself. */
  readonly admit: (ticket: string) => HandOver | null;
  /** The visit that lives, which knows its pictures' tokens. */
  readonly current: () => HandOver | null;
}

export interface ServerParts {
  readonly files: StaticFiles;
  /** null: any free port. */
  readonly port: number | null;
  /** A camera is listed: the page may use it. */
  readonly camera: boolean;
  /** Files are served before it is there; a page that connects waits for it. */
  readonly core: Promise<ServedCore>;
}

export interface KioskServer {
  readonly origin: string;
  /** An address that works once, and ends the session before it. */
  newAddress(): string;
  /** Times a page connected to the core, and whether one is connected now. */
  pages(): { readonly count: number; readonly connected: boolean };
  close(): void;
}

/** What a request gets. `taken`: the visit's process answers it. */
type Reply =
  | { readonly status: 403 | 404 | 405 }
  | { readonly file: StaticFile }
  | { readonly cookie: string }
  | { readonly taken: (socket: Socket) => void };

/** Our page needs four connections; a header or request that takes longer than this is no page of ours. */
const limits = { maxConnections: 64, requestMs: 10_000, maxHeaderBytes: 8_192 } as const;

/**
 * The kiosk on 127.0.0.1: built files, `/kiosk` for the core's contract, `/visit`, `/page/…` and `/frame/…` for the visit's process.
 * Everything but the one-time first address needs its cookie, and the right Host and Origin. Fault: `port-taken`.
 */
export async function startServer(parts: ServerParts): Promise<Result<KioskServer, Fault<'port-taken'>>> {
  const secret = buildBootSecret();
  let core: ServedCore | null = null;
  void parts.core.then((ready) => {
    core = ready;
  });
  let page: Port | null = null;
  let pageCount = 0;
  let port = 0;

  const begin = (given: string): Reply => {
    const cookie = secret.redeem(given);
    if (cookie === null) return { status: 403 };
    // The session before it is over, and so is its page.
    page?.close();
    return { cookie };
  };
  const replyTo = (request: IncomingMessage): Reply => {
    const status = refusalOf(request, port);
    if (status !== null) return { status };
    const { path } = addressOf(request);
    const [, given] = /^\/start\/(.*)$/.exec(path) ?? [];
    if (given !== undefined) return begin(given);
    if (!secret.admits(request.headers.cookie)) return { status: 403 };
    const [, token] = /^\/page\/([\w-]{1,100})$/.exec(path) ?? [];
    const handOver = token === undefined ? null : (core?.current() ?? null);
    if (handOver && token !== undefined) return { taken: (socket) => handOver({ to: 'picture', token }, socket) };
    const file = parts.files.get(path);
    return file ? { file } : { status: 404 };
  };

  const joinKiosk = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    const { connect } = await parts.core;
    const opened = await acceptSocket(request, stream, head);
    if (opened === null) return;
    page?.close();
    page = opened;
    pageCount += 1;
    opened.onClose(() => {
      if (page === opened) page = null;
    });
    connect(opened);
  };
  const upgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    stream.on('error', () => undefined);
    const { path, query } = addressOf(request);
    const isRefused = refusesUpgrade(request, port) || !secret.admits(request.headers.cookie);
    const handOver = !isRefused && path === '/visit' ? core?.admit(query.get('ticket') ?? '') : null;
    const handshake = { method: 'GET', headers: plainHeaders(request), head: new Uint8Array(head) } as const;
    const isFrame = !isRefused && /^\/frame\/[\w-]{1,100}$/.test(path);
    const posted = isFrame ? (core?.current() ?? null) : null;
    if (isRefused) refuseUpgrade(stream, 403);
    else if (path === '/kiosk') void joinKiosk(request, stream, head);
    // The socket of a server without TLS is a plain one.
    else if (handOver) handOver({ to: 'page', ...handshake }, stream as Socket);
    else if (posted) posted({ to: 'frame', frame: path, ...handshake }, stream as Socket);
    else refuseUpgrade(stream, 404);
  };

  const settings = { maxHeaderSize: limits.maxHeaderBytes, requestTimeout: limits.requestMs };
  const server = createServer(settings, (request, response) =>
    write(replyTo(request), parts.camera, request, response),
  );
  server.maxConnections = limits.maxConnections;
  server.headersTimeout = limits.requestMs;
  server.on('upgrade', upgrade);
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(parts.port ?? 0, '127.0.0.1', () => resolve(true));
  });
  if (!listening) return fail({ code: 'port-taken', message: `The port ${parts.port} is taken: give another --port.` });
  port = (server.address() as AddressInfo).port;

  return ok({
    origin: originOf(port),
    newAddress: () => `${originOf(port)}/start/${secret.renew()}`,
    pages: () => ({ count: pageCount, connected: page !== null }),
    close: () => {
      page?.close();
      server.close();
      server.closeAllConnections();
    },
  });
}

function write(reply: Reply, camera: boolean, request: IncomingMessage, response: ServerResponse): void {
  if ('taken' in reply) {
    reply.taken(request.socket);
  } else if ('file' in reply) {
    const { type, bytes } = reply.file;
    const headers = camera ? cameraHeaders : securityHeaders;
    response.writeHead(200, { ...headers, 'Content-Type': type, 'Content-Length': bytes.length }).end(bytes);
  } else if ('cookie' in reply) {
    response.writeHead(303, { ...securityHeaders, Location: '/', 'Set-Cookie': reply.cookie }).end();
  } else {
    const headers = { ...securityHeaders, 'Content-Type': 'text/plain', Connection: 'close' };
    response.writeHead(reply.status, headers).end(STATUS_CODES[reply.status]);
  }
}

/** Path as it was sent, never resolved: it is looked up, not walked. */
function addressOf({ url = '/' }: IncomingMessage): { readonly path: string; readonly query: URLSearchParams } {
  const [path = '', ...rest] = url.split('?');
  return { path, query: new URLSearchParams(rest.join('?')) };
}

/** What the handshake's other end reads; never the cookie. */
function plainHeaders({ headers }: IncomingMessage): Record<string, string> {
  const entries = Object.entries(headers).filter(([name]) => name !== 'cookie');
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

function refuseUpgrade(stream: Duplex, status: 403 | 404): void {
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
