import { ok } from '../../shared/result.ts';
import { isoTime } from '../filings/clock.ts';
import { waitingDeliveries } from '../filings/outbox.ts';
import { type Outcome, parseCommandLine } from './command.ts';
import { withKiosk } from './with-kiosk.ts';

/** `recepisse outbox`: deliveries that are not finished. `nextAt` null: a person is waited for. */
export async function outboxCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, { bundle: { type: 'string' } }, 0);
  if (!parsed.ok) return parsed;
  return withKiosk({ data: parsed.value.text('data'), bundle: parsed.value.text('bundle') }, ({ core }) => {
    const waiting = waitingDeliveries(core);
    if (!waiting.ok) return waiting;
    const items = waiting.value.map(({ number, channel, state, attempts, nextAt }) => ({
      number,
      channel,
      state,
      attempts,
      nextAt: nextAt === null ? null : isoTime(nextAt),
    }));
    const lines = items.map(
      ({ number, channel, state, nextAt }) => `  ${number} by ${channel}: ${state}, ${nextAt ?? 'waits for a person'}`,
    );
    return ok({
      exit: 0,
      json: { waiting: items.length, items },
      text: [`waiting ${items.length}`, ...lines].join('\n'),
    });
  });
}
