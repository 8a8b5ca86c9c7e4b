import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countSheets } from '../../../renderer/journey/sheets.ts';

describe('pages that came against sheets that were put in', () => {
  it.each([
    [3, 3, { is: 'whole' }],
    [6, 3, { is: 'whole' }],
    [2, 3, { is: 'missing', sheets: 1 }],
    [0, 3, { is: 'missing', sheets: 3 }],
    [4, 3, { is: 'missing', sheets: 1 }],
    [5, 3, { is: 'missing', sheets: 1 }],
    [7, 3, { is: 'more' }],
  ] as const)('%i pages of %i sheets', (pages, sheets, said) => {
    expect(countSheets(pages, sheets)).toEqual(said);
  });

  it('is whole only where each sheet has one page or two, and never asks for more sheets than there are', () => {
    const count = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(count, count, (pages, sheets) => {
        const said = countSheets(pages, sheets);
        expect(said.is === 'whole').toBe(pages === sheets || pages === 2 * sheets);
        if (said.is !== 'missing') return;
        expect(said.sheets).toBeGreaterThan(0);
        expect(said.sheets).toBeLessThanOrEqual(sheets);
      }),
    );
  });
});
