import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import sharp from 'sharp';
import {
  type AdfState,
  capabilities,
  defaultAbilities,
  type EsclAbilities,
  type JobReport,
  readScanSettings,
  type ScanSettings,
  scannerStatus,
} from './escl-messages.ts';
import { befalls, type EsclMishap, isStop, type Stop, shareOf } from './escl-mishaps.ts';

export type { EsclMishap } from './escl-mishaps.ts';

/** A sheet of paper: its front as JPEG bytes, or front and back. */
export type Sheet = Uint8Array | readonly [front: Uint8Array, back: Uint8Array];

export interface EsclServer {
  /** `http://127.0.0.1:PORT/eSCL`, for `--scanner escl:URL`. */
  readonly url: string;
  /** Every request as `METHOD path`, in order. */
  readonly requests: readonly string[];
  /** What each job asked for. */
  readonly jobs: readonly ScanSettings[];
  /** Sheets that are still in the feeder. */
  readonly left: number;
  /** Puts sheets on the feeder; on the glass lies the first of them. */
  load(sheets: readonly Sheet[]): void;
  mishap(mishap: EsclMishap): void;
  abilities(changed: Partial<EsclAbilities>): void;
  /** Somebody takes the stuck paper out and closes the hatch; a device that was away is back. */
  cure(): Promise<void>;
  /** Resolves once the page of the current or next job is asked for, half sent, or sent whole. */
  reached(page: number, point: Point): Promise<void>;
  close(): Promise<void>;
}

export type Point = 'asked' | 'middle' | 'sent';

interface Job extends ScanSettings {
  readonly id: string;
  state: JobReport['state'];
  sent: number;
  /** Sides that went past the lamp, given or not. */
  scanned: number;
  back: Uint8Array | null;
}

/** An eSCL scanner on loopback: ScannerCapabilities, ScannerStatus, ScanJobs, NextDocument, DELETE of a job. */
export async function startEsclServer(sheets: readonly Sheet[], port = 0): Promise<EsclServer> {
  let feeder = [...sheets];
  let glass = frontOf(sheets[0]);
  let mishap: EsclMishap = { kind: 'none' };
  let times = 0;
  let stuck: AdfState | null = null;
  let job: Job | null = null;
  let can = defaultAbilities;
  let waiting: { readonly page: number; readonly point: Point; readonly wake: () => void }[] = [];
  const requests: string[] = [];
  const jobs: ScanSettings[] = [];
  const sockets = new Set<Socket>();

  const adfState = (): AdfState | null => {
    if (!can.feeder) return null;
    if (stuck !== null) return stuck;
    if (mishap.kind === 'hatch' && mishap.page === undefined) return 'ScannerAdfHatchOpen';
    return feeder.length > 0 ? 'ScannerAdfLoaded' : 'ScannerAdfEmpty';
  };
  const isAtWork = (): boolean => job?.state === 'Processing';
  const report = ({ id, state, scanned, sent }: Job): JobReport => ({
    id,
    state,
    imagesCompleted: Math.max(scanned, sent),
    imagesToTransfer: state === 'Processing' && mishap.kind !== 'vanish' ? Math.max(0, scanned - sent) : 0,
  });
  const reach = (page: number, point: Point): void => {
    for (const one of waiting) if (one.page === page && one.point === point) one.wake();
    waiting = waiting.filter((one) => one.page !== page || one.point !== point);
  };
  const hasMore = (limit: number | undefined): boolean => limit === undefined || times++ < limit;

  async function createJob(request: IncomingMessage, response: ServerResponse) {
    const body = await text(request);
    if (mishap.kind === 'refuse') return end(response, mishap.status);
    if (mishap.kind === 'busy' && hasMore(mishap.times)) return end(response, 503, mishap.retryAfterS);
    if (isAtWork()) return end(response, 503);
    const settings = readScanSettings(body);
    const isFeeder = settings.source === 'Feeder';
    if (mishap.kind === 'hatch' && mishap.page === undefined) return end(response, 409);
    if (isFeeder ? !can.feeder || stuck !== null || feeder.length === 0 : !can.glass) return end(response, 409);
    jobs.push(settings);
    job = { ...settings, id: String(jobs.length), state: 'Processing', sent: 0, scanned: 0, back: null };
    response.setHeader('Location', `${can.callsItself}/eSCL/ScanJobs/${job.id}`);
    end(response, 201);
  }

  /** The next side past the lamp; null when the job has none. */
  function nextSide(current: Job): Uint8Array | null {
    const { back } = current;
    current.back = null;
    const sheet = current.source === 'Platen' ? (current.scanned === 0 ? glass : null) : feeder[0];
    const side = back ?? frontOf(sheet);
    if (side === null) return null;
    if (back === null && current.source === 'Feeder') {
      feeder.shift();
      current.back = current.duplex && Array.isArray(sheet) ? ((sheet as readonly Uint8Array[])[1] ?? null) : null;
    }
    current.scanned += 1;
    return side;
  }

  async function nextDocument(current: Job, response: ServerResponse): Promise<void> {
    const page = current.sent + 1;
    reach(page, 'asked');
    const here = befalls(mishap, page);
    if (current.state !== 'Processing') return end(response, 404);
    if (isStop(here) && shareOf(here) === 0) return stop(here, current, response);
    if (here?.kind === 'early-404' && hasMore(here.times)) return end(response, 404);
    if (here?.kind === 'not-ready' && hasMore(here.times)) return end(response, 503, here.retryAfterS);
    if (here?.kind === 'error') return end(response, here.status);
    if (here?.kind === 'early-end') current.state = 'Completed';
    if (here?.kind === 'early-end') return end(response, 404);
    if (here?.kind === 'vanish' && hasMore(1)) nextSide(current);
    const side = nextSide(current);
    if (side === null) {
      current.state = 'Completed';
      return end(response, 404);
    }
    const whole = await asAsked(side, current, mishap.kind === 'half-resolution' ? 2 : 1);
    if (mishap.kind === 'slow') await delay(mishap.delayMs);
    await give(current, page, whole, here, response);
  }

  async function give(
    current: Job,
    page: number,
    whole: Uint8Array,
    here: EsclMishap | null,
    response: ServerResponse,
  ) {
    const bytes =
      here?.kind === 'short' ? whole.subarray(0, whole.length >> 1) : here?.kind === 'words' ? words : whole;
    const length = here?.kind === 'endless' ? {} : { 'Content-Length': bytes.length };
    response.writeHead(200, { 'Content-Type': 'image/jpeg', ...length });
    const middle = Math.floor(bytes.length * (isStop(here) ? shareOf(here) : 0.5));
    await new Promise<void>((resolve) => response.write(bytes.subarray(0, middle), () => resolve()));
    reach(page, 'middle');
    if (isStop(here)) return stop(here, current, response);
    if (here?.kind === 'endless') return pour(response);
    current.sent = page;
    // What lies on the glass is one page, and the last sheet is the last: the job is over then, unless something befalls it yet.
    const isLast = current.source === 'Platen' || (feeder.length === 0 && current.back === null);
    if (isLast && befalls(mishap, page + 1) === null) current.state = 'Completed';
    response.end(bytes.subarray(middle), () => reach(page, 'sent'));
  }

  /** The page comes no further: what was said of it stays said. */
  function stop(mishap: Stop, current: Job, response: ServerResponse): void {
    if (mishap.kind === 'hang') return;
    if (mishap.kind === 'gone') unplug();
    if (mishap.kind === 'cut') response.socket?.destroy();
    if (mishap.kind === 'gone' || mishap.kind === 'cut') return;
    stuck = ({ jam: 'ScannerAdfJam', mispick: 'ScannerAdfMispick', hatch: 'ScannerAdfHatchOpen' } as const)[
      mishap.kind
    ];
    current.state = 'Aborted';
    if (response.headersSent) response.socket?.destroy();
    else end(response, 'status' in mishap && mishap.status !== undefined ? mishap.status : 503);
  }

  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    const path = new URL(request.url ?? '/', 'http://loopback').pathname;
    requests.push(`${request.method} ${path}`);
    const [, jobId, next] = /^\/eSCL\/ScanJobs\/(\d+)(\/NextDocument)?$/.exec(path) ?? [];
    if (path === '/eSCL/ScannerCapabilities') xml(response, capabilities(can));
    else if (path === '/eSCL/ScannerStatus') {
      const state = mishap.kind === 'busy' || isAtWork() ? 'Processing' : 'Idle';
      xml(response, scannerStatus(state, adfState(), job === null ? [] : [report(job)]));
    } else if (path === '/eSCL/ScanJobs' && request.method === 'POST') void createJob(request, response);
    else if (job !== null && jobId === job.id && next && request.method === 'GET') void nextDocument(job, response);
    else if (job !== null && jobId === job.id && request.method === 'DELETE') {
      if (job.state === 'Processing') job.state = 'Canceled';
      end(response, 200);
    } else end(response, 404);
  });
  const listen = (at: number) => new Promise<void>((resolve) => server.listen(at, '127.0.0.1', resolve));
  const unplug = () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  server.on('connection', (socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
  await listen(port);
  const own = (server.address() as AddressInfo).port;

  return {
    url: `http://127.0.0.1:${own}/eSCL`,
    requests,
    jobs,
    get left() {
      return feeder.length;
    },
    load: (next) => {
      feeder = [...next];
      glass = frontOf(next[0]);
      job = null;
      stuck = null;
    },
    mishap: (next) => {
      mishap = next;
      times = 0;
    },
    abilities: (changed) => {
      can = { ...defaultAbilities, ...changed };
    },
    cure: async () => {
      mishap = { kind: 'none' };
      stuck = null;
      job = null;
      if (!server.listening) await listen(own);
    },
    reached: (page, point) => new Promise((wake) => waiting.push({ page, point, wake })),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

const frontOf = (sheet: Sheet | null | undefined): Uint8Array | null =>
  sheet instanceof Uint8Array ? sheet : (sheet?.[0] ?? null);

const words = Buffer.from('<html>Not found</html>');

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A scanner gives the resolution it was asked for: a sheet of another size is scaled to it. */
async function asAsked(sheet: Uint8Array, asked: ScanSettings, coarser: number): Promise<Uint8Array> {
  const { width, height } = await sharp(sheet).metadata();
  const [widthPx, heightPx] = [Math.round(asked.widthPx / coarser), Math.round(asked.heightPx / coarser)];
  if (width === widthPx && height <= heightPx) return sheet;
  return sharp(sheet).resize(widthPx, heightPx, { fit: 'fill' }).jpeg({ quality: 85 }).toBuffer();
}

/** Bytes without an end, until the other side hangs up. */
async function pour(response: ServerResponse): Promise<void> {
  const chunk = Buffer.alloc(1 << 20, 0x20);
  while (!response.destroyed && response.writable) await new Promise<void>((go) => response.write(chunk, () => go()));
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function xml(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

function end(response: ServerResponse, status: number, retryAfterS?: number): void {
  const retry = retryAfterS === undefined ? {} : { 'Retry-After': retryAfterS };
  response.writeHead(status, { 'Content-Length': 0, ...retry });
  response.end();
}
