import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const rooms = ['main', 'renderer', 'shared', 'kiosk-config'];

/** DESIGN section 3: imports only downwards. */
const allowed: readonly (readonly [from: RegExp, to: RegExp])[] = [
  [/^shared\//, /^shared\//],
  [/^kiosk-config\//, /^(kiosk-config|shared)\//],
  [/^kiosk-config\/console\//, /^renderer\/components\//],
  [/^main\//, /^(main|shared|kiosk-config\/schema)\//],
  [/^renderer\//, /^(renderer|shared)\//],
];

const files = rooms.flatMap((room) =>
  readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !name.includes('node_modules'))
    .map((name) => join(room, name)),
);

const importsOf = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target]) =>
    relative(root, resolve(root, dirname(file), target ?? '')),
  );
const graph = new Map(files.map((file) => [file, importsOf(file)]));

const isAllowed = (from: string, to: string): boolean => allowed.some(([a, b]) => a.test(from) && b.test(to));

function findCircle(): string[] | null {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | null => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return null;
    for (const next of graph.get(file) ?? []) {
      const circle = visit(next, [...path, file]);
      if (circle) return circle;
    }
    done.add(file);
    return null;
  };
  for (const file of files) {
    const circle = visit(file, []);
    if (circle) return circle;
  }
  return null;
}

describe('the four rooms', () => {
  it('has files to look at', () => {
    expect(files.length).toBeGreaterThan(20);
    expect([...graph.values()].flat().length).toBeGreaterThan(40);
  });

  it('an import never goes up or sideways', () => {
    const arrows = [...graph].flatMap(([from, targets]) => targets.map((to) => [from, to] as const));
    expect(arrows.filter(([from, to]) => !isAllowed(from, to)).map((arrow) => arrow.join(' → '))).toEqual([]);
  });

  it('an arrow in the wrong direction would be seen', () => {
    expect(isAllowed('shared/filing.ts', 'main/cli.ts')).toBe(false);
    expect(isAllowed('main/cli.ts', 'kiosk-config/cli/keygen.ts')).toBe(false);
    expect(isAllowed('renderer/app.tsx', 'main/cli.ts')).toBe(false);
    expect(isAllowed('kiosk-config/cli/keygen.ts', 'main/node-crypto.ts')).toBe(false);
  });

  it('there is no import circle', () => {
    expect(findCircle()).toBeNull();
  });

  it('only hosts/electron names electron, and shared names no Node module', () => {
    for (const file of files) {
      const text = readFileSync(join(root, file), 'utf8');
      if (!file.startsWith('main/hosts/electron')) expect(text, file).not.toMatch(/from 'electron'/);
      if (file.startsWith('shared/')) expect(text, file).not.toMatch(/from 'node:/);
    }
  });

  it('children are started with the Node that ships, by a name that is found in the built program too', () => {
    const own = files.filter((file) => /^main\/(?!bin\/|hosts\/chromium\/|worker-node\.ts)/.test(file));
    expect(own.length).toBeGreaterThan(100);
    const strange = /process\.execPath|new URL\('\.[^']*\.ts'/;
    expect(own.filter((file) => strange.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it('no file is longer than 350 lines', () => {
    const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 351);
    expect(long).toEqual([]);
  });
});
