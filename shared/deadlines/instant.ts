import { type DayNumber, formatDay, parseDay, two } from './plain-date.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A reading of a wall clock, as if it stood in UTC: milliseconds since 1970-01-01T00:00 on that clock. */
type WallMs = number;

/** True for an IANA zone this machine knows. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** One formatter a zone: making one takes fifty times as long as using it. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const numeric = 'numeric';
  const made = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  formats.set(timeZone, made);
  return made;
}

/** What the wall clock of the zone shows at an instant (epoch ms). An unknown zone throws: `isTimeZone` first. */
export function wallClock(epochMs: number, timeZone: string): WallMs {
  const part = new Map(
    formatOf(timeZone)
      .formatToParts(epochMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): number => part.get(type) ?? 0;
  return Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
}

/** The instant at which the zone's clock shows `wall`; the earliest reading when it shows it twice or never (prudent). */
export function instantOf(wall: WallMs, timeZone: string): number {
  // A day away on both sides no change of clocks can hide either offset.
  const readings = [wall - dayMs, wall + dayMs].map((near) => wall - (wallClock(near, timeZone) - near));
  const real = readings.filter((epochMs) => wallClock(epochMs, timeZone) === wall);
  return Math.min(...(real.length > 0 ? real : readings));
}

/** An instant that counts hours; `hourKnown` is false when only a date was given, then the day's first minute is taken. */
export interface Start {
  readonly epochMs: number;
  readonly hourKnown: boolean;
}

const written = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;

/** Reads `YYYY-MM-DD`, or RFC 3339 to the minute (seconds are dropped: earlier), the offset being the zone's when absent. */
export function parseStart(text: string, timeZone: string): Start | null {
  const parts = written.exec(text);
  const day = parseDay(parts?.[1] ?? text);
  if (day === null) return null;
  if (parts === null) return { epochMs: instantOf(day * dayMs, timeZone), hourKnown: false };
  const wall = day * dayMs + Number(parts[2]) * hourMs + Number(parts[3]) * minuteMs;
  const offset = parts[4];
  if (offset === undefined) return { epochMs: instantOf(wall, timeZone), hourKnown: true };
  return { epochMs: wall - offsetMs(offset), hourKnown: true };
}

function offsetMs(offset: string): number {
  if (offset === 'Z') return 0;
  const size = Number(offset.slice(1, 3)) * hourMs + Number(offset.slice(4, 6)) * minuteMs;
  return offset.startsWith('-') ? -size : size;
}

/** Hours counted two ways: really elapsed, and on the wall clock; they differ when the clocks change in between. */
export function addHours(start: number, hours: number, timeZone: string): { elapsed: number; wall: number } {
  const elapsed = start + hours * hourMs;
  return { elapsed, wall: instantOf(wallClock(start, timeZone) + hours * hourMs, timeZone) };
}

/** Writes `YYYY-MM-DDTHH:mm+HH:MM` on the zone's clock. */
export function formatInstant(epochMs: number, timeZone: string): string {
  const wall = wallClock(epochMs, timeZone);
  const offset = Math.round((wall - epochMs) / minuteMs);
  const size = Math.abs(offset);
  const minuteOfDay = Math.floor((wall - Math.floor(wall / dayMs) * dayMs) / minuteMs);
  const zone = `${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
  return `${formatDay(dayOf(epochMs, timeZone))}T${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}${zone}`;
}

/** The day on which an instant falls in the zone. */
export function dayOf(epochMs: number, timeZone: string): DayNumber {
  return Math.floor(wallClock(epochMs, timeZone) / dayMs);
}

/** The last day that still has a minute before the instant: the day before, when it is midnight. */
export function lastDayBefore(epochMs: number, timeZone: string): DayNumber {
  return dayOf(epochMs - 1, timeZone);
}
