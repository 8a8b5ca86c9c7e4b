import { fail, ok } from '../../shared/result.ts';
import { openBundle, pageLimitsOf } from '../kiosk.ts';
import { inspect } from '../pages/inspect.ts';
import { type Outcome, parseCommandLine } from './command.ts';

/** `recepisse page FILE`: does it decode whole, and of what size is each page. The checks of what is on it come later. */
export async function pageCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, { bundle: { type: 'string' } }, 1);
  if (!parsed.ok) return parsed;
  const [file] = parsed.value.positionals;
  if (file === undefined) return fail({ code: 'bad-usage', message: 'Give one image or PDF file.' });
  const bundle = await openBundle(parsed.value.text('bundle'));
  if (!bundle.ok) return bundle;
  const inspected = await inspect(file, pageLimitsOf(bundle.value));
  if (!inspected.ok) return inspected;
  const pages = inspected.value.pages.map(({ widthPx, heightPx }) => ({ widthPx, heightPx }));
  return ok({
    exit: 0,
    json: { pages },
    text: pages.map(({ widthPx, heightPx }, i) => `page ${i + 1}: ${widthPx} × ${heightPx}`).join('\n'),
  });
}
