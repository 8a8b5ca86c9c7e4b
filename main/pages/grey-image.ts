/** Luma of a page, 8 bits, row by row without padding: 0 is black, `data.length` is `width` × `height`. */
export interface GreyImage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}
