/** Times of a visit, each with its reason. Tests give smaller ones. */
export interface VisitLimits {
  readonly warnAfterMs: number;
  readonly graceMs: number;
  readonly startMs: number;
  readonly wipeMs: number;
  readonly codeWaitMs: number;
  readonly scannerEndMs: number;
  readonly printerEndMs: number;
  readonly printEndMs: number;
  readonly ticketMs: number;
  readonly aliveEveryMs: number;
  readonly deadAfterMs: number;
  readonly shredMs: number;
}

export const defaultVisitLimits: VisitLimits = {
  /** Issue 3, item 2: long enough to read a letter, short enough that nobody sees the one before. */
  warnAfterMs: 120_000,
  /** To say « je suis là ». */
  graceMs: 30_000,
  /** A new process, its folder and devices: a second here, more on a small machine. */
  startMs: 20_000,
  /** Promise 5: from the end to a process that is gone, below 2 s; a visit that takes longer is killed. */
  wipeMs: 1_500,
  /** A page's codes are read in 0.1 s, on a noisy one in 0.5 s; who waits longer goes on, and the code is told when it comes. */
  codeWaitMs: 1_500,
  /** A scanner that is told to stop parks its lamp; what takes longer is killed with its process. */
  scannerEndMs: 700,
  /** A connection is closed in milliseconds; a virtual printer draws its last paper. */
  printerEndMs: 600,
  /** A print under way ends first, so that no half receipt stays in the printer (promise 2); the printer gives up within 30 s. */
  printEndMs: 35_000,
  /** From `openVisit` to the page's connection: one round trip. */
  ticketMs: 30_000,
  aliveEveryMs: 5_000,
  /** No sign of life for so long: the process hangs, and is killed. */
  deadAfterMs: 30_000,
  /** Overwriting an unrecorded draft of a full feeder of colour pages. */
  shredMs: 120_000,
};
