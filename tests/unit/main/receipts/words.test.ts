import { describe, expect, it } from 'vitest';
import { buildWords, groupsOfFour } from '../../../../main/receipts/words.ts';
import { texts } from './fixture.ts';

const at = (iso: string): number => Date.parse(iso) / 1000;
const fr = buildWords(texts, 'fr', 'Europe/Paris');

describe('words of a receipt', () => {
  it('says dates in full words, in the time of the desk', () => {
    expect(fr.moment(at('2026-11-23T10:05:00Z'))).toBe(
      'lundi 23 novembre 2026 à 11\u00a0h\u00a005 (heure\u00a0de\u00a0Paris)',
    );
    expect(fr.utc(at('2026-11-23T10:05:07Z'))).toBe('2026-11-23 10:05:07 UTC');
    expect(fr.day('2026-12-01')).toBe('mardi 1er décembre 2026');
    expect(fr.day('2026-12-21')).toBe('lundi 21 décembre 2026');
  });

  it('shows the change of day and of hour: midnight, summer time, overseas', () => {
    expect(fr.moment(at('2026-12-31T23:00:00Z'))).toContain('vendredi 1er janvier 2027 à 0\u00a0h\u00a000');
    expect(fr.moment(at('2026-07-14T10:05:00Z'))).toContain('mardi 14 juillet 2026 à 12\u00a0h\u00a005');
    const reunion = buildWords(texts, 'fr', 'Indian/Reunion');
    expect(reunion.moment(at('2026-11-23T21:05:00Z'))).toBe(
      'mardi 24 novembre 2026 à 1\u00a0h\u00a005 (heure\u00a0de\u00a0La\u00a0Réunion)',
    );
    const noumea = buildWords(texts, 'fr', 'Pacific/Noumea');
    expect(noumea.moment(at('2026-11-23T10:05:00Z'))).toContain('(heure\u00a0locale\u00a0:\u00a0Pacific/Noumea)');
  });

  it('says the same in English', () => {
    const en = buildWords(texts, 'en', 'Europe/Paris');
    expect(en.moment(at('2026-11-23T10:05:00Z'))).toMatch(/^Monday,? 23 November 2026 at 11:05 \(Paris\u00a0time\)$/);
  });

  it('prints a hostile value as it is: no template, no escaping', () => {
    const reference = '$t(receipt.demo) {{number}} <b>&amp;</b>';
    expect(fr.say('receipt.reference', { reference })).toBe(`Référence\u00a0: ${reference}`);
  });

  it('throws on a key without text and on a value that was not given', () => {
    expect(() => fr.say('receipt.nothing')).toThrow('no text');
    expect(() => fr.say('receipt.reference')).toThrow('a value is missing');
    expect(() => buildWords(texts, 'xx', 'Europe/Paris')).toThrow('no texts');
  });

  it('groups digits so that two people can compare them', () => {
    expect(groupsOfFour('0123456789abcdef', 2)).toEqual(['0123 4567', '89ab cdef']);
  });
});
