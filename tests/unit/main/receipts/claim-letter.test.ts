import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { claimLetter } from '../../../../main/receipts/claim-letter.ts';
import type { Manifest } from '../../../../shared/filing.ts';
import { sampleView, states, texts } from './fixture.ts';
import { overlaps, textOf, tool } from './pdf-tools.ts';

const folder = await mkdtemp(join(tmpdir(), 'claim-'));
afterAll(() => rm(folder, { recursive: true }));

const addressed = { name: 'Caisse inventée', lines: [], hint: 'Adresse écrite sur la décision' };
let count = 0;

interface Claim {
  readonly pages: number;
  readonly counted: number | null;
  readonly held?: readonly number[];
  readonly depositor?: string;
}

async function claimed({ pages, counted, held, depositor }: Claim): Promise<{ file: string; text: string }> {
  const acknowledgement = { number: '2026-CAF-0099123', date: '2026-12-01', pagesCounted: counted };
  const content = { ...states.mismatch, acknowledgement, pageCount: pages, demo: true };
  const view = sampleView({ documents: 3, pages, content, view: { depositor: depositor ?? null } });
  let rank = 0;
  const documents = view.documents.map(({ code, pages: own }) => ({
    code,
    files: [],
    pages: Array.from({ length: own }, () => ({
      original: 'x',
      page: createHash('sha256').update(`page ${++rank}`).digest('hex'),
    })),
  }));
  const manifest = { documents } as unknown as Manifest;
  const file = join(folder, `${count++}.pdf`);
  await writeFile(file, await claimLetter({ texts, view, manifest, addressed, held: held ?? null }));
  return { file, text: await textOf(file) };
}

describe('the letter about pages that are missing', () => {
  it.each<[string, Claim, RegExp, RegExp | null]>([
    ['7 of 66', { pages: 66, counted: 7 }, /66 pages envoyées, 7 comptées : 59 manquent\./, /Il manque|MANQUE/],
    ['none at all', { pages: 12, counted: 0 }, /12 pages envoyées, 0 comptées : 12 manquent\./, /MANQUE/],
    ['more than were sent', { pages: 12, counted: 14 }, /14 comptées\. Le compte ne va pas\./, /manquent/],
    [
      'the same number, other pages',
      { pages: 9, counted: 9, held: [1, 2, 3, 5] },
      /les pages 1 à 3, 5\. Il manque 5 pages : 4, 6 à 9\./,
      null,
    ],
    [
      'a list without a gap, and a wrong count',
      { pages: 9, counted: 12, held: [1, 2, 3, 4, 5, 6, 7, 8, 9] },
      /Le compte ne va pas/,
      /Il manque|Ajoutez/,
    ],
    [
      'a count and a list that do not go together',
      { pages: 9, counted: 9, held: [1, 2] },
      /Il manque 7 pages : 3 à 9\./,
      /0 manquent/,
    ],
    ['one is missing', { pages: 9, counted: 8, held: [1, 2, 3, 4, 5, 6, 7, 8] }, /Il manque 1 page : 9\./, /pages : 9/],
    [
      'held, without a count',
      { pages: 4, counted: null, held: [2] },
      /4 pages envoyées, 1 comptées : 3 manquent/,
      null,
    ],
  ])('%s', async (_, claim, said, unsaid) => {
    const { file, text } = await claimed(claim);
    expect(text).toMatch(said);
    if (unsaid) expect(text).not.toMatch(unsaid);
    expect(overlaps(await tool('pdftotext', '-bbox', file, '-')).problems).toEqual([]);
    expect(await tool('qpdf', '--check', file)).toContain('No syntax or stream encoding errors');
  });

  it('names the writer in any script, and 200 pages are listed whole', async () => {
    const { file, text } = await claimed({ pages: 200, counted: 7, depositor: 'محمد بن عبد الله' });
    for (const rank of [1, 100, 200]) expect(text).toContain(createHash('sha256').update(`page ${rank}`).digest('hex'));
    expect(text).toMatch(/feuille 1 sur \d/);
    expect(await tool('pdfimages', '-list', file)).toMatch(/\n +1 +0 +image/);
  }, 60_000);
});
