import type { Point } from '../page-geometry.ts';
import { inTurn, mapped, type PlaneMap, scaling, shift, turning } from './plane-map.ts';

/** What is cut out of the received picture, seen along the lines: `left`… from the picture's middle, in its pixels. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface FrameLimits {
  readonly pageShortPx: number;
  readonly pageLongPx: number;
}

export interface TargetFrame {
  readonly width: number;
  readonly height: number;
  /** From the result's pixels to the received picture's. */
  readonly toSource: PlaneMap;
  /** Received pixels to one of the result; 1 where the page is small: it is never enlarged. */
  readonly shrink: number;
}

/** The points of the picture as seen from its middle along lines that lie `skew` degrees clockwise. */
export function seenAlong(points: readonly Point[], width: number, height: number, skew: number): Point[] {
  const map = inTurn(shift(-width / 2, -height / 2), turning(-skew));
  return points.map(({ x, y }) => mapped(map, x, y));
}

/** The smallest window around these points. */
export const windowAround = (points: readonly Point[]): Window => ({
  left: Math.min(...points.map(({ x }) => x)),
  top: Math.min(...points.map(({ y }) => y)),
  right: Math.max(...points.map(({ x }) => x)),
  bottom: Math.max(...points.map(({ y }) => y)),
});

export const windowOf = (width: number, height: number): Window => ({
  left: -width / 2,
  top: -height / 2,
  right: width / 2,
  bottom: height / 2,
});

export const unitedWindow = (a: Window, b: Window): Window => ({
  left: Math.min(a.left, b.left),
  top: Math.min(a.top, b.top),
  right: Math.max(a.right, b.right),
  bottom: Math.max(a.bottom, b.bottom),
});

/** The result for a window of a picture of `width` × `height` whose lines lie `skew` degrees clockwise. */
export function frameOf(
  window: Window,
  picture: { readonly width: number; readonly height: number; readonly skew: number },
  limits: FrameLimits,
): TargetFrame {
  const [w, h] = [window.right - window.left, window.bottom - window.top];
  const middle = shift(picture.width / 2, picture.height / 2);
  return fitted(w, h, inTurn(shift(window.left, window.top), turning(picture.skew), middle), limits);
}

/** `toSource` maps a rectangle of `w` × `h` into the received picture. */
export function fitted(w: number, h: number, toSource: PlaneMap, limits: FrameLimits): TargetFrame {
  const scale = Math.min(1, limits.pageShortPx / Math.min(w, h), limits.pageLongPx / Math.max(w, h));
  const [width, height] = [Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale))];
  return { width, height, toSource: inTurn(scaling(w / width, h / height), toSource), shrink: 1 / scale };
}
