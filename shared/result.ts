/** An expected outcome is a value: what went well, or one fault of a closed union (DESIGN section 3, "Errors"). */
export type Result<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: F };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const fail = <F>(fault: F): { readonly ok: false; readonly fault: F } => ({ ok: false, fault });

/** A fault as every boundary reports it: a stable code for programs, one plain sentence for a person. */
export interface Fault<Code extends string = string> {
  readonly code: Code;
  readonly message: string;
}

/** Ends an exhaustive switch: a value that the type says cannot exist is a bug, never an outcome. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
