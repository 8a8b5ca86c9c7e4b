/** Why a receipt, or the papers beside it, do not hold. Codes are stable; `detail` is one plain sentence. */
export const problemCodes = [
  'unreadable',
  'not-canonical',
  'no-trusted-key',
  'signature',
  'certificate',
  'manifest',
  'salts',
  'ledger-proof',
  'pdf-signature',
  'file-missing',
  'file-changed',
  'file-added',
  'page-missing',
  'page-changed',
  'page-added',
  'pages-swapped',
] as const;
export type ProblemCode = (typeof problemCodes)[number];

export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
}

export const problem = (code: ProblemCode, detail: string): Problem => ({ code, detail });
