import { type AgencyPlace, type Holidays, holidaysOf } from './holidays.ts';
import { type DayNumber, toPlainDate, weekday } from './plain-date.ts';

/** Which local days count as holidays: none, the sure ones, or every one that might be. */
export type Caution = 'national' | 'sure' | 'every';

/** Monday to Friday outside holidays (« jour ouvré », and « jour ouvrable » of the README's report). */
export interface WorkingCalendar {
  isWorkingDay(day: DayNumber): boolean;
  /** The day itself when it is a working day, else the next one. */
  onOrAfter(day: DayNumber): DayNumber;
  /** The day itself when it is a working day, else the last one before it. */
  onOrBefore(day: DayNumber): DayNumber;
  /** The n-th working day after `day` (before it when `count` is negative); `day` itself never counts. */
  plus(day: DayNumber, count: number): DayNumber;
}

/** Working days of the agency's department, with the local days that `caution` admits. */
export function buildWorkingCalendar(place: AgencyPlace, caution: Caution): WorkingCalendar {
  const closedByYear = new Map<number, ReadonlySet<DayNumber>>();
  const closed = (year: number): ReadonlySet<DayNumber> => {
    const known = closedByYear.get(year) ?? new Set(admitted(holidaysOf(year, place), caution));
    closedByYear.set(year, known);
    return known;
  };
  const isWorkingDay = (day: DayNumber): boolean => weekday(day) <= 5 && !closed(toPlainDate(day).year).has(day);
  const walk = (day: DayNumber, step: 1 | -1): DayNumber => {
    let at = day;
    while (!isWorkingDay(at)) at += step;
    return at;
  };
  return {
    isWorkingDay,
    onOrAfter: (day) => walk(day, 1),
    onOrBefore: (day) => walk(day, -1),
    plus: (day, count) => {
      const step = count < 0 ? -1 : 1;
      let at = day;
      for (let left = Math.abs(count); left > 0; left -= 1) at = walk(at + step, step);
      return at;
    },
  };
}

function admitted({ national, local, doubtful }: Holidays, caution: Caution): readonly DayNumber[] {
  if (caution === 'national') return national;
  return caution === 'sure' ? [...national, ...local] : [...national, ...local, ...doubtful];
}
