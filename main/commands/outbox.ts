import { ok } from '../../shared/result.ts';
import { isoTime } from '../filings/clock.ts';
import { outlookParts, type UrgentDelivery, urgentDeliveries } from '../filings/outlook.ts';
import { type Outcome, parseCommandLine } from './command.ts';
import { outlookJson, outlookWords } from './outlook-words.ts';
import { withKiosk } from './with-kiosk.ts';

/** `recepisse outbox`: deliveries that are not finished, the most urgent first. `nextAt` null: a person is waited for. */
export async function outboxCommand(args: readonly string[]): Promise<Outcome> {
  const parsed = parseCommandLine(args, { bundle: { type: 'string' } }, 0);
  if (!parsed.ok) return parsed;
  return withKiosk({ data: parsed.value.text('data'), bundle: parsed.value.text('bundle') }, (kiosk) => {
    const urgent = urgentDeliveries(outlookParts(kiosk.core, kiosk.bundle));
    if (!urgent.ok) return urgent;
    const items = urgent.value.map(({ number, channel, state, attempts, nextAt, outlook }) => ({
      number,
      channel,
      state,
      attempts,
      nextAt: nextAt === null ? null : isoTime(nextAt),
      ...outlookJson(outlook),
    }));
    const lines = urgent.value.map(
      (item) => `  ${item.number} by ${item.channel}: ${[nextStep(item), ...outlookWords(item.outlook)].join(', ')}`,
    );
    return ok({
      exit: 0,
      json: { waiting: items.length, items },
      text: [`waiting ${items.length}`, ...lines].join('\n'),
    });
  });
}

/** What happens next, or who has to do what. */
function nextStep({ state, nextAt }: Pick<UrgentDelivery, 'state' | 'nextAt'>): string {
  switch (state) {
    case 'unknown':
      return 'unknown, nobody can tell whether it arrived: ask the receiver, then confirm --reference or --not-received';
    case 'sent':
      return 'sent, but the agency lacks pages of it: send them, then acknowledge its next count';
    case 'failed':
      return 'failed, refused by the receiver: confirm --not-received sends it again';
    default:
      return `${state}, ${nextAt === null ? 'waits for a person' : isoTime(nextAt)}`;
  }
}
