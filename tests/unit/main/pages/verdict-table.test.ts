import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pageFaultCodes } from '../../../../main/pages/page-fault.ts';
import { sample, sampleBytes, takeAll, tmpfsFolder } from './samples.ts';

interface Entry {
  readonly file: string;
  readonly page: number | null;
  readonly verdict: string;
  readonly reasons: readonly string[];
  readonly skewDegrees: number | null;
  readonly turn: number | null;
  readonly note: string;
}

const verdicts = ['good', 'ask', 'bad', 'undecodable'];
const checks = [
  ...['blurred', 'dark', 'washed-out', 'glare', 'cut', 'folded', 'blank', 'skewed', 'turned', 'resolution'],
  ...['several-sheets', 'twice', 'screen'],
];
const aboutScans = ['README.md', 'SOURCES.md', 'licences', 'verdicts.json'];

const files = readdirSync(sample('')).filter((name) => !aboutScans.includes(name));
const text = (name: string): string => sampleBytes(name).toString('utf8');
const table: readonly Entry[] = JSON.parse(text('verdicts.json'));
const entriesOf = (file: string) => table.filter((entry) => entry.file === file);
const folder = tmpfsFolder();

describe('the table of verdicts holds for the folder it judges', () => {
  it('no entry without its file, no file without an entry', () => {
    expect([...new Set(table.map(({ file }) => file))].sort()).toEqual(files.sort());
  });

  it.each(files)('%s has one entry for each page, or one that says why it is refused', async (file) => {
    const { pages, fault } = await takeAll([sample(file)], {}, folder);
    const expected = fault ? [[null, fault.code]] : pages.map((_, index) => [index + 1, null]);
    const written = entriesOf(file).map(({ page, verdict, reasons }) => [
      page,
      verdict === 'undecodable' ? reasons.join() : null,
    ]);
    expect(written).toEqual(expected);
  });

  it.each(table)('$file, page $page: only words of the closed lists, nothing that contradicts itself', (entry) => {
    expect(Object.keys(entry)).toEqual(['file', 'page', 'verdict', 'reasons', 'skewDegrees', 'turn', 'note']);
    expect(verdicts).toContain(entry.verdict);
    expect(entry.verdict === 'good').toBe(entry.reasons.length === 0);
    expect(new Set(entry.reasons).size).toBe(entry.reasons.length);
    const words: readonly string[] = entry.verdict === 'undecodable' ? pageFaultCodes : checks;
    for (const reason of entry.reasons) expect(words).toContain(reason);
    expect([null, 0, 90, 180, 270]).toContain(entry.turn);
    if (entry.verdict !== 'undecodable') {
      expect(entry.reasons.includes('turned')).toBe(entry.turn !== null && entry.turn !== 0);
    }
    if (entry.skewDegrees !== null) expect(Math.abs(entry.skewDegrees)).toBeLessThan(45);
    expect(entry.note).toMatch(/^.{10,}\.$/s);
  });

  it('the README explains every word', () => {
    const words = [...text('README.md').matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, word]) => word);
    expect(words).toEqual([...verdicts, ...checks]);
  });

  it('SOURCES.md names every file, unchanged, with its origin and licence', () => {
    const rows = [...text('SOURCES.md').matchAll(/^\| (.+) \|$/gm)]
      .map(([, row]) => row?.split(' | ') ?? [])
      .filter(([file]) => file !== 'file');
    const written = rows.map(([file, , , , , bytes, sha256]) => [file, Number(bytes), sha256]);
    const found = files.sort().map((file) => {
      const bytes = sampleBytes(file);
      return [file, bytes.length, createHash('sha256').update(bytes).digest('hex').slice(0, 12)];
    });
    expect(written).toEqual(found);
    for (const row of rows) expect(row.map((cell) => cell.trim() !== '')).toEqual(Array(7).fill(true));
  });
});
