import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { a4, plainPdf } from './plain-pdf.ts';
import { takeAll, tmpfsFolder, writeIn } from './samples.ts';

const folder = tmpfsFolder();

async function picture(width: number, height: number) {
  const image = await sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
  return takeAll([writeIn(folder, 'long.jpg', image)]);
}

describe('a page that could not be read once it fits A4 is refused, not shrunk', () => {
  it.each([
    ['a web page printed on one sheet', [595, 14_000]],
    ['the same, turned', [14_000, 595]],
    ['a plan on A1', [1684, 2384]],
    ['a till receipt of a metre', [227, 2835]],
  ] as const)('PDF: %s', async (_, box) => {
    const { pages, fault } = await takeAll([writeIn(folder, 'long.pdf', plainPdf({ boxes: [a4, box] }))]);
    expect([pages.length, fault?.code]).toEqual([0, 'too-long']);
    expect(fault?.message).toMatch(/in parts.*page 2/);
  });

  it.each([
    ['A3', [842, 1191]],
    ['A2', [1191, 1684]],
    ['legal', [612, 1008]],
    ['a long envelope', [624, 312]],
    ['a till receipt of 8 × 40 cm', [227, 1134]],
  ] as const)('PDF: %s is taken', async (_, box) => {
    const { pages, fault } = await takeAll([writeIn(folder, 'sheet.pdf', plainPdf({ boxes: [box] }))]);
    expect([pages.length, fault]).toEqual([1, null]);
  });

  it.each([
    ['a screenshot scrolled over four screens', 1080, 9360],
    ['the same, turned', 9360, 1080],
    ['a panorama', 12_000, 3000],
  ])('picture: %s', async (_, width, height) => {
    const { pages, fault } = await picture(width, height);
    expect([pages.length, fault?.code, fault?.page]).toEqual([0, 'too-long', 0]);
    expect(fault?.message).toContain('Print or photograph it in parts');
  });

  it.each([
    ['a phone’s screen', 1440, 3200],
    ['two screens', 1080, 4680],
    ['a legal sheet at 300 dpi', 2550, 4200],
    ['a till receipt', 1000, 3750],
    ['a small strip', 200, 2000],
  ])('picture: %s is taken', async (_, width, height) => {
    const { pages, fault } = await picture(width, height);
    expect([pages.length, fault]).toEqual([1, null]);
  });
});
