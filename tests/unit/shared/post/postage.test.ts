import { expect, it } from 'vitest';
import { postageOf } from '../../../../shared/post/postage.ts';

it.each([
  [1, 16, 'DL', 20],
  [2, 21, 'DL', 100],
  [3, 26, 'DL', 100],
  [6, 41, 'DL', 100],
  [7, 61, 'C4', 100],
  [14, 96, 'C4', 100],
  [15, 101, 'C4', 250],
  [68, 366, 'C4', 500],
  [596, 3_000, 'C4', 3_000],
  [597, 3_005, 'C4', null],
] as const)('%i sheets: about %i g in %s, paid up to %s g', (sheets, grams, envelope, upToGrams) => {
  expect(postageOf(sheets)).toEqual({ sheets, grams, envelope, upToGrams });
});
