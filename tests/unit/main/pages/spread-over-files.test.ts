import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beside, fileName, fitsLimits, spreadPages } from '../../../../main/pages/pack-plan.ts';

const images = fc.array(fc.integer({ min: 1_000, max: 900_000 }), { minLength: 1, maxLength: 200 });
const bounds = fc.integer({ min: 950_000, max: 25_000_000 });

const sizes = (pages: readonly number[], files: readonly number[]): number[] => {
  let at = 0;
  return files.map((count) => {
    const bytes = pages.slice(at, at + count).reduce((sum, page) => sum + page, 0);
    at += count;
    return bytes + beside(count);
  });
};

describe('pages spread over files', () => {
  it('every page is in one file, and no file is larger than its channel takes', () => {
    fc.assert(
      fc.property(images, bounds, (pages, bound) => {
        const files = spreadPages(pages, bound);
        if (!files.ok) throw new Error('a page was too large');
        expect(files.value.reduce((sum, count) => sum + count, 0)).toBe(pages.length);
        expect(Math.max(...sizes(pages, files.value))).toBeLessThanOrEqual(bound);
        expect(Math.min(...files.value)).toBeGreaterThan(0);
      }),
    );
  });

  it('there are no more of them than a file after the other, filled to the brim, makes', () => {
    fc.assert(
      fc.property(images, bounds, (pages, bound) => {
        const files = spreadPages(pages, bound);
        let [brim, bytes, count] = [1, 0, 0];
        for (const page of pages) {
          if (bytes + page + beside(count + 1) > bound) [brim, bytes, count] = [brim + 1, 0, 0];
          bytes += page;
          count += 1;
        }
        expect(files.ok && files.value.length).toBe(brim);
      }),
    );
  });

  it('66 pages of 300 kB at 2 MB are eleven files of six, and seven are four and three', () => {
    expect(spreadPages(new Array(66).fill(300_000), 2_000_000)).toEqual({ ok: true, value: new Array(11).fill(6) });
    expect(spreadPages(new Array(7).fill(300_000), 2_000_000)).toEqual({ ok: true, value: [4, 3] });
  });

  it('a page that alone is too large is named', () => {
    expect(spreadPages([300_000, 1_995_000, 300_000], 2_000_000)).toEqual({ ok: false, fault: 1 });
  });

  it('names are ASCII, with a rank only where there are several', () => {
    expect(fileName('K7P2-9QXM-4', 'preuves', 1, 1)).toBe('K7P2-9QXM-4-preuves.pdf');
    expect(fileName('K7P2-9QXM-4', 'preuves', 2, 11)).toBe('K7P2-9QXM-4-preuves-2-of-11.pdf');
  });

  it('a document with a page in no file, a file too large or one too many fits no channel', () => {
    const page = { original: '', page: '' };
    const file = { name: '', sha256: '', bytes: 1_000_000, pages: 1 };
    const limits = { maxBytes: 1_000_000, minDpi: 200, maxFiles: 2 } as const;
    const fits = (pages: number, ...files: (typeof file)[]): boolean =>
      fitsLimits({ code: '', pages: new Array(pages).fill(page), files }, limits);
    expect(fits(2, file, file)).toBe(true);
    expect(fits(3, file, file)).toBe(false);
    expect(fits(1, file, file)).toBe(false);
    expect(fits(3, file, file, file)).toBe(false);
    expect(fits(1, { ...file, bytes: 1_000_001 })).toBe(false);
    expect(fits(1, file, { ...file, pages: 0 })).toBe(false);
  });
});
