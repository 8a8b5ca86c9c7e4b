import type { Fault } from '../../shared/result.ts';
import type { Outcome } from './command.ts';

/** DESIGN section 6: says the outcome (the error on stderr) and gives the exit code: 0 done, 1 a "no", 2 anything wrong. */
export function finish(outcome: Outcome, asJson: boolean): 0 | 1 | 2 {
  if (outcome.ok) {
    const { exit, json, text } = outcome.value;
    if (json !== null) process.stdout.write(`${asJson ? JSON.stringify(json) : text}\n`);
    return exit;
  }
  const { code, message }: Fault = outcome.fault;
  process.stderr.write(`${JSON.stringify({ error: { code, message } })}\n`);
  return 2;
}

/** Where in our code an error came from, for an `internal` fault: never its words, which may quote what a visitor gave. */
export function internalFault(error: unknown): Fault {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  const at = lines.find((line) => /\.[jt]s:/.test(line));
  const where = /([\w-]+\.[jt]s:\d+)/.exec(at ?? '')?.[1] ?? 'unknown place';
  if (process.env.RECEPISSE_DEBUG) console.error(error);
  return { code: 'internal', message: `A fault of the software itself (${where}). Please report it.` };
}
