import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadLocales } from '../../../kiosk-config/schema/locales.ts';

const root = resolve(import.meta.dirname, '../../..');
const texts = await loadLocales();
const keysOf = (language: string): string[] => Object.keys(texts[language] ?? {}).sort();
const entries = Object.entries(texts).flatMap(([language, locale]) =>
  Object.entries(locale).map(([key, text]) => ({ language, key, text })),
);
const fr = entries.filter(({ language }) => language === 'fr');

/** Sources that may say something to a visitor. */
const source = ['main', 'renderer']
  .flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(join(root, room, name), 'utf8')),
  )
  .join('\n');
const areas = [...new Set(keysOf('fr').map((key) => key.split('.')[0]))].join('|');
const spoken = new Set(
  [...source.matchAll(new RegExp(`'((?:${areas})(?:\\.[A-Za-z_]+)+)'`, 'g'))]
    .map(([, key]) => key ?? '')
    // File names are quoted alike.
    .filter((key) => !/\.(?:json|pub|pdf|png|escpos|cose|ts)$/.test(key)),
);
/** Keys made of parts: `screen.fault.${text}.title` speaks of every key of that shape, and of no other. */
const spokenShapes = [...source.matchAll(new RegExp(`\`((?:${areas})\\.(?:[A-Za-z_.]|\\$\\{[^}]+\\})+)\``, 'g'))].map(
  ([, key]) => new RegExp(`^${(key ?? '').replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '[A-Za-z/_]+')}$`),
);
const withoutPlural = (key: string): string => key.replace(/_(?:one|other|many|zero|two|few)$/, '');

describe('texts for visitors', () => {
  it('has the same keys in every language', () => {
    expect(keysOf('fr').length).toBeGreaterThan(80);
    for (const language of Object.keys(texts)) expect(keysOf(language), language).toEqual(keysOf('fr'));
  });

  it('takes the same values in every language', () => {
    const values = (text: string | undefined): string[] =>
      [...(text ?? '').matchAll(/\{\{\w+\}\}/g)].map(String).sort();
    for (const { language, key, text } of entries) {
      // French says « une page » and English “one page” alike with their number.
      expect(values(text), `${language} ${key}`).toEqual(values(texts.fr?.[key]));
    }
  });

  it('has no text that nobody says', () => {
    const unused = keysOf('fr').filter(
      (key) => !spoken.has(withoutPlural(key)) && !spokenShapes.some((shape) => shape.test(withoutPlural(key))),
    );
    expect(unused).toEqual([]);
  });

  it('says no key that has no text', () => {
    const known = new Set(keysOf('fr').map(withoutPlural));
    expect(spoken.size).toBeGreaterThan(60);
    expect([...spoken].filter((key) => !known.has(key))).toEqual([]);
  });

  it('keeps French typography: no-break spaces, curved apostrophes', () => {
    for (const { key, text } of fr) {
      expect(text, key).not.toMatch(/[^\u00a0\u202f][;:!?»€](?!\/)/);
      expect(text, key).not.toMatch(/«(?!\u00a0)/);
      expect(text, key).not.toMatch(/['"]| {2}|\.\.\./);
    }
  });

  it('never calls our own paper « accusé de réception », and « dépôt » only what is not one yet', () => {
    for (const { key, text } of entries) {
      expect(text, key).not.toMatch(/accusé de réception|acknowledgement of receipt/i);
      if (/dépôt|déposé\b/i.test(text)) expect(key).toBe('receipt.not.proves.sent');
    }
  });

  it('is written in short sentences', () => {
    for (const { key, text } of fr) {
      if (key === 'receipt.attachments') continue;
      for (const sentence of text.split(/[.:] /)) expect(sentence.split(' ').length, key).toBeLessThanOrEqual(15);
    }
  });
});
