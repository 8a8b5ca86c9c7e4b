import { appItems } from './app-items.ts';
import { cameraItems } from './camera-items.ts';
import { guardItems } from './guard-items.ts';
import { type Bench, type HostFiles, openBench, Unmet } from './host.ts';
import { lineItems } from './line-items.ts';
import { visitItems } from './visit-items.ts';
import { windowItems } from './window-items.ts';

/** One thing that must hold of the host. */
export interface Item {
  readonly name: string;
  readonly holds: (
    open: (isServed?: boolean, camera?: boolean) => Bench,
    host: HostFiles,
  ) => boolean | Promise<boolean>;
}

const items: readonly Item[] = [
  ...appItems,
  ...cameraItems,
  ...guardItems,
  ...lineItems,
  ...visitItems,
  ...windowItems,
];

/** How an item does not hold: it says no, or something throws. */
const howBroken = ({ holds }: Item, host: HostFiles, preload: string): Promise<'no' | 'throws' | null> =>
  Promise.resolve()
    .then(() => holds((isServed, camera) => openBench(host, preload, isServed, camera), host))
    .then(
      (isHeld) => (isHeld ? null : 'no'),
      (error: unknown) => (error instanceof Unmet ? 'no' : 'throws'),
    );

/** Names of everything on Electron's checklist, and on ours, that does not hold of this host. */
export async function brokenItems(host: HostFiles, preload: string): Promise<string[]> {
  const broken: string[] = [];
  for (const item of items) if ((await howBroken(item, host, preload)) !== null) broken.push(item.name);
  return broken;
}

/** The first of the items with such a name that says no, or that one throws where none says no; null: all of them hold. */
export async function firstBroken(host: HostFiles, preload: string, among: RegExp): Promise<string | null> {
  let thrown: string | null = null;
  for (const item of items.filter(({ name }) => among.test(name))) {
    const how = await howBroken(item, host, preload);
    if (how === 'no') return item.name;
    if (how === 'throws') thrown ??= 'an item throws';
  }
  return thrown;
}

export const itemNames: readonly string[] = items.map(({ name }) => name);
