import { expect, it } from 'vitest';
import { postageOf } from '../../../../shared/post/postage.ts';

it.each([
  [1, 10, 'DL', 20],
  [3, 20, 'DL', 20],
  [4, 25, 'DL', 100],
  [6, 35, 'DL', 100],
  [7, 55, 'C4', 100],
  [16, 100, 'C4', 100],
  [17, 105, 'C4', 250],
  [68, 360, 'C4', 500],
  [597, 2_999, 'C4', 3_000],
  [598, 3_004, 'C4', null],
] as const)('%i sheets: about %i g in %s, paid up to %s g', (sheets, grams, envelope, upToGrams) => {
  expect(postageOf(sheets)).toEqual({ sheets, grams, envelope, upToGrams });
});
