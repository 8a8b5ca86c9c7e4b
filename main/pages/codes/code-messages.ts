/** What is looked for on paper: 2D-Docs, receipts' own codes, codes of letters and slips. Each kind more takes about 20 ms a page. */
export const codeFormats = ['DataMatrix', 'QRCode', 'Code128', 'Code39', 'ITF'] as const;
export type CodeFormat = (typeof codeFormats)[number];

/** One page to be read; `jpeg` as it is stored. */
export interface CodeRequest {
  readonly jpeg: Uint8Array;
  readonly formats: readonly CodeFormat[];
}

/** A code as it was read. `bytes`: exactly what it holds; the reader's text writes a control byte as `<GS>`. */
export interface PageCode {
  readonly format: CodeFormat;
  readonly bytes: Uint8Array;
  readonly text: string;
}
