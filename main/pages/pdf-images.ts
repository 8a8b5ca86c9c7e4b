/** One row of what `pdfimages -list` printed. */
export interface PdfImage {
  /** From 1. */
  readonly page: number;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Pixels per inch as drawn on the page; null where the row does not say. */
  readonly xPpi: number | null;
  readonly yPpi: number | null;
  /** A mask is no picture: it says where another is to be seen. */
  readonly isMask: boolean;
}

/** An image, or images of one resolution together (scanners that cut pages in strips), from this share of the page on is the page. */
const mostOfPage = 0.5;

export function readPdfImages(listing: string): readonly PdfImage[] {
  const rows = listing.split('\n').slice(2);
  return rows.flatMap((row) => {
    const [, page, type, width, height] = /^\s*(\d+)\s+\d+\s+(\w+)\s+(\d+)\s+(\d+)\s/.exec(row) ?? [];
    if (page === undefined) return [];
    // Between stand colour, encoding and object, not always in as many columns.
    const [, x, y] = /\s(\d+)\s+(\d+)\s+\S+\s+\S+$/.exec(row) ?? [];
    const [xPpi, yPpi] = [x, y].map((ppi) => (Number(ppi) > 0 ? Number(ppi) : null));
    const isMask = type !== 'image' && type !== 'stencil';
    return [
      {
        page: Number(page),
        widthPx: Number(width),
        heightPx: Number(height),
        xPpi: xPpi ?? null,
        yPpi: yPpi ?? null,
        isMask,
      },
    ];
  });
}

/** `PageFacts.imagePpi` of a page (from 1) of this size in points; the lower of an image's two resolutions counts. */
export function imagePpiOf(
  images: readonly PdfImage[],
  page: number,
  [width, height]: readonly [number, number],
): number | null {
  const areas = new Map<number, number>();
  for (const { page: where, widthPx, heightPx, xPpi, yPpi, isMask } of images) {
    if (where !== page || isMask || xPpi === null || yPpi === null) continue;
    const ppi = Math.min(xPpi, yPpi);
    areas.set(ppi, (areas.get(ppi) ?? 0) + (widthPx / xPpi) * (heightPx / yPpi));
  }
  const pageArea = (width / 72) * (height / 72);
  const large = [...areas].filter(([, area]) => area >= mostOfPage * pageArea).map(([ppi]) => ppi);
  return large.length === 0 ? null : Math.min(...large);
}
