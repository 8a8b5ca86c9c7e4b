/** What may go wrong, each as real scanners do it. `page` counts from 1 within a job and is the page on which it happens. */
export type EsclMishap =
  | { readonly kind: 'none' }
  /** 503 to this many jobs (without `times`: to every one): somebody else scans. */
  | { readonly kind: 'busy'; readonly times?: number; readonly retryAfterS?: number }
  /** This HTTP status to every job. */
  | { readonly kind: 'refuse'; readonly status: number }
  /** The sheet is stuck, `share` of its page given: the job is aborted, `ScannerAdfJam` until somebody takes it out. */
  | { readonly kind: 'jam' | 'mispick'; readonly page: number; readonly share?: number; readonly status?: 409 | 503 }
  /** The feeder's hatch stands open, from the start or from that page on. */
  | { readonly kind: 'hatch'; readonly page?: number; readonly share?: number }
  /** The line drops after that share of the page's bytes (without `share`: in the middle). */
  | { readonly kind: 'cut'; readonly page: number; readonly share?: number }
  /** The whole device is off the network. */
  | { readonly kind: 'gone'; readonly page: number; readonly share?: number }
  /** Every page takes that long to come. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** The page never comes, or stops coming after that share of its bytes. */
  | { readonly kind: 'hang'; readonly page: number; readonly share?: number }
  /** 503 with Retry-After so many times before the page is ready. */
  | { readonly kind: 'not-ready'; readonly page: number; readonly times: number; readonly retryAfterS?: number }
  /** Some firmware answers 404 to a page asked for too early (without `times`: for ever), which reads as "no more pages". */
  | { readonly kind: 'early-404'; readonly page: number; readonly times?: number }
  /** The job is completed with sheets still in the feeder. */
  | { readonly kind: 'early-end'; readonly page: number }
  /** The page was scanned, and counted, and is never given: the next one comes in its place. */
  | { readonly kind: 'vanish'; readonly page: number }
  /** A JPEG cut short, in an HTTP message that is whole. */
  | { readonly kind: 'short'; readonly page: number }
  /** A page that does not end. */
  | { readonly kind: 'endless'; readonly page: number }
  /** Words in place of a page. */
  | { readonly kind: 'words'; readonly page: number }
  /** This HTTP status in place of a page. */
  | { readonly kind: 'error'; readonly page: number; readonly status: number }
  /** It claims a resolution and gives half of it. */
  | { readonly kind: 'half-resolution' };

/** Where a page stops. */
export type Stop = Extract<EsclMishap, { readonly share?: number }>;

export const isStop = (mishap: EsclMishap | null): mishap is Stop =>
  mishap !== null && ['jam', 'mispick', 'hatch', 'cut', 'gone', 'hang'].includes(mishap.kind);

/** The share of the page's bytes that comes before it stops. */
export const shareOf = ({ kind, share }: Stop): number => share ?? (kind === 'cut' ? 0.5 : 0);

/** The mishap that befalls this page; a jam and an open hatch befall every later one too. */
export function befalls(mishap: EsclMishap, page: number): EsclMishap | null {
  if (!('page' in mishap) || mishap.page === undefined) return null;
  const lasts = mishap.kind === 'jam' || mishap.kind === 'mispick' || mishap.kind === 'hatch';
  return page === mishap.page || (lasts && page > mishap.page) ? mishap : null;
}
