import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../../../main/pages/checks/fingerprint.ts';
import { isSamePage } from '../../../../../main/pages/checks/same-page.ts';
import type { GreyImage } from '../../../../../main/pages/grey-image.ts';
import { tmpfsFolder } from '../samples.ts';
import { samplePage } from './judged-page.ts';
import { drawn, goodSpecimens, greyFrom, rawOf, type Specimen, scanned, specimen } from './specimens.ts';

const isWhole = process.env.RECEPISSE_TESTS === 'all';
const folder = tmpfsFolder();
const print = async (grey: GreyImage | Promise<GreyImage>): Promise<Uint8Array> => fingerprint(await grey);
const white = { background: '#fff' };

describe('a sheet that is scanned again', () => {
  it.each<Specimen>(['letter', 'short letter', 'cerfa'])(
    '%s: is known again, crooked, soft, darker, elsewhere',
    async (name) => {
      const sheet = await drawn(name, 200);
      const first = await print(scanned(sheet, 1));
      const again: GreyImage[] = [
        await scanned(await greyFrom(rawOf(sheet).rotate(0.3, white)), 2),
        await scanned(await greyFrom(rawOf(sheet).rotate(-0.3, white)), 3),
        await greyFrom(
          rawOf(await scanned(sheet, 4))
            .blur(1)
            .linear(0.85, 10),
        ),
        await scanned(
          await greyFrom(
            rawOf(sheet)
              .extend({ left: 8, top: 8, background: '#fff' })
              .extract({ left: 0, top: 0, width: sheet.width, height: sheet.height }),
          ),
          5,
        ),
      ];
      for (const turn of [90, 180, 270]) again.push(await greyFrom(rawOf(await scanned(sheet, 6)).rotate(turn)));
      for (const scan of again) expect(isSamePage(first, await print(scan))).toBe(true);
    },
  );

  it('the same page four ways up in one file is the same page', async () => {
    const prints: Uint8Array[] = [];
    for (const page of [1, 2, 3, 4]) {
      const drawnPage = await samplePage('ocrmypdf-cardinal.pdf', page, folder);
      if (!drawnPage.ok) throw new Error(drawnPage.fault.detail);
      prints.push(fingerprint(drawnPage.value.grey));
    }
    for (const other of prints.slice(1)) expect(isSamePage(prints[0] as Uint8Array, other)).toBe(true);
  });
});

describe('another sheet', () => {
  const others: readonly Specimen[] = isWhole
    ? goodSpecimens
    : ['letter', 'cerfa', 'short letter', 'payslip', 'signature alone', 'small print'];

  it('no two different papers are the same', async () => {
    const prints: [string, Uint8Array][] = [];
    for (const name of others) prints.push([name, await print(specimen(name))]);
    for (const file of ['paperless-barcode-fax-image.pdf', 'paperless-rotated.pdf'])
      for (const page of [1, 2, 3]) {
        const drawnPage = await samplePage(file, page, folder);
        if (drawnPage.ok) prints.push([`${file} ${page}`, fingerprint(drawnPage.value.grey)]);
      }
    const alike = prints.flatMap(([name, one], at) =>
      prints.slice(at + 1).flatMap(([other, two]) => (isSamePage(one, two) ? [`${name} = ${other}`] : [])),
    );
    expect(alike).toEqual([]);
  });

  it.each<Specimen>(['letter', 'cerfa'])(
    '%s filled with another name, date or signature is another page',
    async (name) => {
      const first = await print(specimen(name));
      for (const filled of [{ name: 'DURAND LOUIS' }, { date: '13 octobre 2026' }, { signature: 2 }])
        expect([filled, isSamePage(first, await print(scanned(await drawn(name, 200, filled), 3)))]).toEqual([
          filled,
          false,
        ]);
    },
  );
});
