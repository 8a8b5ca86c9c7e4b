import { appItems } from './app-items.ts';
import { guardItems } from './guard-items.ts';
import { type Bench, type HostFiles, openBench } from './host.ts';
import { lineItems } from './line-items.ts';
import { visitItems } from './visit-items.ts';
import { windowItems } from './window-items.ts';

/** One thing that must hold of the host; a throw is a no. */
export interface Item {
  readonly name: string;
  readonly holds: (open: (isServed?: boolean) => Bench, host: HostFiles) => boolean | Promise<boolean>;
}

const items: readonly Item[] = [...appItems, ...guardItems, ...lineItems, ...visitItems, ...windowItems];

const isBroken = ({ holds }: Item, host: HostFiles, preload: string): Promise<boolean> =>
  Promise.resolve()
    .then(() => holds((isServed) => openBench(host, preload, isServed), host))
    .then(
      (isHeld) => !isHeld,
      () => true,
    );

/** Names of everything on Electron's checklist, and on ours, that does not hold of this host. */
export async function brokenItems(host: HostFiles, preload: string): Promise<string[]> {
  const broken: string[] = [];
  for (const item of items) if (await isBroken(item, host, preload)) broken.push(item.name);
  return broken;
}

/** The first of the items with such a name that does not hold; null: all of them do. */
export async function firstBroken(host: HostFiles, preload: string, among: RegExp): Promise<string | null> {
  for (const item of items) if (among.test(item.name) && (await isBroken(item, host, preload))) return item.name;
  return null;
}

export const itemNames: readonly string[] = items.map(({ name }) => name);
