/** Bounds of what `verify` reads, each with its reason. */
export const verifyLimits = {
  /** A delivered file of 500 pages at 300 kB is 150 MB; a receipt is far smaller. */
  maxFileBytes: 200_000_000,
  /** A receipt of a filing of 1,000 pages: its JSON is 0.3 MB, its A4 with as many thumbnails 20 MB. */
  maxReceiptBytes: 64_000_000,
  /** A desk's root and the certificates of its kiosks: some kilobytes. */
  maxKeyBytes: 1_000_000,
  /** 1,000 pages as scans, their delivered files and receipts: a few thousand. */
  maxHeldFiles: 5_000,
  /** Folders in folders, deeper than anybody sorts papers. */
  maxDepth: 16,
  /** Walking 500 pages takes 1 s; twenty times that is a hang. */
  pdfTimeoutMs: 20_000,
  /** The runtime alone reserves 640 MB; pdf-lib holds a file of the largest size four times. */
  pdfMemoryBytes: 1_500_000_000,
} as const;
