import { parseArgs } from 'node:util';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';

/** What a command answers: exit 0 or 1, one JSON object, and the same for a person; exit 2 where another process said what is wrong. Anything wrong in what was given is a fault: exit 2. */
export interface Answer {
  readonly exit: 0 | 1 | 2;
  /** null: the command has said what it had to say while it ran. */
  readonly json: object | null;
  readonly text: string;
}
export type Outcome = Result<Answer, Fault>;
export type Command = (args: readonly string[]) => Promise<Outcome>;

export interface OptionSpec {
  readonly [name: string]: { readonly type: 'string' | 'boolean'; readonly multiple?: boolean };
}

export interface Parsed {
  readonly positionals: readonly string[];
  text(name: string): string | null;
  texts(name: string): readonly string[];
  flag(name: string): boolean;
}

/** Reads a command line; unknown options and missing values are `bad-usage`, never ignored. */
export function parseCommandLine(
  args: readonly string[],
  options: OptionSpec,
  maxPositionals: number,
): Result<Parsed, Fault> {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...options, data: { type: 'string' }, json: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (positionals.length > maxPositionals) {
      // What was typed may be a name: it is not repeated (promise 5).
      const expected = maxPositionals === 0 ? 'no argument beside its options' : 'one argument beside its options';
      return fail({ code: 'bad-usage', message: `Too many arguments: this command takes ${expected}.` });
    }
    const of = (name: string): unknown => (values as Record<string, unknown>)[name];
    const list = (name: string): readonly string[] => {
      const value = of(name);
      return (Array.isArray(value) ? value : [value]).filter((item): item is string => typeof item === 'string');
    };
    return ok({
      positionals,
      texts: list,
      text: (name) => list(name).at(-1) ?? null,
      flag: (name) => of(name) === true,
    });
  } catch (error) {
    return fail({ code: 'bad-usage', message: error instanceof Error ? error.message : String(error) });
  }
}
