import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { concernsOf } from '../../shared/page-check.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { openBundle, pageLimitsOf } from '../kiosk.ts';
import { type InspectedPage, inspect } from '../pages/inspect.ts';
import { type Outcome, parseCommandLine } from './command.ts';

/** `recepisse page FILE [--out DIR]`: the checks of each page and the straightened pages. Exit 0 with any verdict, 2 when the file does not decode whole. */
export async function pageCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, { bundle: { type: 'string' }, out: { type: 'string' } }, 1);
  if (!parsed.ok) return parsed;
  const [file] = parsed.value.positionals;
  if (file === undefined) return fail({ code: 'bad-usage', message: 'Give one image or PDF file.' });
  const bundle = await openBundle(parsed.value.text('bundle'));
  if (!bundle.ok) return bundle;
  const out = await openOut(parsed.value.text('out'));
  if (!out.ok) return out;
  const inspected = await inspect(file, { out: out.value, limits: pageLimitsOf(bundle.value) });
  if (!inspected.ok) return inspected;
  const pages = inspected.value;
  return ok({ exit: 0, json: { pages }, text: pages.map(line).join('\n') });
}

/** The folder that was named, made when it is missing; else a new one that only this user may read. */
async function openOut(named: string | null): Promise<Result<string, Fault>> {
  try {
    if (named === null) return ok(await mkdtemp(join(tmpdir(), 'recepisse-page-')));
    await mkdir(named, { recursive: true });
    return ok(resolve(named));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return fail({ code: 'bad-out', message: `--out cannot be used: ${detail}` });
  }
}

function line(
  { verdict, checks, widthPx, heightPx, skewBefore, skewAfter, output }: InspectedPage,
  index: number,
): string {
  const concerns = concernsOf(checks);
  const why = concerns.length === 0 ? '' : ` (${concerns.join(', ')})`;
  const skew =
    skewBefore === null ? 'no skew to tell' : `skew ${skewBefore.toFixed(2)}° → ${(skewAfter ?? 0).toFixed(2)}°`;
  return `page ${index + 1}: ${verdict}${why}; ${widthPx} × ${heightPx}; ${skew}; ${output}`;
}
