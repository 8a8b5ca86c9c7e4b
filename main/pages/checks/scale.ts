import type { CheckName, PageCheck } from '../../../shared/page-check.ts';

/** Where a score turns into a doubt and into a refusal. `bad` null: this alone never refuses a page. */
export interface Scale {
  readonly ask: number;
  readonly bad: number | null;
}

/** A score that is worse the higher it is. The threshold told is the one that was passed, else the next one. */
export function rising(name: CheckName, score: number, { ask, bad }: Scale): PageCheck {
  if (bad !== null && score >= bad) return { name, score: rounded(score), threshold: bad, verdict: 'bad' };
  return { name, score: rounded(score), threshold: ask, verdict: score >= ask ? 'ask' : 'good' };
}

/** A score that is worse the lower it is. */
export function falling(name: CheckName, score: number, { ask, bad }: Scale): PageCheck {
  if (bad !== null && score < bad) return { name, score: rounded(score), threshold: bad, verdict: 'bad' };
  return { name, score: rounded(score), threshold: ask, verdict: score < ask ? 'ask' : 'good' };
}

const rounded = (score: number): number => Math.round(score * 1000) / 1000;
