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

/** The result for a window of a picture of `width` × `height` whose lines lie `skew` degrees clockwise, turned upright. */
export function frameOf(
  window: Window,
  picture: { readonly width: number; readonly height: number; readonly skew: number; readonly turn: number },
  limits: FrameLimits,
): TargetFrame {
  const [w, h] = [window.right - window.left, window.bottom - window.top];
  const back = inTurn(
    shift(window.left, window.top),
    turning(picture.skew),
    shift(picture.width / 2, picture.height / 2),
  );
  return fitted(w, h, picture.turn, back, limits);
}

/** `toSource` maps a rectangle of `w` × `h`, not yet turned, into the received picture. */
export function fitted(w: number, h: number, turn: number, toSource: PlaneMap, limits: FrameLimits): TargetFrame {
  const [short, long] = [Math.min(w, h), Math.max(w, h)];
  const scale = Math.min(1, limits.pageShortPx / short, limits.pageLongPx / long);
  const [tw, th] = [Math.max(1, Math.round(w * scale)), Math.max(1, Math.round(h * scale))];
  const [width, height] = turn % 180 === 0 ? [tw, th] : [th, tw];
  const upright = inTurn(shift(-width / 2, -height / 2), turning(-turn), shift(tw / 2, th / 2));
  return { width, height, toSource: inTurn(upright, scaling(w / tw, h / th), toSource), shrink: 1 / scale };
}
