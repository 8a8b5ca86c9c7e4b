import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { takeAll, tmpfsFolder, writeIn } from './samples.ts';

const folder = tmpfsFolder();
const strip = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: '#fff' } });

/** Few pixels in all, so that only their width is what is wrong. */
it.each([
  ['JPEG', async (width: number) => strip(width, 40).jpeg().toBuffer()],
  ['PNG', async (width: number) => strip(width, 40).png().toBuffer()],
  ['TIFF', async (width: number) => strip(width, 40).tiff({ compression: 'lzw' }).toBuffer()],
  [
    'PDF',
    async (width: number) => {
      const pdf = await PDFDocument.create();
      pdf
        .addPage([595, 842])
        .drawImage(await pdf.embedJpg(await strip(width, 40).jpeg().toBuffer()), { width: 500, height: 40 });
      return Buffer.from(await pdf.save());
    },
  ],
])(
  'a %s with an image of 20,001 pixels in width is refused with its reason, and one of 20,000 is looked at',
  async (type, make) => {
    const wide = await takeAll([writeIn(folder, `wide.${type}`, await make(20_001))]);
    expect([wide.pages.length, wide.fault?.code]).toEqual([0, 'too-large']);
    expect(wide.fault?.message).toMatch(/20001 × 40/);
    expect(wide.fault?.message).toMatch(/^The file or its image is larger than a sheet of paper can need\. Scan/);
    const most = await takeAll([writeIn(folder, `most.${type}`, await make(20_000))]);
    // As an image it is a strip that no sheet holds; in a PDF it is drawn as small as it lies on its page.
    expect(most.fault?.code ?? 'drawn').toBe(type === 'PDF' ? 'drawn' : 'too-long');
  },
);
