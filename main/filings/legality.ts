import { parseDay } from '../../shared/deadlines/plain-date.ts';
import type { ChannelId, DeliveryState, FilingState } from '../../shared/filing.ts';
import type { Fault } from '../../shared/result.ts';
import type { FilingView } from './view.ts';

/** What a person or a channel may observe of a filing; each is one ledger fact. */
export type Observation =
  /** The channel took it: its reference, and for the counter the number of the agent who took it over. */
  | { readonly kind: 'sent'; readonly channel: ChannelId; readonly reference: string; readonly agent: string | null }
  /** The channel refused it, and surely does not have it. */
  | { readonly kind: 'failed'; readonly channel: ChannelId }
  /** The receiver cannot tell whether it has it: a person decides (promise 2). */
  | { readonly kind: 'unknown'; readonly channel: ChannelId }
  /** A person saw that the receiver does not have it: queued again, with the same key. */
  | { readonly kind: 'not-received'; readonly channel: ChannelId; readonly agent: string | null }
  /** The agency's own word. `date`: `2026-11-30`; `pagesHeld`: ranks from 1 over the whole filing. */
  | {
      readonly kind: 'acknowledged';
      readonly number: string;
      readonly date: string;
      readonly pages: number | null;
      readonly pagesHeld: readonly number[] | null;
    }
  | { readonly kind: 'withdrawn' }
  /** The filing's key is dropped: states, numbers, hashes and ledger stay. */
  | { readonly kind: 'forgotten' }
  /** The same at the end of its life, whatever waits: only the kiosk itself observes it, never a person (decision 8). */
  | { readonly kind: 'life-ended' };

export type RefusalCode =
  | 'forgotten'
  | 'filing-withdrawn'
  | 'filing-acknowledged'
  | 'filing-decided'
  | 'no-such-delivery'
  | 'already-sent'
  | 'already-queued'
  | 'already-failed'
  | 'already-unknown'
  | 'delivery-waiting'
  | 'pages-ended'
  | 'wrong-pages'
  | 'wrong-date';

export type Refusal = Fault<RefusalCode>;

const messages: Readonly<Record<RefusalCode, string>> = {
  forgotten: 'This filing was forgotten: its key is gone, and nothing can be added.',
  'filing-withdrawn': 'This filing was withdrawn.',
  'filing-acknowledged': 'The agency has acknowledged this filing.',
  'filing-decided': 'The agency has decided on this filing.',
  'no-such-delivery': 'This filing has no delivery by this channel.',
  'already-sent': 'This delivery is sent already.',
  'already-queued': 'This delivery is waiting already.',
  'already-failed': 'This delivery is marked as failed already.',
  'already-unknown': 'This delivery is marked as unknown already.',
  'delivery-waiting': 'A delivery is not finished: confirm it, or withdraw the filing, before forgetting it.',
  'pages-ended': 'The pages of this filing have reached the end of their life: there is nothing left to send.',
  'wrong-pages': 'The pages given are not pages of this filing.',
  'wrong-date': 'The agency cannot have written on this day: it lies before the filing was prepared, or in the future.',
};

export const isRefusal = (code: string): code is RefusalCode => Object.hasOwn(messages, code);
const refusal = (code: RefusalCode): Refusal => ({ code, message: messages[code] });

type Rule = RefusalCode | 'allowed';
type DeliveryKind = Extract<Observation, { channel: ChannelId }>['kind'];
type FilingKind = Exclude<Observation['kind'], DeliveryKind>;

/** Rows: state of the filing. A draft is not in the store. */
const filingRules: Readonly<Record<Exclude<FilingState, 'draft'>, Readonly<Record<Observation['kind'], Rule>>>> = {
  prepared: allOf('allowed'),
  // Once the agency has it whole, nothing is sent again; what another channel answered is still recorded.
  acknowledged: { ...allOf('allowed'), 'not-received': 'filing-acknowledged' },
  mismatch: allOf('allowed'),
  decided: { ...allOf('filing-decided'), forgotten: 'allowed', 'life-ended': 'allowed' },
  // A delivery that was under way, or is `unknown`, when its filing was withdrawn may still be answered: see below.
  withdrawn: {
    ...allOf('filing-withdrawn'),
    sent: 'allowed',
    failed: 'allowed',
    unknown: 'allowed',
    forgotten: 'allowed',
    'life-ended': 'allowed',
  },
};

/** Rows: state of the delivery. */
const deliveryRules: Readonly<Record<DeliveryState, Readonly<Record<DeliveryKind, Rule>>>> = {
  queued: { sent: 'allowed', failed: 'allowed', unknown: 'allowed', 'not-received': 'already-queued' },
  sent: { sent: 'already-sent', failed: 'already-sent', unknown: 'already-sent', 'not-received': 'allowed' },
  failed: { sent: 'allowed', failed: 'already-failed', unknown: 'allowed', 'not-received': 'allowed' },
  unknown: { sent: 'allowed', failed: 'allowed', unknown: 'already-unknown', 'not-received': 'allowed' },
};

function allOf(rule: Rule): Record<Observation['kind'], Rule> {
  const kinds: Record<DeliveryKind | FilingKind, Rule> = {
    sent: rule,
    failed: rule,
    unknown: rule,
    'not-received': rule,
    acknowledged: rule,
    withdrawn: rule,
    forgotten: rule,
    'life-ended': rule,
  };
  return kinds;
}

/** Why this may not be recorded of this filing now, or null when it may. `at`: seconds since 1970. */
export function refuse(filing: FilingView, observation: Observation, at: number): Refusal | null {
  if (filing.forgottenAt !== null) return refusal('forgotten');
  if (filing.state === 'draft') throw new Error('refuse: a draft in the store');
  const rule = filingRules[filing.state][observation.kind];
  if (rule !== 'allowed') return refusal(rule);
  if ('channel' in observation) return refuseDelivery(filing, observation);
  if (observation.kind === 'forgotten') {
    const ended = filing.state !== 'prepared' && filing.state !== 'mismatch';
    const waiting = filing.deliveries.some(({ state }) => state === 'queued' || state === 'unknown');
    return waiting && !ended ? refusal('delivery-waiting') : null;
  }
  if (observation.kind === 'acknowledged') {
    const held = observation.pagesHeld ?? [];
    const isPage = (page: number): boolean => Number.isSafeInteger(page) && page >= 1 && page <= filing.pages;
    const counted = observation.pages === null || (Number.isSafeInteger(observation.pages) && observation.pages >= 0);
    if (!counted || !held.every(isPage)) return refusal('wrong-pages');
    return isPossibleDay(observation.date, filing.preparedAt, at) ? null : refusal('wrong-date');
  }
  return null;
}

const secondsPerDay = 86_400;

/**
 * From the eve of the day it was prepared to tomorrow: days are counted in UTC here, and the agency's may be another one. A
 * clock that was put back since then tells no earlier limit than today.
 */
function isPossibleDay(date: string, preparedAt: number, at: number): boolean {
  const day = parseDay(date);
  const [first, today] = [Math.min(preparedAt, at), at].map((seconds) => Math.floor(seconds / secondsPerDay));
  return day !== null && first !== undefined && today !== undefined && day >= first - 1 && day <= today + 1;
}

function refuseDelivery(filing: FilingView, observation: Extract<Observation, { channel: ChannelId }>): Refusal | null {
  const delivery = filing.deliveries.find(({ channel }) => channel === observation.channel);
  if (!delivery) return refusal('no-such-delivery');
  if (filing.state === 'withdrawn') {
    const isAwaited = delivery.underWay || (delivery.state === 'unknown' && observation.kind !== 'unknown');
    if (!isAwaited) return refusal('filing-withdrawn');
  }
  if (observation.kind === 'not-received' && filing.pagesEndedAt !== null) return refusal('pages-ended');
  // What was handed over may be lost or damaged before anybody took it: a person who looked asks for it again.
  if (delivery.handedOver && observation.kind === 'not-received') return null;
  if (isCorrection(delivery, observation)) return null;
  const rule = deliveryRules[delivery.state][observation.kind];
  return rule === 'allowed' ? null : refusal(rule);
}

/** An agent who compared it with the slip gives another number of the same letter: it stays sent. */
const isCorrection = (
  delivery: FilingView['deliveries'][number],
  observation: Extract<Observation, { channel: ChannelId }>,
): boolean =>
  observation.kind === 'sent' &&
  observation.channel === 'post' &&
  observation.agent !== null &&
  delivery.state === 'sent' &&
  delivery.reference !== null &&
  delivery.reference !== observation.reference;

/** State of the filing that an acknowledgement leads to: `mismatch` when the agency does not hold every page. */
export function acknowledgedState(
  pages: number,
  { pages: counted, pagesHeld }: Extract<Observation, { kind: 'acknowledged' }>,
): 'acknowledged' | 'mismatch' {
  const holdsAll = pagesHeld === null || new Set(pagesHeld).size === pages;
  return (counted === null || counted === pages) && holdsAll ? 'acknowledged' : 'mismatch';
}
