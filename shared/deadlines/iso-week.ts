import { type DayNumber, toDayNumber, toPlainDate, two, weekday } from './plain-date.ts';

/** ISO 8601 week of a day, `2026-W53`: the week belongs to the year of its Thursday. */
export function isoWeek(day: DayNumber): string {
  const thursday = day - weekday(day) + 4;
  const { year } = toPlainDate(thursday);
  const week = Math.floor((thursday - toDayNumber({ year, month: 1, day: 1 })) / 7) + 1;
  return `${year}-W${two(week)}`;
}

/** In how many different ISO weeks the attempts were made: two of one week count once. */
export function distinctIsoWeeks(days: readonly DayNumber[]): number {
  return new Set(days.map(isoWeek)).size;
}
