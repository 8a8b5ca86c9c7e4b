/** Every bound of the way in, with its unit and reason. Tests and the bundle may pass a stricter set. */
export interface PageLimits {
  readonly maxFileBytes: number;
  readonly maxImagePixels: number;
  readonly maxImageSidePx: number;
  readonly maxPagesPerFile: number;
  readonly imageTimeoutMs: number;
  readonly imageMemoryBytes: number;
  readonly pdfInfoTimeoutMs: number;
  readonly pdfPageTimeoutMs: number;
  readonly pdfMemoryBytes: number;
  readonly pdfOutputBytes: number;
  /** The stored page fits this frame, upright or turned. */
  readonly pageShortPx: number;
  readonly pageLongPx: number;
  readonly jpegQuality: number;
  /** The same pixels once more for a channel that takes small files only; null: no channel of this kiosk does. */
  readonly reducedQuality: number | null;
  /** Of the detail that the page frame's short side would leave, the share that its long side must leave too. */
  readonly minKeptDetail: number;
}

export const defaultPageLimits: PageLimits = {
  // An uncompressed colour A4 at 600 dpi is 104 MB; nothing a desk receives is larger.
  maxFileBytes: 128 * 1024 * 1024,
  // A3 at 600 dpi is 70 million pixels; a 35000 × 35000 bomb is 1,225 million.
  maxImagePixels: 80_000_000,
  // No paper a desk scans has a longer side.
  maxImageSidePx: 20_000,
  // DESIGN section 6: 500 pages a document.
  maxPagesPerFile: 500,
  // One page takes 0.1 to 0.4 s; fifty times that is a hang.
  imageTimeoutMs: 20_000,
  // The runtime alone reserves 640 MB (RLIMIT_DATA counts reservations); an interlaced PNG of 70 million RGBA pixels
  // takes 450 MB more.
  imageMemoryBytes: 1_500_000_000,
  pdfInfoTimeoutMs: 10_000,
  // A page full of vectors takes seconds; a page that takes more is not a form or a letter.
  pdfPageTimeoutMs: 30_000,
  pdfMemoryBytes: 1_000_000_000,
  // One A4 page at 200 dpi in raw RGB is 11.6 MB.
  pdfOutputBytes: 64_000_000,
  // A4 at 200 dpi: readable for print of 6 points, about 300 kB a page.
  pageShortPx: 1654,
  pageLongPx: 2339,
  jpegQuality: 75,
  reducedQuality: null,
  // The frame fits a page by its long side, so the longer the page, the less of its width is left. A PDF's page needs 96 dpi
  // of its 200 (print of 8 points is 11 pixels high): A3 keeps 141, A2 100, A1 71. An image, whose size on paper nobody knows, needs
  // 0.48 of its short side: a whole phone's screen keeps 0.73 to 1, a legal sheet 0.86, a long envelope 0.71, a till receipt of
  // 8 × 30 cm 0.62; a screenshot scrolled over more than two screens keeps less and is refused, since it could not be read.
  minKeptDetail: 0.48,
};

/** The resolution at which a PDF's page is drawn: its size in points is real, unlike an image's resolution tag. */
export const pageDpi = 200;

/**
 * Largest file that is packed, whatever a channel takes: it is sealed, opened, hashed and walked whole, so this is what bounds
 * memory everywhere behind it. 25 MB is what mail servers take most often, and 30 to 80 pages.
 */
export const mostFileBytes = 25_000_000;

/** Takes 16 to 29 % off a page at 75, for 2 to 3 dB (docs/packing.md); below it, small print frays. */
export const reducedJpegQuality = 60;
