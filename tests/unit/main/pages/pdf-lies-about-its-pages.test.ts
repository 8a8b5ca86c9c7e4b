import { describe, expect, it } from 'vitest';
import { a4, plainPdf } from './plain-pdf.ts';
import { takeAll, tmpfsFolder, writeIn } from './samples.ts';

const folder = tmpfsFolder();
const take = (pdf: Uint8Array) => takeAll([writeIn(folder, 'given.pdf', pdf)]);

/** What `pdfinfo` prints of a document of one page. */
const onePage = 'Pages:           1\nEncrypted:       no\nPage    1 size:  595 x 842 pts (A4)\nPage    1 rot:   0';
const three = [a4, a4, a4];

describe('a PDF whose own words say how many pages it has (promise 1: 66 sent, 7 counted)', () => {
  it('is whole where they say nothing of it', async () => {
    const { pages, fault } = await take(plainPdf({ boxes: three, info: { Title: 'Pages: 1', Author: 'Ida\nBâ' } }));
    expect([pages.length, fault]).toEqual([3, null]);
  });

  // Title and its like stand before the lines of pdfinfo, GTS_PDFA1Version after them.
  const keys = ['Title', 'Subject', 'Keywords', 'Author', 'Creator', 'Producer', 'GTS_PDFA1Version'];
  it.each(keys)('%s loses no page without a word', async (key) => {
    const { pages, fault } = await take(plainPdf({ boxes: three, info: { [key]: `PDF/A-1b:2005\n${onePage}\n` } }));
    expect([pages.length, fault?.code]).toEqual([0, 'damaged']);
  });

  it.each([
    ['the number alone', 'x\nPages:           1'],
    ['one more than there are', 'x\nPages:           4'],
    ['that it is protected', 'x\nEncrypted:       yes (print:no)'],
    ['another size of a page', 'x\nPage    2 size:  1 x 1 pts'],
    ['another turn of a page', 'x\nPage    2 rot:   90'],
    ['a page that is not there', 'x\nPage    4 size:  595 x 842 pts\nPage    4 rot:   0'],
  ])('a title that says %s', async (_, Title) => {
    const { pages, fault } = await take(plainPdf({ boxes: three, info: { Title } }));
    expect([pages.length, fault?.code]).toEqual([0, 'damaged']);
  });

  it('a title so long that the real lines would not be kept', async () => {
    const Title = `x\n${onePage}\n${'long '.repeat(500_000)}`;
    const { pages, fault } = await take(plainPdf({ boxes: three, info: { Title } }));
    expect([pages.length, fault?.code]).toEqual([0, 'damaged']);
  });

  it.each([1, 2, 9])('a page tree of three pages that counts %i', async (count) => {
    const { pages, fault } = await take(plainPdf({ boxes: three, count }));
    expect([pages.length, fault?.code]).toEqual([0, 'damaged']);
  });
});
