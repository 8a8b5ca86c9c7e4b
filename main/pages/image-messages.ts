import type { PageCheck } from '../../shared/page-check.ts';
import type { MediaType } from './media-type.ts';
import type { PageFacts } from './page-facts.ts';
import type { PageFaultCode } from './page-fault.ts';
import type { PageGeometry } from './page-geometry.ts';

export interface ImageSettings {
  readonly maxImagePixels: number;
  readonly maxImageSidePx: number;
  readonly pageShortPx: number;
  readonly pageLongPx: number;
  readonly jpegQuality: number;
  readonly reducedQuality: number | null;
  readonly minKeptDetail: number;
}

/** What the core asks of the image process. `file` is read by the child itself, so that large bytes cross no pipe. */
export type ImageRequest =
  | { readonly do: 'prepare'; readonly settings: ImageSettings }
  | { readonly do: 'open'; readonly file: string; readonly settings: ImageSettings }
  | { readonly do: 'measure'; readonly index: number }
  | { readonly do: 'normalise'; readonly index: number; readonly facts: PageFacts }
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

/** A page's JPEG and its size. */
export interface StoredImage extends PixelSize {
  readonly jpeg: Uint8Array;
}

export interface NormalisedImage extends StoredImage {
  /** The same pixels at `reducedQuality`; null when none was asked. */
  readonly reduced: Uint8Array | null;
  readonly received: PixelSize;
  readonly geometry: PageGeometry;
  /** Degrees clockwise of the page's lines, as received and on what is stored; null when nothing on it has a direction. */
  readonly skewBefore: number | null;
  readonly skewAfter: number | null;
  /** Every check that the page alone can answer. */
  readonly checks: readonly PageCheck[];
  /** By which the same sheet is known again (`checks/fingerprint.ts`). */
  readonly fingerprint: Uint8Array;
}

/** A stored page, turned. */
export type TurnedImage = StoredImage & Pick<NormalisedImage, 'reduced'>;

/** It is prepared. */
export type Prepared = Record<never, never>;

export type ImageAnswer = Prepared | OpenedImage | PixelSize | NormalisedImage | TurnedImage;

export interface ImageRefusal {
  readonly code: PageFaultCode;
  readonly detail: string;
}
