import type { z } from 'zod';

/** One thing wrong in a bundle: the field (`desk.timeZone`, `printers[2].id`) and what to write instead. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

function written(path: readonly PropertyKey[]): string {
  if (path.length === 0) return 'bundle';
  return path
    .map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index ? '.' : ''}${String(key)}`))
    .join('');
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  // A hostile value must not reach a terminal as it is, nor fill it.
  const plain = text.replace(/[\p{Cc}\p{Cf}]/gu, '?');
  return plain.length > 40 ? `${plain.slice(0, 37)}…` : plain;
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    root,
  );
}

const typeNames: Readonly<Record<string, string>> = {
  array: 'a list [ … ]',
  object: 'an object { … }',
  record: 'an object { … }',
  string: 'a text between quotation marks',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
};

function unit(origin: string): string {
  return origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '';
}

function explain(issue: z.core.$ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type': {
      const wanted = typeNames[issue.expected] ?? issue.expected;
      return value === undefined ? `is missing; write ${wanted}` : `is ${shown(value)}; write ${wanted}`;
    }
    case 'too_big':
      return `is more than ${issue.maximum}${unit(issue.origin)}; write at most ${issue.maximum}`;
    case 'too_small':
      return `is less than ${issue.minimum}${unit(issue.origin)}; write at least ${issue.minimum}`;
    case 'not_multiple_of':
      return `is ${shown(value)}; write a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return `has ${issue.keys.map(shown).join(', ')}, which means nothing here; take it away`;
    case 'invalid_value': {
      const wanted = issue.values.map((allowed) => shown(allowed)).join(' or ');
      if (value === undefined) return `is missing; write ${wanted}`;
      return issue.message.startsWith('Invalid')
        ? `is ${shown(value)}; write ${wanted}`
        : `is ${shown(value)}: ${issue.message}`;
    }
    case 'invalid_format':
      return `is ${shown(value)}: ${issue.message.startsWith('Invalid') ? `write another ${issue.format}` : issue.message}`;
    case 'invalid_key':
      return `has a key that is not allowed: ${issue.issues.map((inner) => inner.message).join(', ')}`;
    case 'custom':
      return typeof value === 'object' ? issue.message : `${shown(value)} ${issue.message}`;
    default:
      return issue.message;
  }
}

/** Turns zod's issues into sentences; keeps their order. */
export function problemsOf(error: z.ZodError, json: unknown): Problem[] {
  return error.issues.map((issue) => ({
    path: written(issue.path),
    message: explain(issue, valueAt(json, issue.path)),
  }));
}

/** One line for a person: the first three problems and how many more there are. */
export function sentence(problems: readonly Problem[]): string {
  const first = problems.slice(0, 3).map(({ path, message }) => `${path}: ${message}`);
  const rest = problems.length - first.length;
  return first.join('. ') + (rest > 0 ? `. And ${rest} more.` : '.');
}
