import type { GreyImage } from '../grey-image.ts';

/** A picture of more pixels is not measured: it has enough of them for any sheet. */
const mostPixels = 4_000_000;
const fewestLetters = 30;

/**
 * Height of the small letters of a page's print in pixels (the median of connected pieces of ink that are shaped like letters); null
 * when there are too few of them. `level`: darker is ink.
 */
export function letterHeight({ data, width, height }: GreyImage, level: number): number | null {
  if (width * height > mostPixels) return null;
  const seen = new Uint8Array(width * height);
  const heights: number[] = [];
  const stack: number[] = [];
  for (let start = 0; start < data.length; start++) {
    if (seen[start] === 1 || (data[start] as number) >= level) continue;
    let [left, right, top, bottom, count] = [width, 0, height, 0, 0];
    stack.push(start);
    seen[start] = 1;
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const [x, y] = [at % width, Math.floor(at / width)];
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      count++;
      for (const next of neighbours(at, x, width, data.length)) {
        if (seen[next] === 1 || (data[next] as number) >= level) continue;
        seen[next] = 1;
        stack.push(next);
      }
    }
    const [wide, high] = [right - left + 1, bottom - top + 1];
    if (high >= 4 && wide >= 2 && wide <= 4 * high && high <= 6 * wide && count >= 0.15 * wide * high)
      heights.push(high);
  }
  if (heights.length < fewestLetters) return null;
  heights.sort((a, b) => a - b);
  return heights[Math.floor(heights.length * 0.4)] ?? null;
}

function neighbours(at: number, x: number, width: number, total: number): number[] {
  const next: number[] = [];
  if (x > 0) next.push(at - 1);
  if (x < width - 1) next.push(at + 1);
  if (at >= width) next.push(at - width);
  if (at + width < total) next.push(at + width);
  return next;
}
