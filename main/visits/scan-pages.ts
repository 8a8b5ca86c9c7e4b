import { rmSync } from 'node:fs';
import { type Fault, fail, type Result } from '../../shared/result.ts';
import type { Scanner } from '../devices/scanners/scanner.ts';
import type { ImageWorker } from '../pages/image-worker.ts';
import { type AcceptedPage, intake } from '../pages/intake.ts';
import type { PageLimits } from '../pages/limits.ts';
import type { PageFacts } from '../pages/page-facts.ts';

export interface ScanPagesParts {
  readonly scanner: Scanner;
  readonly pageLimits: PageLimits;
  /** The visit's folder on tmpfs. */
  readonly visitFolder: string;
  readonly signal?: AbortSignal;
}

export type Pages = AsyncGenerator<Result<AcceptedPage, Fault>, void, undefined>;

/** A4 colour at this resolution reads print of 6 points and still scans in a few seconds. */
const scanDpi = 300;

/**
 * Takes pages from the scanner; each goes in as soon as it is whole, and its file in memory goes away once it is taken.
 * Faults: the scanner's as `scan-…`, the page's own as they are; the first is the last thing yielded.
 */
export async function* scanPages(pages: number | 'feeder', parts: ScanPagesParts, worker: ImageWorker): Pages {
  const { scanner, pageLimits: limits, visitFolder: folder, signal } = parts;
  for await (const scanned of scanner.scan({ pages, dpi: scanDpi, folder, ...(signal ? { signal } : {}) })) {
    if (!scanned.ok) return yield fail({ code: `scan-${scanned.fault.code}`, message: scanned.fault.message });
    try {
      const facts: PageFacts = { source: 'scanner', dpi: scanned.value.dpi, imagePpi: null };
      for await (const page of intake([scanned.value.file], { limits, folder, worker, facts })) {
        yield page;
        if (!page.ok) return;
      }
    } finally {
      rmSync(scanned.value.file, { force: true });
    }
  }
}
