import { z } from 'zod';
import { attempt, utf8Text } from '../../shared/bytes.ts';
import { canonicalBytes } from '../../shared/canonical-json.ts';
import type { AgencyPlace } from '../../shared/deadlines/holidays.ts';
import { parseDay } from '../../shared/deadlines/plain-date.ts';
import { buildWorkingCalendar } from '../../shared/deadlines/working-days.ts';
import type { Store } from './store.ts';
import type { Sealer } from './vault.ts';
import { readSealed } from './view.ts';

/** The day by which the visitor's filing must have left; not `certain`: the paper says « à confirmer » (promise 9). */
export interface Due {
  /** The prudent one, as printed: `2026-12-04`. */
  readonly day: string;
  readonly certain: boolean;
  /** The last day in law, the prudent one or after it; null: none is known but that. */
  readonly legal: string | null;
}

/** `soon`: it can still be kept, and somebody must act. `late`: the last day in law is over. */
export const warnings = ['none', 'soon', 'late'] as const;
export type Warning = (typeof warnings)[number];

export const warningLimits = {
  /**
   * `soon` below so many working days, today and the day itself counted: a desk that opens on one weekday alone then sees it
   * at its last opening before the day. The same for every channel: a letter counts when it is posted on the day itself
   * (postmark, CRPA art. L112-1), and over the counter an agent must take it over by then.
   */
  soonBelowWorkingDays: 6,
} as const;

const dayText = z.string().refine((day) => parseDay(day) !== null);
const schema = z.strictObject({
  v: z.literal(1),
  day: dayText,
  certain: z.boolean(),
  // Not in what was recorded before it was kept.
  legal: dayText.nullable().default(null),
});

/** What is sealed under the filing's key, kind `due`: no name and no field is in it, so the core may open it. */
export const encodeDue = ({ day, certain, legal }: Due): Uint8Array => canonicalBytes({ v: 1, day, certain, legal });

/** null: the filing has none, or was recorded before it was kept. */
export function readDue(store: Store, sealer: Sealer): Due | null {
  const sealed = readSealed(store, sealer.filing, 'due', 0);
  const opened = sealed && sealer.open('due', 0, sealed);
  if (!opened?.ok) return null;
  // A visit's process wrote it: what strangers bring went through there.
  const parsed = schema.safeParse(attempt(() => JSON.parse(utf8Text(opened.value)) as unknown));
  if (!parsed.success) return null;
  const { day, certain, legal } = parsed.data;
  return { day, certain, legal };
}

/** The last day on which it may still leave, `2026-12-04`. */
export const lastDayOf = ({ day, legal }: Due): string => (legal !== null && legal > day ? legal : day);

/** Days read once, by filing: a day never changes while its key lives. */
const known = new WeakMap<Store, Map<string, Due | null>>();

/** `open` null: it cannot be opened now, and is asked again. */
export function knownDue(store: Store, filing: string, open: () => Sealer | null): Due | null {
  const days = known.get(store) ?? new Map<string, Due | null>();
  known.set(store, days);
  const day = days.get(filing);
  if (day !== undefined) return day;
  const sealer = open();
  if (sealer === null) return null;
  const due = readDue(store, sealer);
  days.set(filing, due);
  return due;
}

/** Its key ended: nothing that it opened stays in memory (promise 5). */
export const forgetDue = (store: Store, filing: string): void => void known.get(store)?.delete(filing);

/** `today`: the desk's day, `2026-11-23`. Working days are the desk's, every holiday that might be one left out. */
export const warningOf = (due: Due | null, today: string, desk: AgencyPlace): Warning => warnerFor(today, desk)(due);

/** The same for many filings on one day. */
export function warnerFor(today: string, desk: AgencyPlace): (due: Due | null) => Warning {
  const now = parseDay(today);
  const calendar = buildWorkingCalendar(desk, 'every');
  return (due) => {
    const [day, last] = [parseDay(due?.day ?? ''), parseDay(due === null ? '' : lastDayOf(due))];
    if (day === null || last === null || now === null) return 'none';
    if (now > last) return 'late';
    let left = 0;
    for (let each = now; each <= day && left < warningLimits.soonBelowWorkingDays; each += 1) {
      if (calendar.isWorkingDay(each)) left += 1;
    }
    return left < warningLimits.soonBelowWorkingDays ? 'soon' : 'none';
  };
}
