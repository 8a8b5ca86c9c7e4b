import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../../../main/pages/checks/fingerprint.ts';
import { isSamePage } from '../../../../../main/pages/checks/same-page.ts';
import type { GreyImage } from '../../../../../main/pages/grey-image.ts';
import type { PageFacts } from '../../../../../main/pages/page-facts.ts';
import { judge } from './judged-page.ts';
import { randomFrom } from './specimens.ts';

type Paint = (x: number, y: number, random: () => number) => number;
const paints: Readonly<Record<string, Paint>> = {
  black: () => 0,
  white: () => 255,
  noise: (_x, _y, random) => random() * 256,
  'upright stripes': (x) => (x % 7 < 3 ? 0 : 255),
  'lying stripes': (_, y) => (y % 5 < 2 ? 20 : 230),
  chequers: (x, y) => ((x + y) % 2 ? 255 : 0),
  slope: (x, y) => (x + y) & 255,
  'one dark half': (x) => (x < 20 ? 0 : 250),
};

function painted(paint: Paint, width: number, height: number): GreyImage {
  const random = randomFrom(width * 31 + height);
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at++) data[at] = paint(at % width, Math.floor(at / width), random);
  return { data, width, height };
}

const sizes = fc.oneof(
  fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 })),
  fc.tuple(fc.integer({ min: 1, max: 3000 }), fc.integer({ min: 1, max: 40 })),
  fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 3000 })),
  fc.tuple(fc.integer({ min: 200, max: 900 }), fc.integer({ min: 200, max: 900 })),
);
const facts: fc.Arbitrary<PageFacts> = fc.record({
  source: fc.constantFrom('scanner', 'file', 'pdf', 'camera'),
  dpi: fc.constantFrom(null, 50, 200, 600),
  imagePpi: fc.constantFrom(null, 72, 300),
});

describe('whatever lies in the pixels, the page is judged', () => {
  it('every score and threshold is a number, and each check speaks once', () => {
    const runs = { numRuns: process.env.RECEPISSE_TESTS === 'all' ? 2000 : 150, seed: 20261130 };
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(paints)),
        sizes,
        facts,
        fc.constantFrom(0, 90, 180, 270),
        (name, [width, height], known, turn) => {
          const grey = painted(paints[name] as Paint, width, height);
          const checks = judge({ grey, facts: known }, { turn: turn as 0 | 90 | 180 | 270, skewDegrees: null });
          expect(checks.length).toBeGreaterThan(0);
          for (const { score, threshold } of checks) expect([score, threshold].every(Number.isFinite)).toBe(true);
          expect(new Set(checks.map((check) => check.name)).size).toBe(checks.length);
          expect(fingerprint(grey).length).toBeGreaterThan(0);
        },
      ),
      runs,
    );
  });

  it('sheets without anything on them are never the same page', () => {
    const white = fingerprint(painted(() => 250, 800, 1100));
    const black = fingerprint(painted(() => 5, 800, 1100));
    expect([isSamePage(white, white), isSamePage(black, black), isSamePage(white, black)]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
