import { join } from 'node:path';
import { fail, ok, type Result } from '../../../../shared/result.ts';
import type { ScanLimits } from '../limits.ts';
import { scanFailed, scanFault } from '../scan-fault.ts';
import type { ScanFault } from '../scanner.ts';
import type { EsclClient } from './client.ts';
import { feederFault, fruitless, judgeEnd } from './job-end.ts';
import type { EsclSettings } from './settings.ts';
import type { EsclStatus } from './status.ts';

export interface EsclJobParts {
  readonly client: EsclClient;
  readonly limits: ScanLimits;
  readonly settings: EsclSettings;
  /** Where page files go, on tmpfs. */
  readonly folder: string;
  /** Cancelled, or out of time. */
  readonly signal: AbortSignal;
  /** Rejects when the signal aborts. */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** One job on the scanner. */
export interface EsclJob {
  /** The file of the next page, as the scanner made it; null at the job's end. */
  next(): Promise<Result<string | null, ScanFault>>;
  /** Lets the scanner go; does nothing where the job ended by itself. */
  close(): Promise<void>;
}

type Waited = Result<void, ScanFault>;

/** Begins a job; a scanner that says busy (503) is asked again for a while, as long apart as it wishes. */
export async function beginJob(parts: EsclJobParts): Promise<Result<EsclJob, ScanFault>> {
  const { client, limits, settings, signal } = parts;
  for (let waitedMs = 0; ; ) {
    const created = await client.createJob(settings, signal);
    if (!created.ok) return created;
    if ('job' in created.value) return ok(runJob(created.value.job, parts));
    const status = await client.status(signal);
    const held = settings.source === 'feeder' ? feederFault(status) : null;
    if (held !== null) return fail(held);
    if ('refused' in created.value) return fail(refusal(status, settings, created.value.refused));
    const waitMs = waitOf(created.value.retryAfterMs, limits);
    if (waitedMs + waitMs > limits.busyTimeoutMs) return scanFailed('busy');
    waitedMs += waitMs;
    const waited = await wait(waitMs, parts);
    if (!waited.ok) return waited;
  }
}

function runJob(job: string, parts: EsclJobParts): EsclJob {
  const { client, limits, settings, folder, signal } = parts;
  let received = 0;
  let over = false;
  const file = (): string => join(folder, `page-${String(received + 1).padStart(4, '0')}.jpg`);

  /** What lies in the feeder does not matter to a page of the glass. */
  async function ask(): Promise<EsclStatus> {
    const status = await client.status(signal);
    return settings.source === 'feeder' ? status : { ...status, feeder: 'unknown' };
  }

  /** A line that dropped in mid-page may have dropped for a reason that the scanner names. */
  async function named(fault: ScanFault): Promise<ScanFault> {
    if (fault.code === 'cancelled' || fault.code === 'disconnected') return fault;
    const status = await ask();
    if (status.state === 'disconnected') return scanFault('disconnected', 'gone in the middle of a page');
    return feederFault(status) ?? fault;
  }

  /** Asks until the page is there, the job is over, or patience is: with a page that is late, and with an end that is early. */
  async function next(): Promise<Result<string | null, ScanFault>> {
    const timeoutMs = limits.pageTimeoutMs + (received === 0 ? limits.startTimeoutMs : 0);
    let [lateMs, earlyMs] = [0, 0];
    for (;;) {
      const path = file();
      const came = await client.nextDocument(job, path, timeoutMs, signal);
      if (!came.ok) return fail(await named(came.fault));
      if (came.value === 'page') {
        received += 1;
        return ok(path);
      }
      const status = await ask();
      if (signal.aborted) return scanFailed('cancelled');
      if (status.state === 'disconnected') return scanFailed('disconnected', 'gone in the middle of a job');
      const held = feederFault(status);
      if (held !== null) return fail(held);
      if (came.value !== 'none' && 'refused' in came.value)
        return scanFailed('io', `it refused with ${came.value.refused} in the middle of a job`);
      const end = came.value === 'none' ? judgeEnd(status, job, received) : null;
      if (end?.is === 'fault') return fail(end.fault);
      if (end?.is === 'over') {
        over = true;
        return ok(null);
      }
      const waitMs = came.value === 'none' ? limits.retryAfterMs : waitOf(came.value.retryAfterMs, limits);
      if (end === null) lateMs += waitMs;
      else earlyMs += waitMs;
      if (lateMs > timeoutMs) return scanFailed('timeout', 'it was not ready for its next page');
      if (earlyMs > limits.earlyEndTimeoutMs) return fail(fruitless(status, job, received));
      const waited = await wait(waitMs, parts);
      if (!waited.ok) return waited;
    }
  }

  return {
    next,
    async close() {
      if (!over) await client.cancel(job);
      over = true;
    },
  };
}

const waitOf = (retryAfterMs: number | null, limits: ScanLimits): number =>
  Math.min(Math.max(retryAfterMs ?? limits.retryAfterMs, Math.min(limits.retryAfterMs, 100)), limits.maxRetryAfterMs);

/** Why the scanner refused a job (409): an empty feeder, where its status names nothing worse. */
function refusal(status: EsclStatus, { source }: EsclSettings, code: number): ScanFault {
  const detail = `it refused with ${code}`;
  if (source === 'feeder' && status.feeder === 'empty') return scanFault('no-paper', detail);
  return status.state === 'busy' ? scanFault('busy', detail) : scanFault('io', detail);
}

async function wait(ms: number, { sleep, signal }: EsclJobParts): Promise<Waited> {
  const slept = await sleep(ms, signal).then(
    () => true,
    () => false,
  );
  return slept && !signal.aborted ? ok(undefined) : scanFailed('cancelled');
}
