import { type Fault, fail, ok, type Result } from '../result.ts';

/** A registered letter's number as it is printed on the slip: grouped for reading. */
export interface RegisteredNumber {
  /** Without spaces, capital letters: what is stored and compared. */
  readonly plain: string;
  /** `checked`: its check digit is right. `shape`: La Poste's own form, whose key is not published: only its form was looked at. */
  readonly proof: 'checked' | 'shape';
}

export type RegisteredFault = Fault<'not-a-registered-number' | 'wrong-check-digit'>;

/** UPU S10: the weights of its eight digits. */
const s10Weights = [8, 6, 4, 2, 3, 5, 9, 7] as const;

/**
 * Reads the number of a registered letter: `RA 123 456 785 FR` (UPU S10, check digit modulo 11) or `1A 123 456 7890 1`
 * (La Poste, inland). What is typed in other groups or small letters is the same number.
 */
export function readRegisteredNumber(text: string): Result<RegisteredNumber, RegisteredFault> {
  const plain = text.toUpperCase().replace(/[\s\u00a0\u202f.-]/g, '');
  const [, digits = '', check = ''] = /^R[A-Z](\d{8})(\d)[A-Z]{2}$/.exec(plain) ?? [];
  if (digits !== '') {
    if (String(s10CheckDigit(digits)) === check) return ok({ plain, proof: 'checked' });
    return fail({
      code: 'wrong-check-digit',
      message: 'This number is not right: compare each character with the slip.',
    });
  }
  if (/^\d[A-Z]\d{11}$/.test(plain)) return ok({ plain, proof: 'shape' });
  return fail({
    code: 'not-a-registered-number',
    message:
      'This is no number of a registered letter: it has 13 characters, such as 1A 123 456 7890 1 or RA 123 456 785 FR.',
  });
}

/** UPU S10-12, section 4: 11 minus the weighted sum modulo 11; 10 is written 0, 11 is written 5. */
function s10CheckDigit(digits: string): number {
  const sum = s10Weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  const rest = 11 - (sum % 11);
  return rest === 10 ? 0 : rest === 11 ? 5 : rest;
}
