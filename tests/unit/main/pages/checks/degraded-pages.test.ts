import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../../../../main/pages/grey-image.ts';
import { unknownFacts } from '../../../../../main/pages/page-facts.ts';
import { type CheckName, type PageCheck, type PageVerdict, verdictOf } from '../../../../../shared/page-check.ts';
import * as faults from './degraded.ts';
import { judge } from './judged-page.ts';
import { type Specimen, specimen } from './specimens.ts';

const isWhole = process.env.RECEPISSE_TESTS === 'all';
const pages: readonly Specimen[] = isWhole ? ['letter', 'cerfa', 'payslip'] : ['letter', 'cerfa'];

const kept = new Map<Specimen, Promise<GreyImage>>();
const page = (name: Specimen): Promise<GreyImage> => {
  const made = kept.get(name) ?? specimen(name);
  kept.set(name, made);
  return made;
};
const judged = async (grey: GreyImage | Promise<GreyImage>): Promise<readonly PageCheck[]> =>
  judge({ grey: await grey, facts: unknownFacts });
const found = (checks: readonly PageCheck[], name: CheckName): PageCheck | undefined =>
  checks.find((check) => check.name === name);

interface Fault {
  readonly title: string;
  readonly check: CheckName;
  readonly degrade: (grey: GreyImage, strength: number) => GreyImage | Promise<GreyImage>;
  /** The verdict at each strength, the weakest first. Between two that are here it may turn anywhere. */
  readonly turns: readonly (readonly [strength: number, verdict: PageVerdict])[];
  readonly fallsWhenWorse?: true;
  /** By so much a score may be better where the fault is worse. */
  readonly slack?: number;
  /** Where the fault is not seen, and why. */
  readonly unseenOn?: Specimen;
}

/** Strengths in the units of `degraded.ts`; pixels at 200 dpi. */
const matrix: readonly Fault[] = [
  {
    title: 'out of focus',
    check: 'blurred',
    degrade: faults.blurredBy,
    turns: [
      [0, 'good'],
      [0.67, 'good'],
      [2, 'ask'],
      [2.8, 'bad'],
      [4, 'bad'],
    ],
  },
  {
    title: 'its left side lost',
    check: 'cut',
    degrade: faults.cutBy,
    // Between two of its columns there is nothing that could be cut.
    unseenOn: 'payslip',
    turns: [
      [0, 'good'],
      [0.04, 'good'],
      [0.1, 'ask'],
      [0.12, 'ask'],
      [0.14, 'ask'],
    ],
  },
  {
    title: 'moved',
    check: 'blurred',
    degrade: faults.movedBy,
    // Its print dissolves into grey bars; its rules alone are left to be judged, and they stay sharp.
    unseenOn: 'payslip',
    turns: [
      [0, 'good'],
      [2, 'good'],
      [16, 'bad'],
    ],
  },
  {
    title: 'too dark',
    check: 'dark',
    degrade: faults.darkenedBy,
    turns: [
      [0, 'good'],
      [0.3, 'good'],
      [0.45, 'ask'],
      [0.6, 'bad'],
      [0.75, 'bad'],
    ],
    fallsWhenWorse: true,
  },
  {
    title: 'under a shadow',
    check: 'dark',
    degrade: faults.shadowedBy,
    turns: [
      [0, 'good'],
      [0.4, 'good'],
      [0.95, 'ask'],
    ],
    fallsWhenWorse: true,
  },
  {
    title: 'faded',
    check: 'washed-out',
    degrade: faults.fadedBy,
    turns: [
      [0, 'good'],
      [0.3, 'good'],
      [0.8, 'ask'],
      [0.88, 'bad'],
    ],
    fallsWhenWorse: true,
  },
  {
    title: 'shone on',
    check: 'glare',
    degrade: faults.shoneOnBy,
    turns: [
      [0, 'good'],
      [0.05, 'good'],
      [0.2, 'ask'],
      [0.4, 'ask'],
      [0.65, 'bad'],
    ],
  },
  {
    title: 'with a corner turned over',
    slack: 5,
    check: 'folded',
    degrade: faults.foldedBy,
    turns: [
      [0, 'good'],
      [0.12, 'ask'],
      [0.2, 'ask'],
    ],
  },
  {
    title: 'taken off a screen',
    check: 'screen',
    degrade: faults.onScreenBy,
    turns: [
      [0, 'good'],
      [4, 'ask'],
      [8, 'ask'],
    ],
  },
];

/** A miss that is known fails here when it is one no more. */
async function expectUnseen({ unseenOn, degrade, turns, check }: Fault): Promise<void> {
  const [strength] = turns.at(-1) ?? [0];
  const checks = await judged(degrade(await page(unseenOn as Specimen), strength));
  expect(found(checks, check)?.verdict).toBe('good');
}

describe.each(pages)('a %s that is spoilt more and more', (name) => {
  it.each(matrix)('$title: the score only gets worse, and the verdict turns where it should', async (fault) => {
    if (fault.unseenOn === name) return expectUnseen(fault);
    const checks: (PageCheck | undefined)[] = [];
    for (const [strength] of fault.turns)
      checks.push(found(await judged(fault.degrade(await page(name), strength)), fault.check));
    expect(checks.map((check) => check?.verdict)).toEqual(fault.turns.map(([, verdict]) => verdict));
    const scores = checks.map((check) => (check?.score ?? Number.NaN) * (fault.fallsWhenWorse ? -1 : 1));
    // Within a hundredth, a score that stays is not better.
    for (let at = 1; at < scores.length; at++)
      expect(scores[at]).toBeGreaterThanOrEqual((scores[at - 1] as number) - (fault.slack ?? 0.01));
  });

  it('grain that a scanner may have and a photo’s JPEG are no fault', async () => {
    for (const spoilt of [faults.grainyBy(await page(name), 4), faults.squeezedBy(await page(name), 50)])
      expect(verdictOf(await judged(spoilt))).toBe('good');
  });
});

describe('what was not whole on the glass', () => {
  it('a side that runs through the words is said to be cut, one that leaves a margin is not', async () => {
    const letter = await page('letter');
    expect(found(await judged(faults.cutBy(letter, 0.07)), 'cut')?.verdict).toBe('good');
    for (const share of [0.1, 0.14, 0.2])
      expect(found(await judged(faults.cutBy(letter, share)), 'cut')?.verdict).not.toBe('good');
  });

  it('two sheets beside each other are asked about', async () => {
    const pair = faults.besideEachOther(await page('letter'), await page('cerfa'), 0.02);
    expect(found(await judged(pair), 'several-sheets')?.verdict).toBe('ask');
  });

  it('at 300 dpi a blur of one pixel is nothing, of two and a half, which still reads, a question, of four a refusal', async () => {
    const letter = await specimen('letter', 300);
    const blurred = async (sigma: number) => found(await judged(faults.blurredBy(letter, sigma)), 'blurred')?.verdict;
    expect([await blurred(0), await blurred(1), await blurred(2.5), await blurred(4)]).toEqual([
      'good',
      'good',
      'ask',
      'bad',
    ]);
  });

  it('pencil stays good, and when it is out of focus it is said so', async () => {
    const pencil = await page('pencil');
    expect(verdictOf(await judged(pencil))).toBe('good');
    expect(found(await judged(faults.blurredBy(pencil, 2.5)), 'blurred')?.verdict).toBe('bad');
  });
});
