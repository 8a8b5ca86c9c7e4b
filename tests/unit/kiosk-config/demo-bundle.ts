import { readFileSync } from 'node:fs';

const read = (path: string): unknown => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'));

export const catalogue = (): unknown => read('kiosk-config/catalog/procedures.fr.json');
export const catalogueSource = (): unknown => read('tests/data/catalog-source.json');

/** The demo bundle as plain JSON with its catalogue in place, fresh at each call. */
export function demoJson(): Record<string, unknown> {
  const bundle = read('kiosk-config/demo/bundle.json') as Record<string, unknown>;
  return { ...bundle, catalogue: { ...(bundle.catalogue as object), procedures: catalogue() } };
}

type Path = readonly (string | number)[];

/** Sets, or with `undefined` removes, one value deep inside `root`; the way there must exist. */
export function put(root: unknown, path: Path, value: unknown): void {
  const [last, ...before] = [...path].reverse();
  let node = root;
  for (const key of before.reverse()) node = Reflect.get(node as object, key);
  if (last === undefined || typeof node !== 'object' || node === null) throw new Error(`no ${path.join('.')}`);
  if (value === undefined) Reflect.deleteProperty(node, last);
  else Object.defineProperty(node, last, { value, enumerable: true, configurable: true, writable: true });
}

export function demoWith(...changes: readonly (readonly [Path, unknown])[]): Record<string, unknown> {
  const bundle = demoJson();
  for (const [path, value] of changes) put(bundle, path, value);
  return bundle;
}
