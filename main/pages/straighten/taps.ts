/** Weights of a separable kernel, in 1/256, for 64 places of its centre between two pixels; `count` of them for each place. */
export interface Taps {
  readonly weights: Int32Array;
  readonly count: number;
}

const phases = 64;

/**
 * The kernel for a page made smaller by `shrink`: below 1.2 Catmull-Rom (four pixels, keeps edges), from there a tent as wide as
 * what one pixel of the result covers, so that no stroke falls between two of them.
 */
export function tapsFor(shrink: number): Taps {
  if (shrink < 1.2) return taps(4, catmullRom);
  const half = Math.max(1.5, shrink);
  return taps(half === 1.5 ? 3 : 2 * Math.ceil(half), (distance) => Math.max(0, half - Math.abs(distance)));
}

function taps(count: number, kernel: (distance: number) => number): Taps {
  const weights = new Int32Array(phases * count);
  for (let phase = 0; phase < phases; phase++) {
    const place = (phase + 0.5) / phases - (count % 2 === 1 ? 0.5 : 0);
    const values = Array.from({ length: count }, (_, index) => kernel(index - ((count - 1) >> 1) - place));
    const sum = values.reduce((a, b) => a + b);
    const whole = values.map((value) => Math.round((value / sum) * 256));
    // What rounding took or gave goes to the heaviest: the weights of a place are one pixel, not more, not less.
    const heaviest = whole.indexOf(Math.max(...whole));
    whole[heaviest] = (whole[heaviest] ?? 0) + 256 - whole.reduce((a, b) => a + b);
    weights.set(whole, phase * count);
  }
  return { weights, count };
}

/** Keys 1981, with a = −1/2. */
function catmullRom(distance: number): number {
  const x = Math.abs(distance);
  if (x >= 2) return 0;
  return x < 1 ? 1.5 * x ** 3 - 2.5 * x ** 2 + 1 : -0.5 * x ** 3 + 2.5 * x ** 2 - 4 * x + 2;
}
