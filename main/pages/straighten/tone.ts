import { countLevel, type LevelCounts, levelAt, noLevels } from './level-counts.ts';
import type { RawPage } from './raw-page.ts';

/** What a page's greys say: the colour of its paper, and the levels between which everything on it lies. */
export interface Tone {
  /** One value a channel. */
  readonly paper: readonly number[];
  /** The darkest and the lightest level of any channel, but for one pixel in 500. */
  readonly black: number;
  readonly white: number;
}

/** Pixels looked at: enough that one in 500 is a hundred of them. */
const samples = 60_000;
const outside = 0.002;
/** A black point above this would swallow shadows of a photo; print on a poor copy lies at 30 to 60. */
const mostBlack = 40;
/** More would make noise and tinted paper look like something they are not. */
const mostGain = 1.3;
/** Below this nobody sees it, and the pixels stay as they came. */
const leastGain = 1.02;

export function toneOf({ data, width, height, channels }: RawPage): Tone {
  const pixels = width * height;
  // A step that is prime to the width walks over all columns.
  let step = Math.max(1, Math.floor(pixels / samples));
  while (step > 1 && width % step === 0) step--;
  const [darkest, lightest, luma] = [noLevels(), noLevels(), noLevels()];
  for (let i = 0; i < pixels; i += step) {
    const [low, high, grey] = levels(data, i * channels, channels);
    countLevel(darkest, low);
    countLevel(lightest, 255 - high);
    countLevel(luma, grey);
  }
  const count = Math.ceil(pixels / step);
  return {
    paper: paperColour(data, pixels, channels, step, brightMode(luma, count)),
    black: levelAt(darkest, outside * count),
    white: 255 - levelAt(lightest, outside * count),
  };
}

/**
 * Stretches the page's levels to the whole range, in place. Every channel is treated alike, so no colour shifts, and the gain
 * is never below 1: what is fainter than the rest of the page (pencil, pale stamps, security print) keeps at least its contrast.
 */
export function stretch({ data }: RawPage, { black, white }: Tone): void {
  const from = Math.min(black, mostBlack);
  const gain = Math.min(mostGain, 255 / Math.max(1, white - from));
  if (gain < leastGain) return;
  const table = Uint8Array.from({ length: 256 }, (_, level) =>
    Math.max(0, Math.min(255, Math.round((level - from) * gain))),
  );
  for (let i = 0; i < data.length; i++) data[i] = table[data[i] as number] as number;
}

function levels(data: Uint8Array, at: number, channels: number): [low: number, high: number, grey: number] {
  const r = data[at] as number;
  if (channels === 1) return [r, r, r];
  const [g, b] = [data[at + 1] as number, data[at + 2] as number];
  return [Math.min(r, g, b), Math.max(r, g, b), (r * 77 + g * 150 + b * 29) >> 8];
}

/** The commonest grey of the lighter half of the pixels: the paper, unless ink covers more than half of the page. */
function brightMode(luma: LevelCounts, count: number): number {
  let mode = 255;
  for (let level = 255, most = 0; level >= levelAt(luma, count / 2) - 8 && level >= 0; level--) {
    const here = luma[level] as number;
    if (here > most) [most, mode] = [here, level];
  }
  return mode;
}

function paperColour(data: Uint8Array, pixels: number, channels: number, step: number, mode: number): number[] {
  const sums = Array<number>(channels).fill(0);
  let count = 0;
  for (let i = 0; i < pixels; i += step) {
    const at = i * channels;
    if (Math.abs(levels(data, at, channels)[2] - mode) > 4) continue;
    for (let k = 0; k < channels; k++) sums[k] = (sums[k] ?? 0) + (data[at + k] as number);
    count++;
  }
  return sums.map((sum) => (count === 0 ? mode : Math.round(sum / count)));
}
