import type { Point } from '../page-geometry.ts';
import type { Sheet } from './find-sheet.ts';
import { inTurn, type PlaneMap, scaling } from './plane-map.ts';

/** Corners and sides that differ by less are a sheet seen from straight above, found with a pixel's error. */
const flatDegrees = 1.5;
const flatShare = 0.02;
/** ISO 216: long side to short side; an aspect this near is taken for it. */
const isoAspect = Math.SQRT2;
const nearIso = 0.06;

const between = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y);
const angleOf = (a: Point, b: Point): number => (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;

/** True when the sheet was seen from straight above: turned perhaps, but with right corners. */
export function isFlat([a, b, c, d]: Sheet): boolean {
  const corner = Math.abs(angleOf(a, d) - angleOf(a, b) - 90);
  const alike = (x: number, y: number): boolean => Math.abs(x - y) <= flatShare * Math.max(x, y);
  return (
    corner <= flatDegrees &&
    Math.abs(angleOf(a, b) - angleOf(d, c)) <= flatDegrees &&
    alike(between(a, b), between(d, c)) &&
    alike(between(a, d), between(b, c))
  );
}

/** Degrees clockwise of the sheet's upper and lower edge. */
export const sheetSkew = ([a, b, c, d]: Sheet): number => (angleOf(a, b) + angleOf(d, c)) / 2;

/** The rectangle that a sheet in a photo of `width` × `height` is, in about as many pixels as it has there, and its map into the photo. */
export function rectangleOf(
  sheet: Sheet,
  width: number,
  height: number,
): { readonly width: number; readonly height: number; readonly toSource: PlaneMap } {
  const [a, b, c, d] = sheet;
  const [w, h] = [Math.max(between(a, b), between(d, c)), Math.max(between(a, d), between(b, c))];
  const aspect = nearestAspect(aspectOf(sheet, width, height) ?? w / h);
  const size = w / h < aspect ? { width: h * aspect, height: h } : { width: w, height: w / aspect };
  return { ...size, toSource: inTurn(scaling(1 / size.width, 1 / size.height), unitSquareTo(sheet)) };
}

function nearestAspect(aspect: number): number {
  for (const iso of [isoAspect, 1 / isoAspect]) if (Math.abs(aspect / iso - 1) <= nearIso) return iso;
  return aspect;
}

/** Maps the unit square's corners to these (Heckbert 1989, 2.2.3). */
function unitSquareTo([a, b, c, d]: Sheet): PlaneMap {
  const [sx, sy] = [a.x - b.x + c.x - d.x, a.y - b.y + c.y - d.y];
  const [dx1, dx2, dy1, dy2] = [b.x - c.x, d.x - c.x, b.y - c.y, d.y - c.y];
  const det = dx1 * dy2 - dx2 * dy1;
  const [g, h] = [(sx * dy2 - dx2 * sy) / det, (dx1 * sy - sx * dy1) / det];
  return [b.x - a.x + g * b.x, d.x - a.x + h * d.x, a.x, b.y - a.y + g * b.y, d.y - a.y + h * d.y, a.y, g, h, 1];
}

type Vector = readonly [x: number, y: number, z: number];

/** Width to height of the sheet itself, for a camera whose axis goes through the picture's middle (Zhang and He 2007); null where that says nothing. */
function aspectOf([a, b, c, d]: Sheet, width: number, height: number): number | null {
  const scale = Math.max(width, height);
  const seen = ({ x, y }: Point): Vector => [(x - width / 2) / scale, (y - height / 2) / scale, 1];
  const [m1, m2, m3, m4] = [seen(a), seen(b), seen(d), seen(c)];
  const [k2, k3] = [dot(cross(m1, m4), m3) / dot(cross(m2, m4), m3), dot(cross(m1, m4), m2) / dot(cross(m3, m4), m2)];
  const [n2, n3] = [less(k2, m2, m1), less(k3, m3, m1)];
  const focal2 = -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2]);
  // Where both pairs of sides do not run together, the focal length cannot be seen; lenses have 0.5 to 4 pictures' sides.
  if (!(focal2 > 0.25 && focal2 < 16)) return null;
  const length = ([x, y, z]: Vector): number => (x * x + y * y) / focal2 + z * z;
  return Math.sqrt(length(n2) / length(n3));
}

const cross = ([a, b, c]: Vector, [x, y, z]: Vector): Vector => [b * z - c * y, c * x - a * z, a * y - b * x];
const dot = ([a, b, c]: Vector, [x, y, z]: Vector): number => a * x + b * y + c * z;
const less = (k: number, [a, b, c]: Vector, [x, y, z]: Vector): Vector => [k * a - x, k * b - y, k * c - z];
