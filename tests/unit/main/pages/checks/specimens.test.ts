import { describe, expect, it } from 'vitest';
import { unknownFacts } from '../../../../../main/pages/page-facts.ts';
import { concernsOf, verdictOf } from '../../../../../shared/page-check.ts';
import { judge } from './judged-page.ts';
import { goodSpecimens, severalSpecimens, specimen } from './specimens.ts';

const resolutions = process.env.RECEPISSE_TESTS === 'all' ? [200, 300] : [200];

describe.each(resolutions)('papers that agencies take every day, scanned at %i dpi', (dpi) => {
  it.each(goodSpecimens)('%s: nothing is found on it', async (name) => {
    // As a photo's file, of which nothing is known: every check looks at it.
    expect(concernsOf(judge({ grey: await specimen(name, dpi), facts: unknownFacts }))).toEqual([]);
  });

  it.each(severalSpecimens)('%s: whether they should be one page, the visitor is asked', async (name) => {
    const checks = judge({ grey: await specimen(name, dpi), facts: unknownFacts });
    expect([verdictOf(checks), concernsOf(checks)]).toEqual(['ask', ['several-sheets']]);
  });
});
