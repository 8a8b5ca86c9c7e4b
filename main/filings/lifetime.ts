import type { DeliveryState, FilingState } from '../../shared/filing.ts';

/** Days, from the bundle: `retention` says what each is for. */
export interface Retention {
  readonly receiptReprintDays: number;
  readonly undeliveredMaxDays: number;
  readonly originalsMaxDays: number;
}

/** A filing as its end is decided. */
export interface Life {
  readonly state: FilingState;
  readonly deliveries: readonly DeliveryState[];
  /** Seconds the kiosk has lived with it, and of those since anything was last observed of it. */
  readonly lived: number;
  readonly quiet: number;
}

/** Seconds of life that are left; 0 or less: over. The pages never outlive the key. */
export interface LifeLeft {
  readonly pages: number;
  readonly key: number;
}

const secondsPerDay = 86_400;

/** How long pages and key of a filing are still needed (docs/decisions/0008). */
export function lifeLeft({ state, deliveries, lived, quiet }: Life, retention: Retention): LifeLeft {
  const after = (days: number, counted: number): number => days * secondsPerDay - counted;
  const undelivered = after(retention.undeliveredMaxDays, lived);
  // Nobody confirmed that it left: given up whole, paper reprints or not.
  if (state === 'prepared' && !deliveries.includes('sent')) return { pages: undelivered, key: undelivered };

  const needed = [after(retention.originalsMaxDays, quiet)];
  const isOpen = state === 'prepared' || state === 'mismatch';
  if (isOpen && deliveries.some((delivery) => delivery !== 'sent')) needed.push(undelivered);
  // The pages that the agency lacks are undelivered: as long as that, from the last time it said so.
  if (state === 'mismatch') needed.push(after(retention.undeliveredMaxDays, quiet));
  const pages = Math.max(...needed);
  // What was under way at the withdrawal may still be answered; that takes the key, not the pages.
  const answer = deliveries.includes('unknown') ? undelivered : 0;
  return { pages, key: Math.max(pages, after(retention.receiptReprintDays, lived), answer) };
}
