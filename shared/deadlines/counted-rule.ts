import type { Delai, Direction, Effect, MonthException, Recours, Unit } from './rule.ts';

/**
 * What a date is for. `limit`: the visitor must act by then. `opening`: possible or useful from then, never a limit.
 * `answer`: the other side's time ends then; what silence is worth begins the day after.
 */
export type Role = 'limit' | 'opening' | 'answer';

/** A rule reduced to what counting needs, the same for `delais[]`, `recours[]` and silences. */
export interface CountedRule {
  readonly duree: number | null;
  readonly unite: Unit;
  readonly sens: Direction;
  readonly franc: boolean;
  readonly role: Role;
  /** The legal term moves to the next working day when it falls on a closed one (appeals only). */
  readonly reported: boolean;
  readonly exceptions: readonly MonthException[];
}

const openings: readonly Effect[] = ['ouverture_fenetre', 'preuve_insuffisante'];
const implicitDecisions: readonly Effect[] = ['rejet_implicite', 'refus_implicite'];
const appealEffects: readonly Effect[] = ['forclusion', 'irrecevabilite'];

/** The counting part of one line of `delais[]`. */
export function ruleOfDelai(delai: Delai): CountedRule {
  const { duree, unite, sens, effet } = delai;
  // Windows, countdowns, dues to an agency and the tax year's 31 December are never moved: the exact day holds.
  const reported = sens === 'apres' && unite !== 'annees_civiles' && appealEffects.includes(effet);
  return {
    duree,
    unite,
    sens,
    franc: delai.franc === true,
    role: roleOf(delai),
    reported,
    exceptions: delai.exceptions ?? [],
  };
}

function roleOf({ effet, qui }: Delai): Role {
  if (openings.includes(effet)) return 'opening';
  return qui !== 'usager' || implicitDecisions.includes(effet) ? 'answer' : 'limit';
}

/** The counting part of one line of `recours[]`; null when nothing may be computed (`delai: null`). */
export function ruleOfAppeal({ type, delai }: Pick<Recours, 'type' | 'delai'>): CountedRule | null {
  if (delai === null) return null;
  const { duree, unite } = delai;
  // Before an administrative court the two months are francs (CJA R421-1); elsewhere, in doubt, they are not: earlier.
  const franc = delai.franc ?? type === 'tribunal_administratif';
  return { duree, unite, sens: 'apres', franc, role: 'limit', reported: unite !== 'annees_civiles', exceptions: [] };
}

/** How long the other side may stay silent before its silence is worth an answer. */
export function ruleOfSilence(silence: { readonly duree: number; readonly unite: Unit }): CountedRule {
  const { duree, unite } = silence;
  return { duree, unite, sens: 'apres', franc: false, role: 'answer', reported: false, exceptions: [] };
}
