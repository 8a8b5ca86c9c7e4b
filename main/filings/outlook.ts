import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { AgencyPlace } from '../../shared/deadlines/holidays.ts';
import { formatDay, parseDay } from '../../shared/deadlines/plain-date.ts';
import { ok, type Result } from '../../shared/result.ts';
import { dayAt } from '../receipts/view/day-at.ts';
import { secondsNow } from './clock.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import { type Due, lastDayOf, type Warning, warnerFor } from './due.ts';
import { dueAfter, dueOfFiling } from './due-of-filing.ts';
import { lifeLeft, type Retention } from './lifetime.ts';
import { lackingDeliveries, type WaitingDelivery, waitingDeliveries } from './outbox.ts';
import { type LivingFiling, readLives } from './read-lives.ts';

/** What lies ahead of a filing. Days are the desk's, `2026-12-04`. */
export interface Outlook {
  readonly due: Due | null;
  /** The day to tell: the prudent one, and once that is over the last one in law. */
  readonly actBy: string | null;
  readonly warning: Warning;
  /** From this day on its pages are gone and nothing of it can leave; null once they are. */
  readonly endsOn: string | null;
  /** That day is near, and something is still to leave. */
  readonly endsSoon: boolean;
  /** From this day on nothing of it can be opened; null once its key is gone. */
  readonly keyEndsOn: string | null;
}

export interface OutlookParts {
  readonly core: Core;
  readonly retention: Retention;
  /** Where the desk stands: its days and holidays count. */
  readonly desk: AgencyPlace;
}

/** Whose days and holidays count, and how long things are kept: the bundle's. */
export const outlookParts = (
  core: Core,
  { retention, desk, holidays }: Pick<Bundle, 'retention' | 'desk' | 'holidays'>,
): OutlookParts => ({
  core,
  retention,
  desk: {
    department: desk.department,
    timeZone: desk.timeZone,
    localHolidays: holidays.localDays.map(({ month, day }) => ({ month, day })),
  },
});

/** `sent`: the agency lacks pages of it. */
export interface UrgentDelivery extends WaitingDelivery {
  readonly outlook: Outlook;
}

/**
 * Everything that waits, the most urgent first: what can still be kept, then what is late, then what ends, then the rest.
 * Where the agency lacks pages of what was sent, its first delivery stands for it, `sent`: somebody sends what is missing.
 */
export function urgentDeliveries({
  core,
  retention,
  desk,
}: OutlookParts): Result<readonly UrgentDelivery[], DataFault> {
  const waiting = waitingDeliveries(core);
  if (!waiting.ok) return waiting;
  const lacking = lackingDeliveries(core);
  if (!lacking.ok) return lacking;
  const look = outlooks({ core, retention, desk });
  const listed = [...waiting.value, ...lacking.value];
  const numbers = new Set(listed.map(({ number }) => number));
  const known = core.store.read(
    () =>
      new Map(
        readLives(core.store)
          .filter(({ number }) => numbers.has(number))
          .map((filing) => [filing.number, look(filing)]),
      ),
  );
  if (!known.ok) return known;
  const items = listed.map((item) => {
    const outlook = known.value.get(item.number) ?? nothingAhead;
    return { item: { ...item, outlook }, rank: rankOf(outlook) };
  });
  items.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : 0));
  return ok(items.map(({ item }) => item));
}

/** By the last day that is still to come: between the prudent day and the legal one a filing stands first. */
const rankOf = ({ warning, due, endsOn, endsSoon }: Outlook): string => {
  const group = { soon: '0', late: '1', none: endsSoon ? '2' : '3' }[warning];
  return `${group} ${warning === 'none' ? '' : due?.day} ${endsOn ?? '9'}`;
};

/** What lies ahead of the filing with this number. One whose key is gone has nothing ahead. */
export function outlookOf(parts: OutlookParts, number: string): Outlook {
  const { store } = parts.core;
  const read = store.read(() => readLives(store, number).map(outlooks(parts)));
  return (read.ok ? read.value[0] : undefined) ?? nothingAhead;
}

/** Today, the working days and the zone are looked up once for all filings. Throws the store's errors. */
function outlooks({ core, retention, desk }: OutlookParts): (filing: LivingFiling) => Outlook {
  const today = dayAt(secondsNow(core.clock), desk.timeZone);
  const warn = warnerFor(today, desk);
  return (filing) => {
    const due = dueOfFiling(core, filing);
    const left = lifeLeft(filing, retention, dueAfter(due, filing));
    const endsOn = filing.pagesEndedAt === null ? dayAfter(today, left.pages) : null;
    return {
      due,
      actBy: due && (today > due.day ? lastDayOf(due) : due.day),
      warning: needsWarning(filing) ? warn(due) : 'none',
      endsOn,
      endsSoon: left.isAnnounced && endsOn !== null,
      keyEndsOn: dayAfter(today, left.key),
    };
  };
}

const nothingAhead: Outlook = {
  due: null,
  actBy: null,
  warning: 'none',
  endsOn: null,
  endsSoon: false,
  keyEndsOn: null,
};

/** Nothing of it has left yet, or the agency lacks pages of it. */
const needsWarning = ({ state, deliveries }: LivingFiling): boolean =>
  state === 'mismatch' || (state === 'prepared' && !deliveries.includes('sent'));

/** Whole days, the begun one counted: what ends within the day ends today. */
const dayAfter = (today: string, seconds: number): string =>
  formatDay((parseDay(today) ?? 0) + Math.max(0, Math.floor(seconds / 86_400)));
