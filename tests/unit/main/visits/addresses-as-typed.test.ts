import { expect, it } from 'vitest';
import { linesOf } from '../../../../main/visits/post-pack-of.ts';

it.each<[string, string[]]>([
  ['12, rue de la Paix, 59000 LILLE', ['12, rue de la Paix', '59000 LILLE']],
  ['3 bis, rue des Exemples, 59800 LILLE', ['3 bis, rue des Exemples', '59800 LILLE']],
  ['Caf du Nord, 82 rue Brûle-Maison, 59000 LILLE', ['Caf du Nord', '82 rue Brûle-Maison', '59000 LILLE']],
  ['Caf du Nord\n12, rue de la Paix\n59000 LILLE', ['Caf du Nord', '12, rue de la Paix', '59000 LILLE']],
  ['شارع الأمثلة 3، ليل', ['شارع الأمثلة 3، ليل']],
  [', ,\n', []],
  ['a,b,c,d,e,f,g,h', ['a', 'b', 'c', 'd', 'e', 'f, g, h']],
])('%j is an address of these lines', (typed, lines) => {
  expect(linesOf(typed)).toEqual(lines);
});
