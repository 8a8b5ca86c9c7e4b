import type { DeliveryState, FilingState } from '../../shared/filing.ts';

/** Days, from the bundle: `retention` says what each is for. */
export interface Retention {
  readonly receiptReprintDays: number;
  readonly undeliveredMaxDays: number;
  readonly originalsMaxDays: number;
}

export const lifeLimits = {
  /** The end of what has something to leave is said so long, in days that were counted: a desk that opens on one weekday sees it once. */
  announcedDays: 7,
  /** The visitor's day over, somebody may still find the filing and explain a late sending. */
  afterDueDays: 7,
  /** A day so far ahead was mistyped: it must not keep a key for decades (promise 5). */
  longestDueDays: 366,
} as const;

/** A filing as its end is decided. */
export interface Life {
  readonly state: FilingState;
  readonly deliveries: readonly DeliveryState[];
  /** Seconds the kiosk has lived with it, and of those since anything was last observed of it. */
  readonly lived: number;
  readonly quiet: number;
  /** Somebody said that a delivery had not arrived: it was queued again. */
  readonly askedAgain: boolean;
  /** Seconds counted since its end was announced; null: it is not. */
  readonly ending: number | null;
}

/** Seconds of life that are left; 0 or less: over. The pages never outlive the key. */
export interface LifeLeft {
  readonly pages: number;
  readonly key: number;
  /** It is in its last week with something still to leave: that is said before it ends. */
  readonly isAnnounced: boolean;
}

const secondsPerDay = 86_400;

/** Something of it is still to leave: a delivery, or the pages that the agency lacks. */
export const isToLeave = ({ state, deliveries }: Pick<Life, 'state' | 'deliveries'>): boolean =>
  state === 'mismatch' || (state === 'prepared' && deliveries.some((delivery) => delivery !== 'sent'));

/** How long pages and key of a filing are still needed (docs/decisions/0008). `dueAfter`: seconds from its recording to the end of the visitor's day, 0 when none is known. */
export function lifeLeft(life: Life, retention: Retention, dueAfter = 0): LifeLeft {
  const { state, deliveries, lived, quiet } = life;
  const after = (days: number, counted: number): number => days * secondsPerDay - counted;
  // What a person asked for again is as undelivered as on its first day.
  const undelivered = after(retention.undeliveredMaxDays, life.askedAgain ? Math.min(lived, quiet) : lived);
  if (isToLeave(life)) {
    const needed = [undelivered];
    if (dueAfter > 0) needed.push(untilDue(dueAfter) - lived);
    const isUndelivered = state === 'prepared' && !deliveries.includes('sent');
    if (!isUndelivered) needed.push(after(retention.originalsMaxDays, quiet));
    // The pages that the agency lacks are undelivered: as long as that, from the last time it said so.
    if (state === 'mismatch') needed.push(after(retention.undeliveredMaxDays, quiet));
    const wanted = Math.max(...needed);
    const isAnnounced = wanted <= lifeLimits.announcedDays * secondsPerDay;
    const pages = isAnnounced ? Math.max(wanted, after(lifeLimits.announcedDays, life.ending ?? 0)) : wanted;
    // Nobody confirmed that it left: given up whole, paper reprints or not.
    const key = isUndelivered ? pages : Math.max(pages, after(retention.receiptReprintDays, lived));
    return { pages, key, isAnnounced };
  }
  const pages = after(retention.originalsMaxDays, quiet);
  // What was under way at the withdrawal may still be answered; that takes the key, not the pages.
  const answer = deliveries.includes('unknown') ? undelivered : 0;
  return { pages, key: Math.max(pages, after(retention.receiptReprintDays, lived), answer), isAnnounced: false };
}

const untilDue = (dueAfter: number): number =>
  Math.min(dueAfter, lifeLimits.longestDueDays * secondsPerDay) + lifeLimits.afterDueDays * secondsPerDay;
