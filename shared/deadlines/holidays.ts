import { type DayNumber, toDayNumber } from './plain-date.ts';

/** A day that comes back every year; `month` is 1 to 12. */
export interface MonthDay {
  readonly month: number;
  readonly day: number;
}

/** Where the agency is: holidays and clocks are those of its department, not of the desk's. */
export interface AgencyPlace {
  /** `59`, `2A`, `974`. */
  readonly department: string;
  /** IANA name, `Europe/Paris`. */
  readonly timeZone: string;
  /** Site setting: days on which this agency is surely closed by local law, beside those known here. */
  readonly localHolidays?: readonly MonthDay[] | undefined;
}

/** The holidays of one year, by how sure they are for this agency. */
export interface Holidays {
  readonly national: readonly DayNumber[];
  readonly local: readonly DayNumber[];
  /** Local days not sure for this commune: Good Friday (code du travail L3134-13), abolition days cited from memory. */
  readonly doubtful: readonly DayNumber[];
}

// Code du travail L3133-1, the eight that do not move.
const fixed: readonly MonthDay[] = [
  { month: 1, day: 1 },
  { month: 5, day: 1 },
  { month: 5, day: 8 },
  { month: 7, day: 14 },
  { month: 8, day: 15 },
  { month: 11, day: 1 },
  { month: 11, day: 11 },
  { month: 12, day: 25 },
];

const alsaceMoselle: readonly string[] = ['57', '67', '68'];

// Abolition of slavery (code du travail L3422-2); from memory in the catalogue, so doubtful until the site's settings name it.
const abolitionDays: Readonly<Record<string, MonthDay>> = {
  '971': { month: 5, day: 27 },
  '972': { month: 5, day: 22 },
  '973': { month: 6, day: 10 },
  '974': { month: 12, day: 20 },
  '976': { month: 4, day: 27 },
};

/** Easter Sunday of a Gregorian year (Meeus, Jones, Butcher). */
export function easterSunday(year: number): DayNumber {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return toDayNumber({ year, month: Math.floor(n / 31), day: (n % 31) + 1 });
}

/** Public holidays of one year in the agency's department. */
export function holidaysOf(year: number, place: AgencyPlace): Holidays {
  const easter = easterSunday(year);
  const dayOf = ({ month, day }: MonthDay): DayNumber => toDayNumber({ year, month, day });
  const inAlsaceMoselle = alsaceMoselle.includes(place.department);
  const abolition = abolitionDays[place.department];
  return {
    national: [...fixed.map(dayOf), easter + 1, easter + 39, easter + 50],
    local: [...(place.localHolidays ?? []), ...(inAlsaceMoselle ? [{ month: 12, day: 26 }] : [])].map(dayOf),
    doubtful: [...(inAlsaceMoselle ? [easter - 2] : []), ...(abolition === undefined ? [] : [dayOf(abolition)])],
  };
}
