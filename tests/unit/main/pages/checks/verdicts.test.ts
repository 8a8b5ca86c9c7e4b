import { beforeAll, describe, expect, it } from 'vitest';
import { type CheckName, concernsOf, type PageVerdict, verdictOf } from '../../../../../shared/page-check.ts';
import { sampleBytes, tmpfsFolder } from '../samples.ts';
import { judge, samplePage } from './judged-page.ts';

interface Entry {
  readonly file: string;
  readonly page: number | null;
  readonly verdict: PageVerdict | 'undecodable';
  readonly reasons: readonly CheckName[];
  readonly skewDegrees: number | null;
  readonly turn: 0 | 90 | 180 | 270 | null;
}

interface Judged {
  readonly entry: Entry;
  readonly verdict: PageVerdict;
  readonly concerns: readonly CheckName[];
}

/** Where the checks and the careful person differ, and why. The table is right. */
const disagreements: Readonly<Record<string, { readonly verdict: PageVerdict; readonly why: string }>> = {
  'lept-boismort.1.tif 1': {
    verdict: 'ask',
    why: 'a band outside the paper runs along the right side, and notes seem to run into it',
  },
  'lept-keystone.png 1': {
    verdict: 'good',
    why: 'trimmed to its text without cutting it: a page without margins may be meant so, and a full table always is',
  },
};

/** Weightiest reasons that are not seen; another concern of the page, if any, says the same verdict. */
const unseenReasons: Readonly<Record<string, string>> = {
  'lept-amoris.2.150.jpg 1': 'a finger on a corner, which is dark and shapeless like a picture',
  'lept-keystone.png 1': 'trimmed tight without cutting a word',
};

const table: readonly Entry[] = JSON.parse(sampleBytes('verdicts.json').toString('utf8'));
const folder = tmpfsFolder();
const judged: Judged[] = [];
const undecoded: Entry[] = [];
const keyOf = ({ file, page }: Entry): string => `${file} ${page}`;
const judgedAs = (verdict: PageVerdict): Judged[] => judged.filter(({ entry }) => entry.verdict === verdict);

beforeAll(async () => {
  for (const entry of table) {
    const page = await samplePage(entry.file, entry.page ?? 1, folder);
    if (!page.ok) undecoded.push(entry);
    else {
      const checks = judge(page.value, { turn: entry.turn ?? 0, skewDegrees: entry.skewDegrees });
      for (const { score, threshold } of checks) expect([score, threshold].every(Number.isFinite)).toBe(true);
      judged.push({ entry, verdict: verdictOf(checks), concerns: concernsOf(checks) });
    }
  }
}, 120_000);

describe('the checks say what a careful person said of the sample pages', () => {
  it('judges every page that opens, and only what is not a whole file does not open', () => {
    expect(undecoded.map(keyOf)).toEqual(table.filter(({ verdict }) => verdict === 'undecodable').map(keyOf));
    expect(judged.length + undecoded.length).toBe(table.length);
  });

  it('refuses no page that is good, and doubts one in ten at most', () => {
    const good = judgedAs('good');
    expect(good.length).toBeGreaterThanOrEqual(12);
    expect(good.filter(({ verdict }) => verdict === 'bad').map(({ entry }) => keyOf(entry))).toEqual([]);
    expect(good.filter(({ verdict }) => verdict === 'ask').length).toBeLessThanOrEqual(good.length / 10);
  });

  it('finds every bad page bad, but for one in twenty', () => {
    const bad = judgedAs('bad');
    expect(bad.filter(({ verdict }) => verdict === 'bad').length).toBeGreaterThanOrEqual(0.95 * bad.length);
  });

  it('differs from the table only where it is written down why', () => {
    const differs = judged.filter(({ entry, verdict }) => verdict !== entry.verdict);
    const found = Object.fromEntries(differs.map(({ entry, verdict }) => [keyOf(entry), verdict]));
    expect(found).toEqual(
      Object.fromEntries(Object.entries(disagreements).map(([key, { verdict }]) => [key, verdict])),
    );
  });

  it('names the weightiest reason of nine doubtful or bad pages in ten, the others being known', () => {
    const faulty = judged.filter(({ entry }) => entry.verdict !== 'good');
    const unseen = faulty.filter(({ entry, concerns }) => !concerns.some((name) => name === entry.reasons[0]));
    expect(unseen.map(({ entry }) => keyOf(entry))).toEqual(Object.keys(unseenReasons));
    expect(unseen.length).toBeLessThanOrEqual(0.1 * faulty.length);
  });
});
