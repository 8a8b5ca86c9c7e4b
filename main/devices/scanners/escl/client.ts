import { ok, type Result } from '../../../../shared/result.ts';
import type { ScanLimits } from '../limits.ts';
import { scanFailed } from '../scan-fault.ts';
import type { ScanFault } from '../scanner.ts';
import { type EsclCapabilities, readCapabilities } from './capabilities.ts';
import { type EsclAnswer, type EsclRequest, exchange, type HttpFault } from './http.ts';
import { type EsclSettings, settingsXml } from './settings.ts';
import { type EsclStatus, pathOf, readStatus, unreachable, unsaid } from './status.ts';
import { readXml } from './xml.ts';

/** A page is there; the job has no more (or not yet); it is not ready, ask again; or the scanner refuses for a reason of its status. */
export type NextDocument = 'page' | 'none' | { readonly retryAfterMs: number | null } | { readonly refused: number };
export type CreatedJob =
  | { readonly job: string }
  | { readonly retryAfterMs: number | null }
  | { readonly refused: number };

type Answered<T> = Promise<Result<T, ScanFault>>;

/** The requests of Mopria eSCL to one scanner. None throws for what the scanner does. */
export interface EsclClient {
  capabilities(signal?: AbortSignal): Answered<EsclCapabilities>;
  /** `disconnected` where nobody answers, `unknown` where the answer is none. */
  status(signal?: AbortSignal): Promise<EsclStatus>;
  createJob(settings: EsclSettings, signal: AbortSignal): Answered<CreatedJob>;
  nextDocument(job: string, toFile: string, timeoutMs: number, signal: AbortSignal): Answered<NextDocument>;
  /** Ends a job; whether the scanner heard it is nobody's concern any more. */
  cancel(job: string): Promise<void>;
}

/** The longest XML of a known scanner is 30 kB. */
const maxXmlBytes = 262_144;

/** `url`: the eSCL root, such as `http://HOST/eSCL`. `maxPageBytes`: a larger page is refused while it comes. */
export function buildEsclClient(url: URL, limits: ScanLimits, maxPageBytes: number): EsclClient {
  const root = url.pathname.replace(/\/+$/, '');
  const ask = (
    asked: Pick<EsclRequest, 'method' | 'path'> & Partial<EsclRequest>,
  ): Promise<Result<EsclAnswer, HttpFault>> =>
    exchange(url, {
      timeoutMs: limits.statusTimeoutMs,
      idleTimeoutMs: limits.idleTimeoutMs,
      maxBytes: maxXmlBytes,
      ...asked,
    });

  return {
    async capabilities(signal) {
      const answer = await ask({ method: 'GET', path: `${root}/ScannerCapabilities`, signal });
      if (!answer.ok) return ofLine(answer.fault);
      const { status, text } = answer.value;
      if (status === 503) return scanFailed('busy');
      if (status !== 200) return ofStatus(status);
      const read = readCapabilities(readXml(text));
      return read === null ? scanFailed('disconnected', 'what answers there is no eSCL scanner') : ok(read);
    },
    async status(signal) {
      const answer = await ask({ method: 'GET', path: `${root}/ScannerStatus`, signal });
      if (!answer.ok) return answer.fault.code === 'away' ? unreachable : unsaid;
      if (answer.value.status === 503) return { ...unsaid, state: 'busy' };
      return answer.value.status === 200 ? readStatus(readXml(answer.value.text)) : unsaid;
    },
    async createJob(settings, signal) {
      const path = `${root}/ScanJobs`;
      const answer = await ask({ method: 'POST', path, body: settingsXml(settings), signal });
      if (!answer.ok) return ofLine(answer.fault);
      const { status, location, retryAfterMs } = answer.value;
      if (status === 503) return ok({ retryAfterMs });
      if (status === 409) return ok({ refused: status });
      if (status !== 201) return ofStatus(status);
      const job = pathOf(location ?? '');
      return job === null ? scanFailed('io', 'it made a job and did not say where') : ok({ job });
    },
    async nextDocument(job, toFile, timeoutMs, signal) {
      const path = `${job}/NextDocument`;
      const answer = await ask({ method: 'GET', path, toFile, timeoutMs, signal, maxBytes: maxPageBytes });
      if (!answer.ok)
        return answer.fault.code === 'away' ? scanFailed('disconnected', answer.fault.detail) : ofLine(answer.fault);
      const { status, retryAfterMs } = answer.value;
      if (status === 200) return ok('page');
      // 410: the job is forgotten already. Both are also what some firmwares say too early.
      if (status === 404 || status === 410) return ok('none');
      if (status === 503) return ok({ retryAfterMs });
      return status === 401 || status === 403 ? ofStatus(status) : ok({ refused: status });
    },
    async cancel(job) {
      await ask({ method: 'DELETE', path: job, timeoutMs: limits.cancelTimeoutMs });
    },
  };
}

function ofLine({ code, detail }: HttpFault): { readonly ok: false; readonly fault: ScanFault } {
  switch (code) {
    case 'away':
      return scanFailed('disconnected', detail);
    case 'timeout':
    case 'cancelled':
      return scanFailed(code, detail);
    case 'too-large':
      return scanFailed('incomplete', detail);
    default:
      return scanFailed('io', detail);
  }
}

function ofStatus(status: number): { readonly ok: false; readonly fault: ScanFault } {
  if (status === 401 || status === 403)
    return scanFailed('disconnected', `it asks for a password (${status}): allow scanning without one in its settings`);
  return scanFailed(status === 404 ? 'disconnected' : 'io', `it answers ${status}`);
}
