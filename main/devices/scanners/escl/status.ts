import type { ScannerStatus } from '../scanner.ts';
import { numberOf, section, sections, textOf, texts, type Xml } from './xml.ts';

/** What an eSCL scanner says of itself (Mopria eSCL, ScannerStatus). */
export interface EsclStatus {
  readonly state: ScannerStatus;
  readonly feeder: 'loaded' | 'empty' | 'jam' | 'hatch-open' | 'unknown';
  readonly jobs: readonly EsclJobInfo[];
}

/** One job as the scanner keeps it; what it does not count is null. */
export interface EsclJobInfo {
  /** Its path, such as `/eSCL/ScanJobs/12`. */
  readonly path: string;
  readonly state: 'at-work' | 'completed' | 'stopped' | 'unknown';
  readonly cancelledThere: boolean;
  readonly imagesCompleted: number | null;
  readonly imagesToTransfer: number | null;
}

export const unreachable: EsclStatus = { state: 'disconnected', feeder: 'unknown', jobs: [] };
export const unsaid: EsclStatus = { state: 'unknown', feeder: 'unknown', jobs: [] };

/** Reads a ScannerStatus; what it does not say is `unknown`. */
export function readStatus(xml: Xml): EsclStatus {
  const status = section(xml, 'ScannerStatus') ?? xml;
  return {
    state: states[textOf(status, 'State') ?? ''] ?? 'unknown',
    feeder: feeders[textOf(status, 'AdfState') ?? ''] ?? 'unknown',
    jobs: sections(status, 'JobInfo').flatMap(readJob),
  };
}

function readJob(xml: Xml): EsclJobInfo[] {
  const path = pathOf(textOf(xml, 'JobUri') ?? '');
  if (path === null) return [];
  return [
    {
      path,
      state: jobStates[textOf(xml, 'JobState') ?? ''] ?? 'unknown',
      cancelledThere: texts(xml, 'JobStateReason').some((reason) => /CanceledByUser|CanceledAtDevice/i.test(reason)),
      imagesCompleted: numberOf(xml, 'ImagesCompleted'),
      imagesToTransfer: numberOf(xml, 'ImagesToTransfer'),
    },
  ];
}

/** The path of a job's address. Its host is not believed: firmwares name themselves wrongly, and a job is where it was made. */
export function pathOf(address: string): string | null {
  if (!URL.canParse(address, 'http://scanner/')) return null;
  const { pathname } = new URL(address, 'http://scanner/');
  return pathname.length > 1 ? pathname.replace(/\/+$/, '') : null;
}

const states: Readonly<Record<string, ScannerStatus>> = {
  Idle: 'ready',
  Processing: 'busy',
  Testing: 'busy',
  Stopped: 'unknown',
  Down: 'disconnected',
};

const feeders: Readonly<Record<string, EsclStatus['feeder']>> = {
  ScannerAdfLoaded: 'loaded',
  ScannerAdfEmpty: 'empty',
  ScannerAdfJam: 'jam',
  ScannerAdfMispick: 'jam',
  ScannerAdfMultipickDetected: 'jam',
  ScannerAdfHatchOpen: 'hatch-open',
};

const jobStates: Readonly<Record<string, EsclJobInfo['state']>> = {
  Pending: 'at-work',
  Processing: 'at-work',
  Completed: 'completed',
  Aborted: 'stopped',
  Canceled: 'stopped',
};
