/** A decoded page: 8 bits a channel, grey (1) or sRGB (3), row by row without padding, upright by its EXIF turn. */
export interface RawPage {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}
