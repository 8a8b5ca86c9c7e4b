import type { Result } from '../../../shared/result.ts';
import type { ImageWorker } from '../../pages/image-worker.ts';

export const scanFaultCodes = [
  'busy',
  'jam',
  'no-paper',
  'cover-open',
  'io',
  'disconnected',
  'timeout',
  'cancelled',
  'incomplete',
  'wrong-size',
  'no-tmpfs',
  'not-installed',
  'refused',
] as const;
export type ScanFaultCode = (typeof scanFaultCodes)[number];

/** A scan that failed keeps the pages that were whole before it. */
export interface ScanFault {
  readonly code: ScanFaultCode;
  readonly message: string;
}

/**
 * The fault that ended a scan, with what is certain of its sheets. Counts never drift: `pagesTaken` is the number of pages
 * yielded in this scan before it. `sheetsInDoubt`: the feeder had begun, so a sheet may have gone through without a page
 * (sane-airscan drops a page it fetched ahead when the next one jams), and whoever fed it has to count.
 */
export interface ScanEnd extends ScanFault {
  readonly pagesTaken: number;
  readonly sheetsInDoubt: boolean;
}

/** One whole page on the visit's tmpfs folder: decoded, of the size asked for. The caller deletes the file once it is sealed. */
export interface ScannedPage {
  readonly file: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly dpi: number;
  /** Pages in the file, where it is a PDF; without it one. Sizes are those of its first. */
  readonly pages?: number;
}

export interface ScanRequest {
  /** `feeder`: until it is empty; a number takes that many pages. */
  readonly pages: number | 'feeder';
  readonly dpi: number;
  /** Where the sheets lie. Without it: the feeder; for one page, the glass when the feeder is empty or missing. */
  readonly source?: 'feeder' | 'glass';
  /** Sides of each sheet that are scanned; without it one. Both are asked only of a feeder that turns sheets. */
  readonly sides?: 'one' | 'both';
  /** A folder on tmpfs; anything else is refused with `no-tmpfs` (promise 5). */
  readonly folder: string;
  readonly signal?: AbortSignal;
  /** Decodes what came, to know that it is whole, and stays open; without it one of the scan's own. */
  readonly worker?: ImageWorker;
}

/** Asking for status is what reconnects (DESIGN section 3). */
export type ScannerStatus = 'ready' | 'busy' | 'disconnected' | 'unknown';

export type ScannedPages = AsyncGenerator<Result<ScannedPage, ScanEnd>, void, undefined>;

/** Who made it, what it is called, which one it is: how a device is known, never by where it is plugged in. */
export interface ScannerAbout {
  readonly vendor: string | null;
  readonly model: string | null;
  readonly serial: string | null;
}

export interface Scanner {
  readonly name: string;
  readonly driver: 'scanimage' | 'escl' | 'folder' | 'camera' | 'virtual';
  readonly virtual: boolean;
  /** Yields each page as soon as it is whole; a fault is the last thing yielded. */
  scan(request: ScanRequest): ScannedPages;
  status(): Promise<ScannerStatus>;
  /** Does ahead what takes seconds, such as looking for the device, so that nobody waits for it with a sheet in hand. */
  prepare?(): Promise<void>;
  /** null where it does not say. */
  about?(): Promise<ScannerAbout | null>;
}
