import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import type { AgencyPlace } from '../../shared/deadlines/holidays.ts';
import { formatDay, parseDay } from '../../shared/deadlines/plain-date.ts';
import { ok, type Result } from '../../shared/result.ts';
import { dayAt } from '../receipts/view/day-at.ts';
import { secondsNow } from './clock.ts';
import type { Core } from './core.ts';
import type { DataFault } from './data-fault.ts';
import { type Due, readDue, type Warning, warningLimits, warningOf } from './due.ts';
import { readLife } from './end-lives.ts';
import { lifeLeft, type Retention } from './lifetime.ts';
import { type WaitingDelivery, waitingDeliveries } from './outbox.ts';
import { openSealer, readFiling } from './transitions.ts';
import type { FilingView } from './view.ts';

/** What lies ahead of a filing. Days are the desk's, `2026-12-04`. */
export interface Outlook {
  readonly due: Due | null;
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

export interface UrgentDelivery extends WaitingDelivery {
  readonly outlook: Outlook;
}

/** Everything that waits, the most urgent first: what can still be kept, then what is late, then what ends, then the rest. */
export function urgentDeliveries(parts: OutlookParts): Result<readonly UrgentDelivery[], DataFault> {
  const waiting = waitingDeliveries(parts.core);
  if (!waiting.ok) return waiting;
  const known = new Map<string, Outlook>();
  const items = waiting.value.map((item) => {
    const outlook = known.get(item.number) ?? outlookOf(parts, item.number);
    known.set(item.number, outlook);
    return { ...item, outlook };
  });
  return ok(items.sort((a, b) => rankOf(a.outlook).localeCompare(rankOf(b.outlook))));
}

const rankOf = ({ warning, due, endsOn }: Outlook): string => {
  const group = { soon: '0', late: '1', none: '2' }[warning];
  return `${group} ${warning === 'none' ? '' : due?.day} ${endsOn ?? '9'}`;
};

/** What lies ahead of the filing with this number. One that cannot be read has nothing ahead that could be said. */
export function outlookOf({ core, retention, desk }: OutlookParts, number: string): Outlook {
  const filing = readFiling(core, number);
  const sealer = openSealer(core, number);
  if (!filing.ok || !sealer.ok) return nothingAhead;
  const read = core.store.read(() => ({
    due: readDue(core.store, sealer.value),
    left: lifeLeft(readLife(core.store, filing.value.id), retention),
  }));
  if (!read.ok) return nothingAhead;
  const { due, left } = read.value;
  const now = secondsNow(core.clock);
  const today = dayAt(now, desk.timeZone);
  const endsOn = filing.value.pagesEndedAt === null ? dayAfter(today, left.pages) : null;
  const isToLeave = hasToLeave(filing.value);
  return {
    due,
    warning: isToLeave ? warningOf(due, today, desk) : 'none',
    endsOn,
    endsSoon: isToLeave && endsOn !== null && left.pages <= warningLimits.endSaidDays * 86_400,
    keyEndsOn: dayAfter(today, left.key),
  };
}

const nothingAhead: Outlook = { due: null, warning: 'none', endsOn: null, endsSoon: false, keyEndsOn: null };

/** Nothing of it has left yet, or the agency lacks pages of it. */
const hasToLeave = ({ state, deliveries }: FilingView): boolean =>
  state === 'mismatch' || (state === 'prepared' && !deliveries.some((delivery) => delivery.state === 'sent'));

/** Whole days, the begun one counted: what ends within the day ends today. */
const dayAfter = (today: string, seconds: number): string =>
  formatDay((parseDay(today) ?? 0) + Math.max(0, Math.floor(seconds / 86_400)));
