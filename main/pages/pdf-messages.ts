/** What is asked of the process that walks PDFs. `file` is read by the child itself, so that large bytes cross no pipe. */
export interface PdfRequest {
  readonly do: 'count' | 'page-hashes';
  readonly file: string;
}

export interface PdfAnswer {
  /** SHA-256 (hex) of the bytes that were walked: proves that what was hashed is what was read. */
  readonly sha256: string;
  /** null when the file cannot be walked whole. */
  readonly pages: number | null;
  /** SHA-256 (hex) of each page's image, asked with `page-hashes`; null when it is no packed document. */
  readonly hashes: readonly string[] | null;
}
