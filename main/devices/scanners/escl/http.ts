import { open } from 'node:fs/promises';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { fail, ok, type Result } from '../../../../shared/result.ts';

export interface EsclRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: string;
  /** To the end of the answer's headers; its body may take as long again. */
  readonly timeoutMs: number;
  /** No byte for so long in the answer's body. */
  readonly idleTimeoutMs: number;
  readonly maxBytes: number;
  /** Where the body goes, byte for byte; without it, it is text. */
  readonly toFile?: string;
  readonly signal?: AbortSignal | undefined;
}

export interface EsclAnswer {
  readonly status: number;
  readonly location: string | null;
  readonly retryAfterMs: number | null;
  /** Empty where it went to a file. */
  readonly text: string;
  readonly bytes: number;
}

/** `away`: no connection, so nothing was asked. `cut`: the line dropped in the middle. */
export interface HttpFault {
  readonly code: 'away' | 'cut' | 'timeout' | 'cancelled' | 'too-large' | 'disk';
  readonly detail: string;
}

/**
 * One HTTP exchange with a scanner (RFC 9110), on a connection of its own: a firmware's idea of keeping one open is not relied on.
 * Redirections are not followed: a scanner is asked where staff said it is. Every wait has a deadline, every body a bound.
 */
export async function exchange(origin: URL, asked: EsclRequest): Promise<Result<EsclAnswer, HttpFault>> {
  if (asked.signal?.aborted) return fail({ code: 'cancelled', detail: '' });
  const stop = new AbortController();
  let why: HttpFault | null = null;
  let connected = false;
  const end = (fault: HttpFault): void => {
    why ??= fault;
    stop.abort();
  };
  const onAbort = (): void => end({ code: 'cancelled', detail: '' });
  asked.signal?.addEventListener('abort', onAbort, { once: true });
  let timer = setTimeout(() => end({ code: 'timeout', detail: `no answer in ${asked.timeoutMs} ms` }), asked.timeoutMs);
  let wholeTimer: NodeJS.Timeout | undefined;
  try {
    const response = await headersOf(origin, asked, stop.signal, () => {
      connected = true;
    });
    const waitOn = (): void => {
      clearTimeout(timer);
      const detail = `no byte in ${asked.idleTimeoutMs} ms`;
      timer = setTimeout(() => end({ code: 'timeout', detail }), asked.idleTimeoutMs);
    };
    waitOn();
    const late = { code: 'timeout', detail: `not whole in ${asked.timeoutMs} ms` } as const;
    wholeTimer = setTimeout(() => end(late), asked.timeoutMs);
    const { statusCode: status = 0, headers } = response;
    const kept = status === 200 && asked.toFile !== undefined ? await open(asked.toFile, 'wx', 0o600) : null;
    const chunks: Buffer[] = [];
    let bytes = 0;
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        waitOn();
        bytes += chunk.length;
        if (bytes > asked.maxBytes) return fail({ code: 'too-large', detail: `more than ${asked.maxBytes} bytes` });
        if (kept === null) chunks.push(chunk);
        else await kept.appendFile(chunk);
      }
    } finally {
      await kept?.close();
    }
    if (why !== null) return fail(why);
    if (!response.complete) return fail({ code: 'cut', detail: `the line dropped after ${bytes} bytes` });
    return ok({
      status,
      location: headers.location ?? null,
      retryAfterMs: readRetryAfter(headers['retry-after']),
      text: Buffer.concat(chunks).toString('utf8'),
      bytes,
    });
  } catch (error) {
    if (why !== null) return fail(why);
    const detail = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (/^(ENOSPC|EACCES|EROFS|EDQUOT)$/.test(detail)) return fail({ code: 'disk', detail });
    return fail({ code: connected ? 'cut' : 'away', detail });
  } finally {
    clearTimeout(timer);
    clearTimeout(wholeTimer);
    asked.signal?.removeEventListener('abort', onAbort);
    stop.abort();
  }
}

function headersOf(
  origin: URL,
  asked: EsclRequest,
  signal: AbortSignal,
  onConnected: () => void,
): Promise<IncomingMessage> {
  const send = origin.protocol === 'https:' ? requestHttps : requestHttp;
  const type = { 'Content-Type': 'text/xml', 'Content-Length': Buffer.byteLength(asked.body ?? '') };
  return new Promise((resolve, reject) => {
    const request = send(new URL(asked.path, origin), {
      method: asked.method,
      headers: asked.body === undefined ? {} : type,
      agent: false,
      signal,
    });
    request.on('socket', (socket) =>
      socket.once(origin.protocol === 'https:' ? 'secureConnect' : 'connect', onConnected),
    );
    request.on('response', resolve);
    request.on('error', reject);
    request.end(asked.body);
  });
}

/** Retry-After in seconds (RFC 9110, 10.2.3); a date, which a scanner's clock may have wrong, says nothing. */
function readRetryAfter(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,5}$/.test(header.trim()) ? Number(header) * 1000 : null;
}
