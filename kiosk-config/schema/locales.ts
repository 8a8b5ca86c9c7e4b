import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { languageCodes } from './bundle.ts';

/** Texts of one language: flat keys (`receipt.title.sent`), i18next plural suffixes, `{{value}}` where a value goes. */
export const localeSchema = z.record(z.string().regex(/^[a-z]+(?:\.[A-Za-z/_]+)+$/), z.string().min(1));
export type Locale = Readonly<Record<string, string>>;

/** Texts by language code; French is always there. */
export type Locales = Readonly<Record<string, Locale>>;

/** Reads the texts that ship with the product, for every language it has words for. Throws when one is broken: a bug. */
export async function loadLocales(): Promise<Locales> {
  const folder = new URL('../locales/', import.meta.url);
  const entries = languageCodes.map(async (code) => {
    const text = await readFile(new URL(`${code}.json`, folder), 'utf8');
    return [code, localeSchema.parse(JSON.parse(text))] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
