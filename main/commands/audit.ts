import { ok } from '../../shared/result.ts';
import { readAudit } from '../filings/audit.ts';
import { isoTime } from '../filings/clock.ts';
import { type Outcome, parseCommandLine } from './command.ts';
import { withKiosk } from './with-kiosk.ts';

/** More than a desk does in a year; nobody reads more at once. */
const mostEntries = 10_000;

/** `recepisse audit`: who came into the staff's room, who tried a PIN, what was done there; the newest first, by number alone. */
export async function auditCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, { bundle: { type: 'string' } }, 0);
  if (!parsed.ok) return parsed;
  return withKiosk({ data: parsed.value.text('data'), bundle: parsed.value.text('bundle') }, ({ core }) => {
    const read = readAudit(core, mostEntries);
    if (!read.ok) return read;
    const entries = read.value.map(({ at, act, agent, filing }) => ({ at: isoTime(at), act, agent, filing }));
    const lines = entries.map(({ at, act, agent, filing }) =>
      [at, agent ?? 'nobody known', act, filing].filter(Boolean).join(' '),
    );
    return ok({ exit: 0, json: { entries }, text: lines.join('\n') });
  });
}
