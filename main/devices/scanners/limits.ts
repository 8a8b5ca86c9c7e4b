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
  maxWholePages: 2,
  sizeTolerance: 0.01,
};

/** A4 (ISO 216), the only size asked for: smaller papers lie on it. */
export const a4Mm = { width: 210, height: 297 } as const;

export const millimetresPerInch = 25.4;
