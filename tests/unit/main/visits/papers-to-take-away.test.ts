import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openA4 } from '../../../../main/devices/a4/a4-printer.ts';
import { blankLetter } from '../../../../main/visits/blank-letter.ts';
import { datesOf } from '../../../../main/visits/catalogue-calls.ts';
import { howToA4 } from '../../../../main/visits/how-to-sheet.ts';
import { overlaps, textOf, tool, words } from '../receipts/pdf-tools.ts';
import { bundle, codeOf, must, newVisit, texts } from './a-visit.ts';

const { procedures } = bundle.catalogue;
const folder = await mkdtemp(join(tmpdir(), 'take-away-'));
afterAll(() => rm(folder, { recursive: true }));
const now = new Date('2026-11-25T10:00:00Z');
const clock = () => now;

async function laid(name: string, pdf: Uint8Array): Promise<string> {
  const file = join(folder, `${name}.pdf`);
  await writeFile(file, pdf);
  return file;
}
const pagesOf = async (file: string): Promise<number> =>
  Number(/^Pages: +(\d+)/m.exec(await tool('pdfinfo', file))?.[1]);

describe('« comment faire » on A4', () => {
  it.each(procedures.map((procedure) => [procedure.id, procedure] as const))('%s', async (id, procedure) => {
    const dates = datesOf(procedure, {}, { bundle, clock });
    const file = await laid(id, await howToA4({ bundle, texts, procedure, dates }, now));
    const text = await textOf(file);
    for (const { libelle } of procedure.pieces)
      expect(text.replaceAll(' ', '')).toContain(words(libelle).replaceAll(' ', ''));
    expect(text).toContain('Ce n’est pas un reçu');
    expect(await pagesOf(file)).toBeLessThanOrEqual(2);
    expect(overlaps(await tool('pdftotext', '-bbox', file, '-')).problems).toEqual([]);
  });
});

const written = procedures.flatMap((procedure) => (procedure.lettre ? [{ procedure, letter: procedure.lettre }] : []));

describe('a blank letter', () => {
  it('is for what a free letter can do, by the entry’s data', () => {
    expect(written.length).toBeGreaterThan(10);
    for (const { procedure } of written) expect(procedure.canaux.postal).not.toBeNull();
  });

  it.each(written.map((each) => [each.procedure.id, each] as const))('%s', async (id, { procedure, letter }) => {
    const file = await laid(`letter-${id}`, await blankLetter({ bundle, texts, procedure, letter }, now));
    expect(await pagesOf(file)).toBe(1);
    const bbox = await tool('pdftotext', '-bbox', file, '-');
    expect(overlaps(bbox).problems).toEqual([]);
    const text = await textOf(file);
    expect(text).toContain(`Objet : ${words(procedure.titre)}`);
    // The letter is not enclosed in itself.
    const own = procedure.pieces.find(({ code }) => code === letter.piece);
    if (own) expect(text).not.toContain(words(own.libelle));
    // Its addressee stands where the window of a DL envelope is: 110 mm from the left, 50 mm from the top.
    const name = words(procedure.destinataire?.nom ?? bundle.agencies[procedure.organisme.code]?.name ?? '').split(
      ' ',
    )[0];
    const [, x, y] = new RegExp(`xMin="([\\d.]+)" yMin="([\\d.]+)"[^>]*>${name}<`).exec(bbox) ?? [];
    expect((Number(x) * 25.4) / 72).toBeCloseTo(110, 0);
    expect((Number(y) * 25.4) / 72).toBeGreaterThan(49);
    expect((Number(y) * 25.4) / 72).toBeLessThan(53);
  });
});

describe('papers about a procedure, asked of a visit', () => {
  it('come out of the A4 printer; where there is none, or no letter is possible, it says so', async () => {
    const sheets = join(folder, 'sheets');
    const desk = await newVisit({ a4: must(openA4(`virtual:${sheets}`)) });
    try {
      const { client } = desk;
      const ask = (procedure: string, paper: 'how-to' | 'letter') => client.call('printPaper', { procedure, paper });
      expect(must(await ask('caf-contestation', 'letter'))).toEqual({ handedOver: true });
      expect(must(await ask('caf-rsa-demande', 'how-to'))).toEqual({ handedOver: true });
      expect(await textOf(join(sheets, 'sheet-0001.pdf'))).toContain('Je conteste votre décision');
      expect(await textOf(join(sheets, 'sheet-0002.pdf'))).toContain('COMMENT FAIRE');
      expect(codeOf(await ask('caf-rsa-demande', 'letter'))).toBe('no-letter');
      expect(codeOf(await ask('nothing', 'how-to'))).toBe('no-such-procedure');
    } finally {
      await desk.close();
    }
    const without = await newVisit();
    try {
      const asked = without.client.call('printPaper', { procedure: 'caf-contestation', paper: 'letter' });
      expect(codeOf(await asked)).toBe('no-a4');
    } finally {
      await without.close();
    }
  });
});
