import i18next from 'i18next';

/** Says the text of a key in the language that is set. */
export type Say = (key: string, values?: Readonly<Record<string, string | number>>) => string;

export interface Texts {
  add(language: string, texts: Readonly<Record<string, string>>): void;
  in(language: string): Say;
}

/** Texts come from the kiosk's configuration by `add`; the page ships none. `onMissing`: a key without words, a bug. */
export function buildTexts(onMissing: (key: string) => void): Texts {
  const book = i18next.createInstance();
  void book.init({
    lng: 'fr',
    fallbackLng: 'fr',
    resources: {},
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    saveMissing: true,
    missingKeyHandler: (_languages, _namespace, key) => onMissing(key),
  });
  return {
    add: (language, texts) => {
      book.addResourceBundle(language, 'translation', texts, false, true);
    },
    in: (language) => {
      const say = book.getFixedT(language);
      return (key, values) => say(key, { ...values });
    },
  };
}

const rightToLeft: ReadonlySet<string> = new Set(['ar', 'fa', 'prs', 'ps', 'ur', 'he']);

/** The direction that a language is written in. */
export const directionOf = (language: string): 'ltr' | 'rtl' =>
  rightToLeft.has(language.split('-')[0] ?? '') ? 'rtl' : 'ltr';
