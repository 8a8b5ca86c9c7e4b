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
  /** `2026-12-04`. */
  readonly day: string;
  readonly certain: boolean;
}

/** `soon`: it can still be kept, and somebody must act. `late`: the day is over. */
export const warnings = ['none', 'soon', 'late'] as const;
export type Warning = (typeof warnings)[number];

export const warningLimits = {
  /**
   * `soon` below so many working days, today and the day itself counted: a desk that opens on one weekday alone then sees it
   * at its last opening before the day. The same for every channel: a letter counts when it is posted on the day itself
   * (postmark, CRPA art. L112-1), and over the counter an agent must take it over by then.
   */
  soonBelowWorkingDays: 6,
  /** The end of a filing's life is said in its last week: the same desk sees it once. */
  endSaidDays: 7,
} as const;

const schema = z.strictObject({
  v: z.literal(1),
  day: z.string().refine((day) => parseDay(day) !== null),
  certain: z.boolean(),
});

/** What is sealed under the filing's key, kind `due`: no name and no field is in it, so the core may open it. */
export const encodeDue = ({ day, certain }: Due): Uint8Array => canonicalBytes({ v: 1, day, certain });

/** null: the filing has none, or was recorded before it was kept. */
export function readDue(store: Store, sealer: Sealer): Due | null {
  const sealed = readSealed(store, sealer.filing, 'due', 0);
  const opened = sealed && sealer.open('due', 0, sealed);
  if (!opened?.ok) return null;
  // A visit's process wrote it: what strangers bring went through there.
  const parsed = schema.safeParse(attempt(() => JSON.parse(utf8Text(opened.value)) as unknown));
  return parsed.success ? { day: parsed.data.day, certain: parsed.data.certain } : null;
}

/** `today`: the desk's day, `2026-11-23`. Working days are the desk's, every holiday that might be one left out. */
export function warningOf(due: Due | null, today: string, desk: AgencyPlace): Warning {
  const [last, now] = [parseDay(due?.day ?? ''), parseDay(today)];
  if (last === null || now === null) return 'none';
  if (now > last) return 'late';
  const calendar = buildWorkingCalendar(desk, 'every');
  let left = 0;
  for (let day = now; day <= last && left < warningLimits.soonBelowWorkingDays; day += 1) {
    if (calendar.isWorkingDay(day)) left += 1;
  }
  return left < warningLimits.soonBelowWorkingDays ? 'soon' : 'none';
}
