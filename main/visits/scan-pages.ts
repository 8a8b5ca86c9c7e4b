import { rmSync } from 'node:fs';
import { type Fault, fail, type Result } from '../../shared/result.ts';
import type { ScannedPage, Scanner } from '../devices/scanners/scanner.ts';
import type { ImageWorker } from '../pages/image-worker.ts';
import { type AcceptedPage, intake } from '../pages/intake.ts';
import type { PageLimits } from '../pages/limits.ts';
import { type PageFacts, unknownFacts } from '../pages/page-facts.ts';

export interface ScanPagesParts {
  readonly scanner: Scanner;
  readonly pageLimits: PageLimits;
  /** The visit's folder on tmpfs. */
  readonly visitFolder: string;
  readonly signal?: AbortSignal;
  /** Dots per inch; without it, `scanDpi`. */
  readonly dpi?: number;
  /** Both sides of each sheet, where the feeder turns it; without it one. */
  readonly sides?: 'one' | 'both';
  /** A sheet came out of the scanner whole: it is looked at now. */
  readonly onScanned?: () => void;
}

/**
 * The fault that ended taking pages. `pagesTaken`: pages yielded before it. `sheetsInDoubt`: a sheet may have gone through the feeder
 * without a page, so the visitor is asked how many went in and compares with the pages that are there (sane-airscan gave one page of three sheets before a jam at the third).
 */
export interface PagesEnd extends Fault {
  readonly pagesTaken: number;
  readonly sheetsInDoubt: boolean;
}

export type ScannedPagesIn = AsyncGenerator<Result<AcceptedPage, PagesEnd>, void, undefined>;
export type Pages = AsyncGenerator<Result<AcceptedPage, Fault>, void, undefined>;

/** A4 colour at this resolution reads print of 6 points and still scans in a few seconds. */
const scanDpi = 300;

/**
 * Takes pages from the scanner; each goes in as soon as it is whole, and its file in memory goes away once it is taken.
 * Faults: the scanner's as `scan-…`, the page's own as they are; the first is the last thing yielded.
 */
export async function* scanPages(pages: number | 'feeder', parts: ScanPagesParts, worker: ImageWorker): ScannedPagesIn {
  const { scanner, pageLimits: limits, visitFolder: folder, signal, onScanned, dpi = scanDpi, sides = 'one' } = parts;
  let pagesTaken = 0;
  for await (const scanned of scanner.scan({ pages, dpi, sides, folder, worker, ...(signal ? { signal } : {}) })) {
    if (!scanned.ok) {
      const { code, message, sheetsInDoubt } = scanned.fault;
      return yield fail({ code: `scan-${code}`, message, pagesTaken, sheetsInDoubt });
    }
    try {
      onScanned?.();
      const facts = factsOf(scanner, scanned.value);
      for await (const page of intake([scanned.value.file], { limits, folder, worker, facts })) {
        // A feeder that is stopped for a page's sake may have drawn the next sheet in already.
        if (!page.ok) return yield fail({ ...page.fault, pagesTaken, sheetsInDoubt: pages !== 1 });
        pagesTaken += 1;
        yield page;
      }
    } finally {
      rmSync(scanned.value.file, { force: true });
    }
  }
}

/** Files in a folder come from anywhere; a scanner knows its resolution, a camera does not. */
function factsOf({ driver }: Scanner, { dpi }: ScannedPage): PageFacts {
  if (driver === 'folder') return unknownFacts;
  return driver === 'camera'
    ? { source: 'camera', dpi: null, imagePpi: null }
    : { source: 'scanner', dpi, imagePpi: null };
}
