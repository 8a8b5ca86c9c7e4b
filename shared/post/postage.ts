/** What a paper pack needs at the post office. Weights in grams. */
export interface Postage {
  readonly sheets: number;
  /** About: paper of 80 g/m², and its envelope. */
  readonly grams: number;
  /** `DL`: folded in three, the address in the window. `C4`: flat, the address to be written on it. */
  readonly envelope: 'DL' | 'C4';
  /** The weight step of La Poste's letters that this pays for; null: heavier than a letter may be. */
  readonly upToGrams: number | null;
}

/** A4 of 80 g/m² (ISO 536): 0.21 m × 0.297 m. */
const sheetGrams = 80 * 0.21 * 0.297;
const envelopeGrams = { DL: 5, C4: 20 } as const;
/** The slips of a registered letter, its stamp, and paper that is a little heavier. */
const allowanceGrams = 6;
/** More sheets do not fold in three into an envelope of that size. */
const mostFolded = 6;
/** Steps of La Poste's letter, inland; what each costs changes every year and is not said. */
const steps = [20, 100, 250, 500, 1_000, 2_000, 3_000] as const;

/** Envelope and weight step of so many sheets, printed on one side. */
export function postageOf(sheets: number): Postage {
  const envelope = sheets <= mostFolded ? 'DL' : 'C4';
  const grams = Math.ceil(sheets * sheetGrams + envelopeGrams[envelope] + allowanceGrams);
  return { sheets, grams, envelope, upToGrams: steps.find((step) => grams <= step) ?? null };
}
