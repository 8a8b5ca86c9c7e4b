import type { PageCheck } from '../../shared/page-check.ts';
import type { MediaType } from './media-type.ts';
import type { PageFaultCode } from './page-fault.ts';

export interface ImageSettings {
  readonly maxImagePixels: number;
  readonly maxImageSidePx: number;
  readonly pageShortPx: number;
  readonly pageLongPx: number;
  readonly jpegQuality: number;
  readonly minKeptDetail: number;
}

/** What the core asks of the image process. `file` is read by the child itself, so that large bytes cross no pipe. */
export type ImageRequest =
  | { readonly do: 'open'; readonly file: string; readonly settings: ImageSettings }
  | { readonly do: 'measure'; readonly index: number }
  | { readonly do: 'normalise'; readonly index: number }
  | { readonly do: 'turn'; readonly quarterTurns: QuarterTurns };

/** Clockwise. */
export type QuarterTurns = 1 | 2 | 3;

export interface OpenedImage {
  readonly mediaType: MediaType;
  /** SHA-256 of the bytes that the child holds: proves that what was hashed is what is decoded. */
  readonly sha256: string;
  readonly pages: number;
}

/** Pixel size of the page as received, upright (EXIF turn applied). */
export interface PixelSize {
  readonly widthPx: number;
  readonly heightPx: number;
}

export interface NormalisedImage extends PixelSize {
  readonly jpeg: Uint8Array;
  readonly received: PixelSize;
  /** Every check of the page, in no order. */
  readonly checks: readonly PageCheck[];
}

/** A stored page, turned. */
export interface TurnedImage extends PixelSize {
  readonly jpeg: Uint8Array;
}

export type ImageAnswer = OpenedImage | PixelSize | NormalisedImage | TurnedImage;

export interface ImageRefusal {
  readonly code: PageFaultCode;
  readonly detail: string;
}
