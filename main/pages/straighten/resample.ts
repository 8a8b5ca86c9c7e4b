import { reduced } from './page-grey.ts';
import { inTurn, type PlaneMap, scaling } from './plane-map.ts';
import type { RawPage } from './raw-page.ts';
import { type Taps, tapsFor } from './taps.ts';

export interface Resampling {
  /** From the pixels of the result to those of the source, both counted at their corners. */
  readonly toSource: PlaneMap;
  readonly width: number;
  readonly height: number;
  /** Source pixels to one of the result, where it is largest: how far each one must look around. */
  readonly shrink: number;
  /** One value a channel, for what lies outside the source. */
  readonly background: readonly number[];
}

/** From here on so many pixels go into one of the result that means of whole squares of them do as well, and faster. */
const manyPixels = 3;
/** What is left to shrink then: enough pixels around each place for a smooth kernel. */
const leftToShrink = 1.5;

/** The page through any plane map, in one pass: each pixel of the result is a weighted mean of the source around its place. */
export function resample(page: RawPage, resampling: Resampling): RawPage {
  const factor = resampling.shrink < manyPixels ? 1 : Math.floor(resampling.shrink / leftToShrink);
  if (factor === 1) return resampled(page, resampling);
  const toSource = inTurn(resampling.toSource, scaling(1 / factor, 1 / factor));
  return resampled(reduced(page, factor), { ...resampling, toSource, shrink: resampling.shrink / factor });
}

function resampled(page: RawPage, { toSource, width, height, shrink, background }: Resampling): RawPage {
  const { channels } = page;
  const out = new Uint8Array(width * height * channels);
  const taps = tapsFor(shrink);
  const [xs, ys] = [new Int32Array(width), new Int32Array(width)];
  const fill = Uint8Array.from({ length: channels }, (_, index) => background[index] ?? 255);
  const inColour = { 3: threeByThree, 4: fourByFour }[taps.count] ?? anyTaps;
  const row = channels === 3 ? inColour : anyTaps;
  for (let y = 0; y < height; y++) {
    placesOf(toSource, y, xs, ys);
    row(page, taps, xs, ys, out, y * width * channels, fill);
  }
  return { data: out, width, height, channels };
}

/** Places beyond these are outside of any page; in 1/65536 pixel they still fit 32 bits. */
const [lowest, highest] = [-16 * 65_536, 32_000 * 65_536];

/** Where each pixel of one row comes from, in 1/65536 of the source's pixels, counted at their centres. */
function placesOf([a, b, c, d, e, f, g, h, i]: PlaneMap, y: number, xs: Int32Array, ys: Int32Array): void {
  const v = y + 0.5;
  if (g === 0 && h === 0) {
    // Without perspective the places are equally far apart: whole steps are off by 1/80 pixel at the end of a row.
    let [sx, sy] = [a / 2 + b * v + c, d / 2 + e * v + f].map((at) => Math.round((at / i - 0.5) * 65_536)) as [
      number,
      number,
    ];
    const [dx, dy] = [Math.round((a / i) * 65_536), Math.round((d / i) * 65_536)];
    for (let x = 0; x < xs.length; x++, sx = (sx + dx) | 0, sy = (sy + dy) | 0) {
      xs[x] = sx;
      ys[x] = sy;
    }
    return;
  }
  let [px, py, w] = [b * v + c + a / 2, e * v + f + d / 2, h * v + i + g / 2];
  for (let x = 0; x < xs.length; x++) {
    const scale = 65_536 / w;
    const sx = px * scale - 32_768;
    const sy = py * scale - 32_768;
    xs[x] = sx < lowest ? lowest : sx > highest ? highest : sx;
    ys[x] = sy < lowest ? lowest : sy > highest ? highest : sy;
    px += a;
    py += d;
    w += g;
  }
}

type Row = (
  page: RawPage,
  taps: Taps,
  xs: Int32Array,
  ys: Int32Array,
  out: Uint8Array,
  from: number,
  fill: Uint8Array,
) => void;

/** Colour at the usual shrink (A4 from 300 to 200 dpi), written out: a third faster. */
const threeByThree: Row = (page, taps, xs, ys, out, from, fill) => {
  const { data: src, width, height } = page;
  const { weights } = taps;
  const line = width * 3;
  for (let x = 0, o = from; x < xs.length; x++, o += 3) {
    const fx = (xs[x] as number) + 32_768;
    const fy = (ys[x] as number) + 32_768;
    const ix = fx >> 16;
    const iy = fy >> 16;
    if (ix < 1 || iy < 1 || ix >= width - 1 || iy >= height - 1) {
      atBorder(page, taps, xs[x] as number, ys[x] as number, out, o, fill);
      continue;
    }
    const u = ((fx >> 10) & 63) * 3;
    const v = ((fy >> 10) & 63) * 3;
    const a = weights[u] as number;
    const b = weights[u + 1] as number;
    const c = weights[u + 2] as number;
    const d = weights[v] as number;
    const e = weights[v + 1] as number;
    const f = weights[v + 2] as number;
    const q = iy * line + ix * 3;
    const p = q - line;
    const r = q + line;
    out[o] =
      (((src[p - 3] as number) * a + (src[p] as number) * b + (src[p + 3] as number) * c) * d +
        ((src[q - 3] as number) * a + (src[q] as number) * b + (src[q + 3] as number) * c) * e +
        ((src[r - 3] as number) * a + (src[r] as number) * b + (src[r + 3] as number) * c) * f +
        32_768) >>
      16;
    out[o + 1] =
      (((src[p - 2] as number) * a + (src[p + 1] as number) * b + (src[p + 4] as number) * c) * d +
        ((src[q - 2] as number) * a + (src[q + 1] as number) * b + (src[q + 4] as number) * c) * e +
        ((src[r - 2] as number) * a + (src[r + 1] as number) * b + (src[r + 4] as number) * c) * f +
        32_768) >>
      16;
    out[o + 2] =
      (((src[p - 1] as number) * a + (src[p + 2] as number) * b + (src[p + 5] as number) * c) * d +
        ((src[q - 1] as number) * a + (src[q + 2] as number) * b + (src[q + 5] as number) * c) * e +
        ((src[r - 1] as number) * a + (src[r + 2] as number) * b + (src[r + 5] as number) * c) * f +
        32_768) >>
      16;
  }
};

/** A page that keeps its size, such as one scanned or drawn at 200 dpi, written out: four times as fast. */
const fourByFour: Row = (page, taps, xs, ys, out, from, fill) => {
  const { data: src, width, height } = page;
  const { weights } = taps;
  const line = width * 3;
  for (let x = 0, o = from; x < xs.length; x++, o += 3) {
    const fx = xs[x] as number;
    const fy = ys[x] as number;
    const left = (fx >> 16) - 1;
    const top = (fy >> 16) - 1;
    if (left < 0 || top < 0 || left + 4 > width || top + 4 > height) {
      atBorder(page, taps, fx, fy, out, o, fill);
      continue;
    }
    const u = ((fx >> 10) & 63) * 4;
    const v = ((fy >> 10) & 63) * 4;
    const a = weights[u] as number;
    const b = weights[u + 1] as number;
    const c = weights[u + 2] as number;
    const d = weights[u + 3] as number;
    let red = 32_768;
    let green = 32_768;
    let blue = 32_768;
    let at = top * line + left * 3;
    for (let j = v; j < v + 4; j++, at += line) {
      const w = weights[j] as number;
      const wa = a * w;
      const wb = b * w;
      const wc = c * w;
      const wd = d * w;
      red +=
        (src[at] as number) * wa +
        (src[at + 3] as number) * wb +
        (src[at + 6] as number) * wc +
        (src[at + 9] as number) * wd;
      green +=
        (src[at + 1] as number) * wa +
        (src[at + 4] as number) * wb +
        (src[at + 7] as number) * wc +
        (src[at + 10] as number) * wd;
      blue +=
        (src[at + 2] as number) * wa +
        (src[at + 5] as number) * wb +
        (src[at + 8] as number) * wc +
        (src[at + 11] as number) * wd;
    }
    out[o] = red < 0 ? 0 : red > 0xff_ff_ff ? 255 : red >> 16;
    out[o + 1] = green < 0 ? 0 : green > 0xff_ff_ff ? 255 : green >> 16;
    out[o + 2] = blue < 0 ? 0 : blue > 0xff_ff_ff ? 255 : blue >> 16;
  }
};

const anyTaps: Row = (page, taps, xs, ys, out, from, fill) => {
  const { data: src, width, height, channels } = page;
  const { weights, count } = taps;
  const [half, odd] = [(count - 1) >> 1, count % 2 === 1 ? 32_768 : 0];
  for (let x = 0, o = from; x < xs.length; x++, o += channels) {
    const fx = (xs[x] as number) + odd;
    const fy = (ys[x] as number) + odd;
    const left = (fx >> 16) - half;
    const top = (fy >> 16) - half;
    if (left < 0 || top < 0 || left + count > width || top + count > height) {
      atBorder(page, taps, xs[x] as number, ys[x] as number, out, o, fill);
      continue;
    }
    const u = ((fx >> 10) & 63) * count;
    const v = ((fy >> 10) & 63) * count;
    for (let k = 0; k < channels; k++) {
      let sum = 0;
      for (let j = 0; j < count; j++) {
        let at = ((top + j) * width + left) * channels + k;
        let across = 0;
        for (let i = 0; i < count; i++, at += channels) across += (src[at] as number) * (weights[u + i] as number);
        sum += across * (weights[v + j] as number);
      }
      const value = (sum + 32_768) >> 16;
      out[o + k] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
};

/** At the source's border its outermost pixels stand for what would lie beyond; outside it the background does. */
function atBorder(
  page: RawPage,
  taps: Taps,
  px: number,
  py: number,
  out: Uint8Array,
  o: number,
  fill: Uint8Array,
): void {
  const { data: src, width, height, channels } = page;
  const { weights, count } = taps;
  const [x, y] = [(px + 32_768) >> 16, (py + 32_768) >> 16];
  const isOutside = x < 0 || y < 0 || x >= width || y >= height;
  const odd = count % 2 === 1 ? 32_768 : 0;
  const [u, v] = [(((px + odd) >> 10) & 63) * count, (((py + odd) >> 10) & 63) * count];
  const [left, top] = [((px + odd) >> 16) - ((count - 1) >> 1), ((py + odd) >> 16) - ((count - 1) >> 1)];
  for (let k = 0; k < channels; k++) {
    let sum = 0;
    for (let j = 0; j < (isOutside ? 0 : count); j++)
      for (let i = 0; i < count; i++) {
        const at = Math.max(0, Math.min(height - 1, top + j)) * width + Math.max(0, Math.min(width - 1, left + i));
        sum += (src[at * channels + k] as number) * (weights[u + i] as number) * (weights[v + j] as number);
      }
    out[o + k] = isOutside ? (fill[k] as number) : Math.max(0, Math.min(255, (sum + 32_768) >> 16));
  }
}
