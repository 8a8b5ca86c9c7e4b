import type { ScannerStatus } from './scanner.ts';

/** What an eSCL scanner says of itself (Mopria eSCL, ScannerStatus). */
export interface EsclStatus {
  readonly state: ScannerStatus;
  readonly feeder: 'loaded' | 'empty' | 'jam' | 'hatch-open' | 'unknown';
}

const unreachable: EsclStatus = { state: 'disconnected', feeder: 'unknown' };
/** A status is under 2 kB; what is longer is not one. */
const maxCharacters = 65_536;

/** Reads `URL/ScannerStatus`; sane-airscan hides an open hatch and a feeder that still holds paper. Never throws. */
export async function readEsclStatus(url: string, timeoutMs: number): Promise<EsclStatus> {
  try {
    const answer = await fetch(`${url.replace(/\/+$/, '')}/ScannerStatus`, { signal: AbortSignal.timeout(timeoutMs) });
    if (answer.status === 503) return { state: 'busy', feeder: 'unknown' };
    if (!answer.ok) return { state: 'unknown', feeder: 'unknown' };
    const xml = (await answer.text()).slice(0, maxCharacters);
    const value = (name: string) => new RegExp(`<(?:\\w+:)?${name}>\\s*(\\w+)\\s*</`).exec(xml)?.[1] ?? '';
    return { state: states[value('State')] ?? 'unknown', feeder: feeders[value('AdfState')] ?? 'unknown' };
  } catch {
    return unreachable;
  }
}

const states: Record<string, ScannerStatus> = {
  Idle: 'ready',
  Processing: 'busy',
  Testing: 'busy',
  Stopped: 'unknown',
  Down: 'disconnected',
};

const feeders: Record<string, EsclStatus['feeder']> = {
  ScannerAdfLoaded: 'loaded',
  ScannerAdfEmpty: 'empty',
  ScannerAdfJam: 'jam',
  ScannerAdfMispick: 'jam',
  ScannerAdfHatchOpen: 'hatch-open',
};
