import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultPageLimits } from '../../../../main/pages/limits.ts';
import type { PageFacts } from '../../../../main/pages/page-facts.ts';
import { openPdf } from '../../../../main/pages/pdf-document.ts';
import { imagePpiOf, readPdfImages } from '../../../../main/pages/pdf-images.ts';
import { blankPdf, sample, tmpfsFolder, writeIn } from './samples.ts';

const folder = tmpfsFolder();

async function factsOf(file: string, index = 0): Promise<PageFacts> {
  const pdf = await openPdf(file, { limits: defaultPageLimits, folder: mkdtempSync(join(folder, 'pdf-')) });
  if (!pdf.ok) throw new Error(pdf.fault.detail);
  const drawn = await pdf.value.draw(index);
  if (!drawn.ok) throw new Error(drawn.fault.detail);
  return drawn.value.facts;
}

describe('what is known of a page drawn from a PDF', () => {
  it.each([
    ['a scan at 300 dpi', 'ocrmypdf-cardinal.pdf', 300],
    ['a scan at 206 dpi', 'paperless-rotated.pdf', 206],
    ['an image of 200 by 100 dpi: the lower counts', 'ocrmypdf-aspect.pdf', 100],
  ])(
    '%s: its image has %s → %i pixels per inch, and it is drawn at 200 or what the frame leaves of it',
    async (_, file, ppi) => {
      const { source, dpi, imagePpi } = await factsOf(sample(file));
      expect([source, imagePpi]).toEqual(['pdf', ppi]);
      expect(dpi).toBeGreaterThan(190);
      expect(dpi).toBeLessThanOrEqual(200.5);
    },
  );

  it('a page without an image says nothing of one', async () => {
    expect((await factsOf(writeIn(folder, 'blank.pdf', await blankPdf(1)))).imagePpi).toBeNull();
  });

  it('strips of one resolution are the page together, a logo is not, a mask is no picture', () => {
    const strip = (page: number, ppi: number, width: number, height: number, type = 'image') =>
      `   ${page}     0 ${type}   ${width}  ${height}  gray    1   8  jpeg   no         7  0   ${ppi}   ${ppi} 282K 7.7%`;
    const head = ['page   num  type', '------'];
    const a4: [number, number] = [595, 842];
    const ppiOf = (...rows: string[]) => imagePpiOf(readPdfImages([...head, ...rows].join('\n')), 1, a4);
    expect(ppiOf(strip(1, 150, 1240, 600), strip(1, 150, 1240, 600))).toBe(150);
    expect(ppiOf(strip(1, 72, 100, 100), strip(1, 300, 2480, 3508))).toBe(300);
    expect(ppiOf(strip(1, 150, 1240, 1754, 'smask'))).toBeNull();
    expect(ppiOf(strip(2, 150, 1240, 1754))).toBeNull();
    const inline = '   1     0 image   1240  1754  gray    1   8  ccitt  no   [inline]     150   150 2K 1%';
    expect(ppiOf(inline)).toBe(150);
  });
});
