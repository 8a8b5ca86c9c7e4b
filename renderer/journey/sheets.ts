/** What the pages that came say of the sheets that were put in. `missing`: so many sheets, the last ones, are to be put in again. */
export type SheetCount =
  | { readonly is: 'whole' }
  | { readonly is: 'missing'; readonly sheets: number }
  | { readonly is: 'more' };

/**
 * Compares pages with sheets. A feeder gives one page a sheet, or two: more pages than sheets are read as both sides. What a jam
 * takes away are the last sheets, never one between two that came.
 */
export function countSheets(pages: number, sheets: number): SheetCount {
  if (pages > 2 * sheets) return { is: 'more' };
  if (pages === sheets || pages === 2 * sheets) return { is: 'whole' };
  if (pages < sheets) return { is: 'missing', sheets: sheets - pages };
  // A sheet that came with one side alone is put in again whole.
  return { is: 'missing', sheets: Math.ceil((2 * sheets - pages) / 2) };
}
