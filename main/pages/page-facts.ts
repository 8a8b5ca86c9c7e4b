/** What is known of a page beside its pixels. A file's resolution tag is not among it: tags lie. */
export interface PageFacts {
  /** `pdf`: drawn by us, upright by its own page box. `camera`: a photo, seen at an angle. */
  readonly source: 'scanner' | 'file' | 'pdf' | 'camera';
  /** Physical pixels per inch of the received page, where who took it knows: the scanner's, a PDF page's drawing. */
  readonly dpi: number | null;
  /** The coarsest image of a PDF's page that fills most of it, in its pixels per inch; null when there is none (text, vectors). */
  readonly imagePpi: number | null;
}

export const unknownFacts: PageFacts = { source: 'file', dpi: null, imagePpi: null };
