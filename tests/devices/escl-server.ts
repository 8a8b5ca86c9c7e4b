import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import sharp from 'sharp';
import { type AdfState, capabilities, readScanSettings, type ScanSettings, scannerStatus } from './escl-messages.ts';

/** What may go wrong, each as real scanners do it. `page` counts from 1 and is the page on which it happens. */
export type EsclMishap =
  | { readonly kind: 'none' }
  /** 503 to every job: somebody else scans. */
  | { readonly kind: 'busy' }
  | { readonly kind: 'jam'; readonly page: number }
  | { readonly kind: 'hatch' }
  /** The line drops in the middle of that page's bytes. */
  | { readonly kind: 'cut'; readonly page: number }
  /** Every page takes that long to come. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** The page is announced and never comes. */
  | { readonly kind: 'hang'; readonly page: number }
  /** Some firmware answers 404 to a page asked for too early, which reads as "no more pages". */
  | { readonly kind: 'early-404'; readonly page: number };

export interface EsclServer {
  /** `http://127.0.0.1:PORT/eSCL`, for `--scanner escl:URL`. */
  readonly url: string;
  /** Every request as `METHOD path`, in order. */
  readonly requests: readonly string[];
  /** What each job asked for. */
  readonly jobs: readonly ScanSettings[];
  /** Puts sheets (JPEG bytes) on the feeder; on the glass lies the first of them. */
  load(sheets: readonly Uint8Array[]): void;
  mishap(mishap: EsclMishap): void;
  close(): Promise<void>;
}

interface Job extends ScanSettings {
  readonly id: string;
  sent: number;
}

/** A small eSCL scanner on loopback: ScannerCapabilities, ScannerStatus, ScanJobs, NextDocument, DELETE of a job. */
export async function startEsclServer(sheets: readonly Uint8Array[], port = 0): Promise<EsclServer> {
  let feeder = [...sheets];
  let glass = sheets[0] ?? null;
  let mishap: EsclMishap = { kind: 'none' };
  let job: Job | null = null;
  const requests: string[] = [];
  const jobs: ScanSettings[] = [];
  const sockets = new Set<Socket>();

  const adfState = (): AdfState => {
    if (mishap.kind === 'hatch') return 'ScannerAdfHatchOpen';
    if (mishap.kind === 'jam' && job !== null && job.sent + 1 >= mishap.page) return 'ScannerAdfJam';
    return feeder.length > 0 ? 'ScannerAdfLoaded' : 'ScannerAdfEmpty';
  };

  async function createJob(request: IncomingMessage, response: ServerResponse) {
    const body = await text(request);
    if (mishap.kind === 'busy' || (job !== null && job.source === 'Feeder' && job.sent === 0))
      return end(response, 503);
    const settings = readScanSettings(body);
    if (mishap.kind === 'hatch') return end(response, 409);
    if (settings.source === 'Feeder' && feeder.length === 0) return end(response, 409);
    jobs.push(settings);
    job = { ...settings, id: String(jobs.length), sent: 0 };
    response.setHeader('Location', `/eSCL/ScanJobs/${job.id}`);
    end(response, 201);
  }

  async function nextDocument(current: Job, response: ServerResponse) {
    const page = current.sent + 1;
    const here = 'page' in mishap && mishap.page === page;
    if (mishap.kind === 'jam' && page >= mishap.page) return end(response, 503);
    if (mishap.kind === 'early-404' && here) return end(response, 404);
    const sheet = current.source === 'Feeder' ? feeder.shift() : page === 1 ? glass : null;
    if (!sheet) return end(response, 404);
    const bytes = await asAsked(sheet, current);
    if (mishap.kind === 'slow')
      await new Promise((resolve) => setTimeout(resolve, mishap.kind === 'slow' ? mishap.delayMs : 0));
    if (mishap.kind === 'hang' && here) return;
    response.writeHead(200, { 'Content-Type': 'image/jpeg', 'Content-Length': bytes.length });
    if (mishap.kind === 'cut' && here) {
      response.write(bytes.subarray(0, bytes.length >> 1), () => response.socket?.destroy());
      return;
    }
    current.sent = page;
    response.end(bytes);
  }

  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://loopback').pathname;
    requests.push(`${request.method} ${path}`);
    const [, jobId, next] = /^\/eSCL\/ScanJobs\/(\d+)(\/NextDocument)?$/.exec(path) ?? [];
    if (path === '/eSCL/ScannerCapabilities') xml(response, capabilities());
    else if (path === '/eSCL/ScannerStatus')
      xml(response, scannerStatus(mishap.kind === 'busy' ? 'Processing' : 'Idle', adfState()));
    else if (path === '/eSCL/ScanJobs' && request.method === 'POST') void createJob(request, response);
    else if (job !== null && jobId === job.id && next && request.method === 'GET') void nextDocument(job, response);
    else if (job !== null && jobId === job.id && request.method === 'DELETE') {
      job = null;
      end(response, 200);
    } else end(response, 404);
  });
  server.on('connection', (socket) => sockets.add(socket.on('close', () => sockets.delete(socket))));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/eSCL`,
    requests,
    jobs,
    load: (next) => {
      feeder = [...next];
      glass = next[0] ?? null;
      job = null;
    },
    mishap: (next) => {
      mishap = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A scanner gives the resolution it was asked for: a sheet of another size is scaled to it. */
async function asAsked(sheet: Uint8Array, asked: ScanSettings): Promise<Uint8Array> {
  const { width, height } = await sharp(sheet).metadata();
  if (width === asked.widthPx && height === asked.heightPx) return sheet;
  return sharp(sheet).resize(asked.widthPx, asked.heightPx, { fit: 'fill' }).jpeg({ quality: 85 }).toBuffer();
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

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0 });
  response.end();
}
