import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FRAGMENT_ROWS, placeOnPaper } from '../../../../main/receipts/escpos-raster.ts';
import { hasInk } from '../../../../main/receipts/raster.ts';

const armed = (data: Uint8Array): number[] =>
  [...data.keys()].filter((i) => data[i] === 0x10 && [0x04, 0x05, 0x14].includes(data[i + 1] ?? 0));

test('no picture holds a real-time command, also across its rows, and at most one dot more per command is drawn', () => {
  const bytes = fc.constantFrom(0x10, 0x04, 0x05, 0x14, 0x00, 0xff);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 300 }),
      fc.infiniteStream(bytes),
      (stride, height, stream) => {
        const data = Uint8Array.from(stream.take(stride * height));
        const picture = { width: stride * 8, height, data };
        const fragments = placeOnPaper(picture, 576, 'left');
        const printed = Buffer.concat(fragments.map((fragment) => fragment.data));
        for (const fragment of fragments) expect(armed(fragment.data)).toEqual([]);
        expect(printed.length).toBe(data.length);
        for (const [i, byte] of data.entries()) {
          if (printed[i] !== byte) expect([byte, printed[i]]).toEqual([0x10, 0x18]);
        }
      },
    ),
    { seed: 7, numRuns: 150 },
  );
});

test('a picture is centred by its own white, cut into fragments, and keeps every dot', () => {
  const picture = {
    width: 11,
    height: 2 * FRAGMENT_ROWS + 5,
    data: new Uint8Array(2 * (2 * FRAGMENT_ROWS + 5)).fill(0xff),
  };
  const fragments = placeOnPaper(picture, 384, 'center');
  expect(fragments.map(({ height }) => height)).toEqual([FRAGMENT_ROWS, FRAGMENT_ROWS, 5]);
  for (const fragment of fragments) {
    expect(fragment.width % 8).toBe(0);
    expect(hasInk(fragment, 185, 0)).toBe(false);
    expect(hasInk(fragment, 186, 0)).toBe(true);
    expect(hasInk(fragment, 196, 0)).toBe(true);
    expect(hasInk(fragment, 197, 0)).toBe(false);
  }
});

test('a picture wider than the paper is cut at its edge', () => {
  const [fragment] = placeOnPaper({ width: 800, height: 1, data: new Uint8Array(100).fill(0xff) }, 576, 'center');
  expect(fragment?.width).toBe(576);
});
