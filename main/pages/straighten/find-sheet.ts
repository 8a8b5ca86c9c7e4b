import type { GreyImage } from '../grey-image.ts';
import type { PageGeometry, Point } from '../page-geometry.ts';
import { countLevel, levelAt, noLevels } from './level-counts.ts';
import { area, distanceTo, hullOf, type Line, lineThrough, meeting } from './outline.ts';
import { reduceGrey, reduction } from './page-grey.ts';

export type Sheet = NonNullable<PageGeometry['sheet']>;

/** Edges are looked for on a picture of about so many pixels: print is smoothed away, a sheet's edge is not. */
const sidePx = 400;
/** Grey between paper and bed: a white sheet on a white lid has none, and its edges are shadows that nothing can be sure of. */
const leastStep = 40;
/** A sheet smaller than this share of the picture is a card or a picture on a page. */
const leastShare = 0.2;
/** The outline must fill its four corners, but for so much: a torn or hidden corner is no corner. */
const mostMissing = 0.025;
/** The sheet is the only bright thing: what else is bright may be another, or print on a dark page. */
const mostOutside = 0.01;
/** Grey by which a scanner's bed may differ from itself, its noise smoothed away. */
const mostUneven = 16;
/** So much of each side must be seen as a straight edge; a finger may hide the rest. */
const leastEdge = 0.7;
/** Corners of a sheet seen at an angle. */
const [leastCorner, mostCorner] = [65, 115];

/**
 * The corners of a light sheet that lies in a larger, darker picture (the scanner's bed, a table), clockwise from the top left, in the
 * pixels of `small`; null when it fills the picture, and whenever there is a doubt: nothing that may belong to the page is cut off.
 */
export function findSheet(small: GreyImage): Sheet | null {
  const factor = reduction(small.width, small.height, sidePx);
  const grey = reduceGrey(small, factor);
  const threshold = bedThreshold(grey);
  const bed = threshold === null ? 0 : sidesOfBed(grey, threshold);
  if (threshold === null || bed < 2) return null;
  const outline = outlineOf(grey, threshold);
  const hull = hullOf(outline);
  if (hull.length < 4 || area(hull) < leastShare * grey.width * grey.height) return null;
  const sheet = cornersOf(hull, outline);
  if (sheet === null || !isSheet(sheet, hull) || !isOne(outline, hull) || !isAlone(grey, sheet, threshold)) return null;
  if (bed < 4 && !isEvenAround(grey, sheet)) return null;
  const scaled = sheet.map(({ x, y }) => ({ x: x * factor, y: y * factor }));
  return scaled as unknown as Sheet;
}

/** The grey that parts paper from bed (Otsu 1979); null when they are too alike. */
function bedThreshold({ data }: GreyImage): number | null {
  const counts = noLevels();
  for (const level of data) countLevel(counts, level);
  let [below, sumBelow, best, at] = [0, 0, 0, 0];
  const all = data.length;
  const sum = counts.reduce((total, count, level) => total + count * level, 0);
  let means = [0, 255];
  for (let level = 0; level < 255; level++) {
    const count = counts[level] as number;
    below += count;
    sumBelow += count * level;
    if (below === 0 || below === all) continue;
    const pair = [sumBelow / below, (sum - sumBelow) / (all - below)];
    const between = below * (all - below) * ((pair[1] ?? 0) - (pair[0] ?? 0)) ** 2;
    if (between > best) [best, at, means] = [between, level, pair];
  }
  return (means[1] ?? 0) - (means[0] ?? 0) < leastStep ? null : at;
}

/** On how many sides of the picture there is bed all along. */
function sidesOfBed({ data, width, height }: GreyImage, threshold: number): number {
  const row = (y: number) => Array.from({ length: width }, (_, x) => data[y * width + x] as number);
  const column = (x: number) => Array.from({ length: height }, (_, y) => data[y * width + x] as number);
  const sides = [row(1), row(height - 2), column(1), column(width - 2)];
  return sides.filter((side) => side.filter((level) => level <= threshold).length >= 0.98 * side.length).length;
}

/** True when what is outside is of one grey: where the bed does not go all around, anything else may be print that reaches the edge. */
function isEvenAround({ data, width, height }: GreyImage, sheet: Sheet): boolean {
  const counts = noLevels();
  let outside = 0;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (isWithin({ x: x + 0.5, y: y + 0.5 }, sheet, 2)) continue;
      countLevel(counts, data[y * width + x] as number);
      outside++;
    }
  return levelAt(counts, 0.985 * outside) - levelAt(counts, 0.015 * outside) <= mostUneven;
}

/** First and last paper of each row and column, where paper is more than a speck. */
function outlineOf({ data, width, height }: GreyImage, threshold: number): Point[] {
  const points: Point[] = [];
  const isPaper = (x: number, y: number): boolean => (data[y * width + x] as number) > threshold;
  const isSolid = (x: number, y: number, dx: number, dy: number): boolean =>
    [0, 1, 2].every((i) => isPaper(x + i * dx, y + i * dy));
  const walk = (x: number, y: number, dx: number, dy: number, steps: number): void => {
    for (let i = 0; i < steps - 3; i++)
      if (isSolid(x + i * dx, y + i * dy, dx, dy)) {
        points.push({
          x: x + i * dx + (dx < 0 ? 1 : dx === 0 ? 0.5 : 0),
          y: y + i * dy + (dy < 0 ? 1 : dy === 0 ? 0.5 : 0),
        });
        return;
      }
  };
  for (let y = 0; y < height; y++) {
    walk(0, y, 1, 0, width);
    walk(width - 1, y, -1, 0, width);
  }
  for (let x = 0; x < width; x++) {
    walk(x, 0, 0, 1, height);
    walk(x, height - 1, 0, -1, height);
  }
  return points;
}

/** Four lines along the outline, and where they meet. */
function cornersOf(hull: readonly Point[], outline: readonly Point[]): Sheet | null {
  const far = (score: (point: Point) => number): Point =>
    hull.reduce((best, point) => (score(point) > score(best) ? point : best));
  // The outermost in each diagonal direction, seen along the sheet's own sides.
  const { x: c, y: s } = longestSide(hull);
  const [u, v] = [({ x, y }: Point) => x * c + y * s, ({ x, y }: Point) => y * c - x * s];
  const rough = [far((p) => -u(p) - v(p)), far((p) => u(p) - v(p)), far((p) => u(p) + v(p)), far((p) => v(p) - u(p))];
  const sides: Line[] = [];
  for (let i = 0; i < 4; i++) {
    const [from, to] = [rough[i] as Point, rough[(i + 1) % 4] as Point];
    const edge = alongSide(outline, from, to);
    if (edge === null) return null;
    sides.push(edge);
  }
  const corners = sides.map((side, index) => meeting(sides[(index + 3) % 4] as Line, side));
  return corners.some((corner) => corner === null) ? null : (corners as unknown as Sheet);
}

/** Direction of the hull's longest side, brought to within 45° of level. */
function longestSide(hull: readonly Point[]): Point {
  let best = { x: 1, y: 0, length: 0 };
  for (const [index, from] of hull.entries()) {
    const to = hull[(index + 1) % hull.length] as Point;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy);
    if (length > best.length) best = { x: dx / length, y: dy / length, length };
  }
  const { x, y } = best;
  if (Math.abs(x) >= Math.abs(y)) return x < 0 ? { x: -x, y: -y } : { x, y };
  return y < 0 ? { x: -y, y: x } : { x: y, y: -x };
}

/** The line of one side, if enough of it is seen. */
function alongSide(outline: readonly Point[], from: Point, to: Point): Line | null {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < 20) return null;
  let line: Line = { at: from, along: { x: (to.x - from.x) / length, y: (to.y - from.y) / length } };
  for (const within of [4, 2, 1.5]) {
    const near = outline.filter((point) => isBeside(point, from, line, length) && distanceTo(line, point) <= within);
    if (near.length < 10) return null;
    line = lineThrough(near);
    const { x, y } = line.along;
    if (x * (to.x - from.x) + y * (to.y - from.y) < 0) line = { at: line.at, along: { x: -x, y: -y } };
  }
  const seen = new Set(
    outline
      .filter((point) => isBeside(point, from, line, length) && distanceTo(line, point) <= 1.5)
      .map((point) => Math.floor((point.x - from.x) * line.along.x + (point.y - from.y) * line.along.y)),
  );
  return seen.size >= leastEdge * length ? line : null;
}

function isBeside({ x, y }: Point, from: Point, { along }: Line, length: number): boolean {
  const t = (x - from.x) * along.x + (y - from.y) * along.y;
  return t >= 2 && t <= length - 2;
}

function isSheet(sheet: Sheet, hull: readonly Point[]): boolean {
  const corners = sheet.map((corner, index) => {
    const [before, after] = [sheet[(index + 3) % 4] as Point, sheet[(index + 1) % 4] as Point];
    const [a, b] = [
      Math.atan2(before.y - corner.y, before.x - corner.x),
      Math.atan2(after.y - corner.y, after.x - corner.x),
    ];
    return (((a - b) * 180) / Math.PI + 720) % 360;
  });
  if (corners.some((degrees) => degrees < leastCorner || degrees > mostCorner)) return false;
  const [filled, whole] = [area(hull), area(sheet)];
  return Math.abs(filled - whole) <= mostMissing * whole;
}

/** True when there is paper in every row and column of it: else they are two. */
function isOne(outline: readonly Point[], hull: readonly Point[]): boolean {
  const seen = (of: (point: Point) => number): boolean => {
    const places = new Set(outline.map((point) => Math.floor(of(point))));
    const ends = hull.map(of);
    const [from, to] = [Math.ceil(Math.min(...ends)) + 2, Math.floor(Math.max(...ends)) - 2];
    for (let place = from; place < to; place++) if (!places.has(place)) return false;
    return true;
  };
  return seen(({ x }) => x) && seen(({ y }) => y);
}

/** True when next to nothing outside the sheet is as light as paper. */
function isAlone({ data, width, height }: GreyImage, sheet: Sheet, threshold: number): boolean {
  let [outside, light] = [0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (isWithin({ x: x + 0.5, y: y + 0.5 }, sheet, 2)) continue;
      outside++;
      if ((data[y * width + x] as number) > threshold) light++;
    }
  return outside >= 0.02 * width * height && light <= mostOutside * outside;
}

/** True when the point is inside, or outside by at most `margin`. */
function isWithin({ x, y }: Point, sheet: Sheet, margin: number): boolean {
  return sheet.every((from, index) => {
    const to = sheet[(index + 1) % 4] as Point;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    return ((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)) / length >= -margin;
  });
}
