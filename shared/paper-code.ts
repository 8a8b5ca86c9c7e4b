/**
 * What the signature of a code on a paper proves. `valid`: a signer that the bundle trusts signed exactly these bytes. `invalid`: that
 * signer did not, or not in the time of its certificate. `unknown-signer`: the bundle does not have it, so nothing is known.
 */
export const signatureResults = ['valid', 'invalid', 'unknown-signer', 'unsigned'] as const;
export type SignatureResult = (typeof signatureResults)[number];

/** An address as a proof of address has it, in capitals without accents: the postal code and town last. */
export interface PaperAddress {
  /** Who lives there. */
  readonly holder: string;
  /** From the building down to the town; the country only where it is not France. */
  readonly lines: readonly string[];
}
