import type { Sheet } from './specimens/sheets.ts';

/** What the drawing process is asked; it answers with the encoded bytes. */
export interface PressRequest {
  readonly sheet: Sheet;
  readonly dpi: number;
  readonly format: 'tiff' | 'jpeg';
}
