/** A projective map of the plane, row by row: (x, y) → ((a·x + b·y + c) / w, (d·x + e·y + f) / w), w = g·x + h·y + i. */
export type PlaneMap = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: number,
  i: number,
];

export const shift = (x: number, y: number): PlaneMap => [1, 0, x, 0, 1, y, 0, 0, 1];
export const scaling = (x: number, y: number): PlaneMap => [x, 0, 0, 0, y, 0, 0, 0, 1];

/** Clockwise on a picture, whose y runs down. */
export function turning(degrees: number): PlaneMap {
  const radians = (degrees * Math.PI) / 180;
  const [cos, sin] =
    degrees % 90 === 0
      ? [Math.round(Math.cos(radians)), Math.round(Math.sin(radians))]
      : [Math.cos(radians), Math.sin(radians)];
  return [cos, -sin, 0, sin, cos, 0, 0, 0, 1];
}

/** One map after the other: the first is applied first. */
export function inTurn(...maps: readonly PlaneMap[]): PlaneMap {
  return maps.reduce((first, then) => product(then, first));
}

function product(m: PlaneMap, n: PlaneMap): PlaneMap {
  const at = (row: number, column: number): number =>
    [0, 1, 2].reduce((sum, k) => sum + (m[row * 3 + k] ?? 0) * (n[k * 3 + column] ?? 0), 0);
  return [at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 1), at(1, 2), at(2, 0), at(2, 1), at(2, 2)];
}

export function mapped([a, b, c, d, e, f, g, h, i]: PlaneMap, x: number, y: number): { x: number; y: number } {
  const w = g * x + h * y + i;
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
}
