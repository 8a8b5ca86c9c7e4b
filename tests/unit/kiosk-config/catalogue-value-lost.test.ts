import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue, catalogueSource } from './demo-bundle.ts';

// The catalogue as it was researched and reviewed; enriching may add keys, never touch a fact.
const reviewed = '6446a117c3212473c1305d4331963fe3e450f4374f78cab1b4cb5c2b570c3ebf';

/** Every difference between what was reviewed and what ships, keys added at the end of an object left aside. */
function lost(source: unknown, now: unknown, path: string): string[] {
  if (Array.isArray(source)) {
    if (!Array.isArray(now) || now.length !== source.length) return [`${path}: another length`];
    return source.flatMap((entry, index) => lost(entry, now[index], `${path}[${index}]`));
  }
  if (typeof source === 'object' && source !== null) {
    if (typeof now !== 'object' || now === null) return [`${path}: no object`];
    const keys = Object.keys(source);
    const order = keys.every((key, index) => Object.keys(now)[index] === key) ? [] : [`${path}: keys moved`];
    return [
      ...order,
      ...keys.flatMap((key) => lost(Reflect.get(source, key), Reflect.get(now, key), `${path}.${key}`)),
    ];
  }
  return Object.is(source, now) ? [] : [`${path}: ${JSON.stringify(source)} became ${JSON.stringify(now)}`];
}

test('the copy of the reviewed catalogue is the reviewed catalogue', () => {
  const bytes = readFileSync(new URL('../../data/catalog-source.json', import.meta.url));
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(reviewed);
});

test('no reviewed key or value of the 47 procedures was lost, changed or moved', () => {
  expect(lost(catalogueSource(), catalogue(), 'procedures')).toEqual([]);
});

test('the comparison itself sees a lost, changed, moved or shortened value', () => {
  const source = [{ a: 1, b: ['x', 'y'] }];
  expect(lost(source, [{ a: 1, b: ['x', 'y'], c: 3 }], '')).toEqual([]);
  for (const other of [
    [],
    [{ a: 2, b: ['x', 'y'] }],
    [{ b: ['x', 'y'], a: 1 }],
    [{ a: 1, b: ['x'] }],
    [{ a: 1 }],
    [null],
  ])
    expect(lost(source, other, '')).not.toEqual([]);
});

test('the file keeps the indent of the source, so that a change reads as a change', () => {
  const text = readFileSync(new URL('../../../kiosk-config/catalog/procedures.fr.json', import.meta.url), 'utf8');
  expect(text.trimEnd()).toBe(JSON.stringify(JSON.parse(text), null, 1));
});
