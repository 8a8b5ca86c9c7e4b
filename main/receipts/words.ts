import { createInstance } from 'i18next';
import type { Locales } from '../../kiosk-config/schema/locales.ts';

/** What a receipt can say in one language, with the desk's own time. */
export interface Words {
  readonly language: string;
  /** The text of a key with its values put in as they are. Throws on an unknown key or a missing value: a bug. */
  say(key: string, values?: Readonly<Record<string, string | number>>): string;
  /** A plain date (`2026-12-04`) in full words: « vendredi 4 décembre 2026 ». */
  day(date: string): string;
  /** A time (seconds since 1970) at the desk, to the minute: « lundi 23 novembre 2026 à 11 h 05 (heure de Paris) ». */
  moment(seconds: number): string;
  /** The same time in UTC, to the second: `2026-11-23 10:05:00 UTC`. */
  utc(seconds: number): string;
}

/** Ways of writing dates: day before month, whatever the visitor's country. */
const dateLocales: Readonly<Record<string, string>> = { en: 'en-GB' };

/** Builds the words of `language`, which must be in `texts`; nothing is shared between two calls. */
export function buildWords(texts: Locales, language: string, timeZone: string): Words {
  const translation = texts[language];
  if (!translation) throw new Error(`buildWords: no texts in ${language}`);
  const i18n = createInstance({
    lng: language,
    resources: { [language]: { translation } },
    fallbackLng: false,
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    // Paper is not HTML: a value is printed as it is, and never read as a template.
    interpolation: { escapeValue: false, skipOnVariables: true },
    parseMissingKeyHandler: (key: string) => {
      throw new Error(`no text ${key} in ${language}`);
    },
    missingInterpolationHandler: (text: string) => {
      throw new Error(`a value is missing in « ${text} » (${language})`);
    },
  });
  void i18n.init();
  const say: Words['say'] = (key, values = {}) => i18n.t(key, values);
  const format = (zone: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dateLocales[language] ?? language, { timeZone: zone, ...options });
  const inWords = (at: Date, zone: string): string =>
    format(zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
      .formatToParts(at)
      .map(({ type, value }) => (type === 'day' && value === '1' ? say('receipt.day.first') : value))
      .join('');
  const zoneKey = `receipt.zone.${timeZone}`;
  const zoneName = i18n.exists(zoneKey) ? say(zoneKey) : say('receipt.zone.other', { zone: timeZone });
  // On narrow paper the zone goes to the next line as a whole.
  const zone = zoneName.replaceAll(' ', '\u00a0');
  return {
    language,
    say,
    day: (date) => inWords(new Date(`${date}T00:00:00Z`), 'UTC'),
    moment: (seconds) => {
      const at = new Date(seconds * 1000);
      const clock = format(timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).formatToParts(at);
      const part = (type: string): string => clock.find((each) => each.type === type)?.value ?? '';
      const date = inWords(at, timeZone);
      return say('receipt.moment', { date, hour: Number(part('hour')), minute: part('minute'), zone });
    },
    utc: (seconds) => `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`,
  };
}

/** Hexadecimal digits in groups of four, `perLine` groups a line, so that two people can compare them aloud. */
export function groupsOfFour(hex: string, perLine = Number.POSITIVE_INFINITY): string[] {
  const groups = hex.match(/.{1,4}/g) ?? [];
  const lines: string[] = [];
  for (let i = 0; i < groups.length; i += perLine) lines.push(groups.slice(i, i + perLine).join(' '));
  return lines;
}
