/** A point in pixels of the received image, upright by its EXIF turn. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** How a page lies in the received image. */
export interface PageGeometry {
  /** Degrees clockwise that make it upright; `turnConfidence` is the orientation engine's own, null when it could not tell (turn is then 0). */
  readonly turn: 0 | 90 | 180 | 270;
  readonly turnConfidence: number | null;
  /** Of its lines after the turn, clockwise positive, from −45 to 45; null when nothing on the page has a direction. */
  readonly skewDegrees: number | null;
  /** The sheet's corners, clockwise from the top left as received; null when the sheet fills the picture or no edge of it is seen. */
  readonly sheet: readonly [Point, Point, Point, Point] | null;
}
