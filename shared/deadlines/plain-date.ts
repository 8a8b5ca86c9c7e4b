/** A calendar day as a count of days since 1970-01-01 (proleptic Gregorian): no clock, no zone, no hour. */
export type DayNumber = number;

/** A calendar date in parts; `month` is 1 to 12. */
export interface PlainDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A year outside this range is a slip of the pen, not a deadline. */
export const yearLimits = { first: 1900, last: 2199 } as const;

/** Days from civil date, by eras of 400 years (146,097 days); months may not overflow, days may. */
export function toDayNumber({ year, month, day }: PlainDate): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The civil date of a day number; the inverse of `toDayNumber`. */
export function toPlainDate(day: DayNumber): PlainDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/** Last day of a month, 28 to 31. */
export function lastDayOfMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** From one day of the month to the same one, else that month's last day (CPC art. 641, 12 months from 28/02 stay on the 28th). */
export function addMonths(day: DayNumber, months: number): DayNumber {
  const date = toPlainDate(day);
  const index = date.year * 12 + (date.month - 1) + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return toDayNumber({ year, month, day: Math.min(date.day, lastDayOfMonth(year, month)) });
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekday(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Reads `YYYY-MM-DD`; null when it is not a real day or its year is outside `yearLimits`. */
export function parseDay(text: string): DayNumber | null {
  const parts = isoDate.exec(text);
  if (parts === null) return null;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  if (year < yearLimits.first || year > yearLimits.last || month < 1 || month > 12) return null;
  return day < 1 || day > lastDayOfMonth(year, month) ? null : toDayNumber({ year, month, day });
}

/** Writes `YYYY-MM-DD`. */
export function formatDay(day: DayNumber): string {
  const { year, month, day: dayOfMonth } = toPlainDate(day);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfMonth)}`;
}

/** Two digits, as dates and clocks are written. */
export function two(value: number): string {
  return String(value).padStart(2, '0');
}
