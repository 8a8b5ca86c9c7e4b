import { fail, type Result } from '../../../shared/result.ts';
import type { ScanFault, ScanFaultCode, ScannedPage, ScannedPages } from './scanner.ts';

export type UncountedPages = AsyncGenerator<Result<ScannedPage, ScanFault>, void, undefined>;

/** What a driver knows of its feeder while it scans. */
export interface Feeding {
  /** Sheets move: from here on one may go through without a page. */
  begun: boolean;
}

/** Said before anything moves. */
const beforeTheFirst: ReadonlySet<ScanFaultCode> = new Set(['busy', 'no-tmpfs', 'not-installed']);

/** Counts the pages as they go by, so that every driver's fault says how many were taken before it, in one way. */
export async function* counted(take: (feeding: Feeding) => UncountedPages): ScannedPages {
  const feeding: Feeding = { begun: false };
  let pagesTaken = 0;
  for await (const page of take(feeding)) {
    if (page.ok) {
      pagesTaken += page.value.pages ?? 1;
      yield page;
      continue;
    }
    const { code } = page.fault;
    // A feeder that says it is empty lost no sheet.
    const isSafe = code === 'no-paper' || (pagesTaken === 0 && beforeTheFirst.has(code));
    const sheetsInDoubt = feeding.begun && !isSafe;
    return yield fail({ ...page.fault, pagesTaken, sheetsInDoubt });
  }
}
