import type { DateLine } from '../journey/state.ts';
import { useScreens } from '../kiosk-context.ts';
import { Pictogram } from './pictogram.tsx';
import { French } from './words.tsx';

/** Day before month, as on the receipt, whatever the visitor's country. */
const localeOf = (language: string): string => (language === 'en' ? 'en-GB' : language);

/** `2026-12-03` in words of the language; anything else as it came. */
export function dayInWords(language: string, text: string): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!parts) return text;
  const day = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
  return new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'full', timeZone: 'UTC' }).format(day);
}

/** A moment at the desk: day, hour and minute. */
export const momentInWords = (language: string, utc: string, timeZone: string): string =>
  new Intl.DateTimeFormat(localeOf(language), { dateStyle: 'long', timeStyle: 'short', timeZone }).format(
    new Date(utc),
  );

/** Deadlines and next dates. What is not certain says so, in words and by its look. */
export function DateLines({ dates }: { readonly dates: readonly DateLine[] }) {
  const { say } = useScreens();
  if (dates.length === 0) return <p>{say('screen.dates.none')}</p>;
  return (
    <ul className="dates">
      {dates.map(({ label, date, when, left, certain, alarm }) => (
        <li key={`${label}${when}`} className={certain ? 'date date-certain' : 'date date-unsure'}>
          <Pictogram name={certain ? 'calendar' : 'unsure'} />
          <div>
            {date ? <p className="date-day">{when}</p> : null}
            {left === null ? null : (
              <p className="date-left">
                {left === 0 ? say('screen.dates.today') : say('screen.dates.left', { count: left })}
              </p>
            )}
            <p>
              <French>{label}</French>
            </p>
            {date ? null : <p className="date-how">{when}</p>}
            {alarm ? <p className="date-alarm">{alarm}</p> : null}
            {certain ? null : <p className="date-unsure-words">{say('screen.dates.unsure')}</p>}
          </div>
        </li>
      ))}
    </ul>
  );
}
