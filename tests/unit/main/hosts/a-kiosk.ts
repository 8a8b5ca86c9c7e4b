import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { type KioskService, startKioskService } from '../../../../main/api/kiosk-service.ts';
import { forkVisit } from '../../../../main/hosts/chromium/fork-visit.ts';
import { type KioskServer, startServer } from '../../../../main/hosts/chromium/server.ts';
import type { StaticFiles } from '../../../../main/hosts/static-files.ts';
import { type Kiosk, openKiosk } from '../../../../main/kiosk.ts';
import { defaultVisitLimits, type VisitLimits } from '../../../../main/visits/limits.ts';
import { type Client, connect } from '../../../../shared/contract/connect.ts';
import type { Contract, Port } from '../../../../shared/contract/contract.ts';
import { kioskContract } from '../../../../shared/contract/kiosk.ts';
import { visitContract } from '../../../../shared/contract/visit.ts';
import { must } from '../visits/a-visit.ts';
import { sheet } from '../visits/paper-scanner.ts';

/** A whole kiosk behind its loopback server, as a browser sees it; its data folder is its own. */
export interface TestKiosk {
  readonly kiosk: Kiosk;
  readonly service: KioskService<Socket>;
  readonly server: KioskServer;
  readonly root: string;
  readonly papers: string;
  readonly endings: string[];
  /** The outbox was looked at. */
  outboxRound(): void;
  /** Lays small sheets on the feeder (a folder scanner); a sheet is taken once in a visit. */
  lay(...numbers: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

export const visitEntry = fileURLToPath(new URL('../../../../main/hosts/chromium/visit-entry.ts', import.meta.url));

export const files: StaticFiles = new Map(
  ['/', '/index.html'].map((path) => [path, { type: 'text/html; charset=utf-8', bytes: Buffer.from('<p>kiosk') }]),
);

/** `scanner`: its name; without it a folder of small sheets, so that no test waits for A4 to be drawn. */
export async function newKiosk(limits: Partial<VisitLimits> = {}, scanner?: string): Promise<TestKiosk> {
  const root = mkdtempSync(join(tmpdir(), 'recepisse-kiosk-'));
  const kiosk = must(await openKiosk({ data: join(root, 'data'), bundle: null }));
  const papers = join(root, 'papers');
  const endings: string[] = [];
  const feeder = join(root, 'feeder');
  mkdirSync(feeder);
  let round = (): void => undefined;
  const service = startKioskService({
    kiosk,
    devices: { printer: `virtual:${papers}`, scanner: scanner ?? `folder:${feeder}`, a4: 'virtual:' },
    launch: forkVisit(visitEntry),
    unsafeHost: false,
    onRecorded: () => undefined,
    onOutboxRound: (listener) => {
      round = listener;
    },
    onVisitEnded: (how) => endings.push(how),
    limits: { ...defaultVisitLimits, ...limits },
  });
  const { visits } = service;
  const server = must(
    await startServer({
      files,
      port: null,
      camera: scanner?.startsWith('camera:') ?? false,
      core: Promise.resolve({ connect: service.connect, admit: visits.admit, current: visits.current }),
    }),
  );
  return {
    kiosk,
    service,
    server,
    root,
    papers,
    endings,
    outboxRound: () => round(),
    lay: async (...numbers) => {
      for (const number of numbers) writeFileSync(join(feeder, `${number}.jpg`), await sheet(number));
    },
    close: async () => {
      await service.stop();
      server.close();
      kiosk.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Opens the one-time address as a browser does, and gives the cookie. */
export async function openFirst(address: string): Promise<string> {
  const response = await fetch(address, { redirect: 'manual' });
  const cookie = response.headers.get('set-cookie') ?? '';
  await response.arrayBuffer();
  return cookie.split(';')[0] ?? '';
}

export interface PageSocket {
  readonly port: Port;
  readonly socket: WebSocket;
}

/** A page's WebSocket, with whatever headers a test gives it; null when it was refused. */
export function openSocket(
  server: KioskServer,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<PageSocket | null> {
  const socket = new WebSocket(`${server.origin.replace('http', 'ws')}${path}`, { headers });
  return new Promise((resolve) => {
    socket.on('error', () => resolve(null));
    socket.on('open', () =>
      resolve({
        socket,
        port: {
          send: (text) => socket.send(text),
          onMessage: (receive) => socket.on('message', (data) => receive(String(data))),
          onClose: (closed) => socket.on('close', closed),
          close: () => socket.close(),
        },
      }),
    );
  });
}

export interface FetchedPicture {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** Read to its end: the connection closes with the picture, and `fetch` stumbles over a body that nobody reads. */
function fetchPicture(origin: string, path: string, cookie: string): Promise<FetchedPicture> {
  return new Promise((resolve, reject) => {
    const asked = request(`${origin}${path}`, { headers: { cookie }, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    });
    asked.on('error', reject).end();
  });
}

export interface TestPage {
  readonly cookie: string;
  readonly core: Client<typeof kioskContract>;
  /** Connects to the visit with a ticket. */
  visit(ticket: string): Promise<Client<typeof visitContract>>;
  picture(path: string): Promise<FetchedPicture>;
}

/** A page that opened the first address and is connected to the core. */
export async function openPage({ server }: Pick<TestKiosk, 'server'>): Promise<TestPage> {
  const cookie = await openFirst(server.newAddress());
  const client = async <C extends Contract>(contract: C, path: string): Promise<Client<C>> => {
    const opened = await openSocket(server, path, { cookie, origin: server.origin });
    if (opened === null) throw new Error(`refused: ${path}`);
    return connect(contract, opened.port);
  };
  return {
    cookie,
    core: await client(kioskContract, '/kiosk'),
    visit: (ticket) => client(visitContract, `/visit?ticket=${ticket}`),
    picture: (path) => fetchPicture(server.origin, path, cookie),
  };
}
