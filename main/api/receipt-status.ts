import { parseNumber } from '../../shared/number.ts';
import { fail, ok } from '../../shared/result.ts';
import { isoTime } from '../filings/clock.ts';
import { postStateOf } from '../filings/post-state.ts';
import { type FilingView, viewFiling } from '../filings/view.ts';
import type { ApiParts, KioskCalls } from './api-parts.ts';

/** « Mon reçu »: states and times by number. It opens nothing sealed: no name, no reference, no field. */
export const receiptCalls = ({ core }: Pick<ApiParts, 'core'>): KioskCalls<'receiptStatus'> => ({
  receiptStatus: async ({ number: typed }) => {
    const number = parseNumber(typed);
    if (!number.ok) return fail({ code: 'bad-number', message: 'This is not a number of a receipt.' });
    const read = core.store.read(() => viewFiling(core.store, number.value, null));
    if (!read.ok || read.value === null)
      return fail({ code: 'no-such-filing', message: 'This kiosk has no filing of this number.' });
    const filing = read.value;
    return ok({
      number: filing.number,
      state: filing.state,
      preparedAt: isoTime(filing.preparedAt),
      pages: filing.pages,
      states: filing.states.map(({ state, channel, at }) => ({ state, channel, at: isoTime(at) })),
      waitingFor: waitingFor(filing),
      post: postStateOf(filing),
    });
  },
});

/** Who must do the next thing. */
function waitingFor({ state, deliveries, forgottenAt }: FilingView): 'agent' | 'agency' | 'nothing' {
  if (forgottenAt !== null || state === 'withdrawn' || state === 'decided') return 'nothing';
  if (state === 'acknowledged') return 'agency';
  // The agency counted otherwise, or nobody has yet taken it further.
  const isSent = deliveries.some((delivery) => delivery.state === 'sent');
  return state === 'mismatch' || !isSent ? 'agent' : 'agency';
}
