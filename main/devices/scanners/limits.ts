/** Deadlines and sizes of scanning, each with its reason. Staff may tighten them in the bundle. */
export interface ScanLimits {
  /** To the first byte: a lamp warms up for about 30 s. */
  readonly startTimeoutMs: number;
  /** From one page to the next: a slow feeder takes less than 30 s at 300 dpi. */
  readonly pageTimeoutMs: number;
  readonly scanTimeoutMs: number;
  /** SIGINT first; a scanner that has not let go by then gets SIGKILL. */
  readonly cancelTimeoutMs: number;
  /** From "Batch terminated" to the end of the process: SANE lets go of its device in well under a second. */
  readonly closeTimeoutMs: number;
  /** Asking a device what it is or how it is. */
  readonly statusTimeoutMs: number;
  /** Patience with a scanner that says 503, before it is called busy; sane-airscan has the same. */
  readonly busyTimeoutMs: number;
  /** Between two tries where the scanner does not say how long to wait; and the longest wait it may ask for. */
  readonly retryAfterMs: number;
  readonly maxRetryAfterMs: number;
  /** "No more pages" from a scanner whose job or feeder says otherwise: how long it is asked again. */
  readonly earlyEndTimeoutMs: number;
  /** No byte for so long in the middle of a page. */
  readonly idleTimeoutMs: number;
  /** From the press to the camera's whole picture: it wakes, finds its focus and lights within some seconds. */
  readonly frameTimeoutMs: number;
  /** Whole pages that may wait on tmpfs, the one in the caller's hands included (issue 2, item 6). */
  readonly maxWholePages: number;
  /** How far a page may be from the size asked for. */
  readonly sizeTolerance: number;
}

export const defaultScanLimits: ScanLimits = {
  startTimeoutMs: 45_000,
  pageTimeoutMs: 60_000,
  // A full feeder of 50 sheets at 30 s each.
  scanTimeoutMs: 30 * 60_000,
  cancelTimeoutMs: 5_000,
  closeTimeoutMs: 5_000,
  // sane-airscan retries a busy scanner for 10 s before it says so.
  statusTimeoutMs: 15_000,
  busyTimeoutMs: 10_000,
  retryAfterMs: 1_000,
  maxRetryAfterMs: 5_000,
  // Brother's firmware is ready again within 2 s (sane-airscan issue 39); a sheet on its way through takes up to 10 s.
  earlyEndTimeoutMs: 15_000,
  // A scanner that buffers lines sends some every second.
  idleTimeoutMs: 30_000,
  frameTimeoutMs: 20_000,
  maxWholePages: 2,
  sizeTolerance: 0.01,
};

/** A4 (ISO 216), the only size asked for: smaller papers lie on it. */
export const a4Mm = { width: 210, height: 297 } as const;

/** Names looked at in a folder of papers: a filing has at most 1,000 pages (DESIGN section 6). */
export const maxFolderEntries = 2_000;

export const millimetresPerInch = 25.4;
