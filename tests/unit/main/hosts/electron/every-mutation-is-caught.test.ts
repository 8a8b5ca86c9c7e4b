import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generated } from './mutations/generated.ts';
import { describeMutation, type Mutation, mutable, newGarden, plant } from './mutations/mutation.ts';
import { type HostTrier, openTrier, unloaded } from './mutations/try-hosts.ts';
import { written } from './mutations/written.ts';
import { buildPreload } from './stand-in/build-preload.ts';

const garden = newGarden();
let preload = '';
beforeAll(async () => {
  preload = await buildPreload();
});
afterAll(() => rmSync(garden, { recursive: true, force: true }));

let planted = 0;
/** Why a mutation is not well caught; null: the item that is there for it is broken by it. */
async function unseen(mutation: Mutation, trier: HostTrier): Promise<string | null> {
  const home = join(garden, String(++planted));
  try {
    const folder = plant(home, mutation);
    const isPreload = /preload|line-channel/.test(mutation.file);
    const built = isPreload ? await buildPreload(join(folder, 'preload.ts')).catch(() => null) : preload;
    const among = mutation.item?.source ?? '';
    const broken = built === null ? unloaded : await trier.broken({ folder, preload: built, among });
    if (broken === null) return `NOT CAUGHT ${describeMutation(mutation)}`;
    // Whoever throws, hangs or ends may do so for any reason: where an item is named, that item says no.
    if (mutation.item && broken !== unloaded && !mutation.item.test(broken))
      return `NOT BY ITS ITEM (${broken}) ${describeMutation(mutation)}`;
    return broken === unloaded ? `NO HOST ANY MORE ${describeMutation(mutation)}` : null;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

describe('every setting, handler and check of the Electron host, taken away', () => {
  const dangerous = [...generated, ...written];

  it('there are enough of them, of every file', () => {
    expect(dangerous.length).toBeGreaterThan(250);
    const touched = new Set(dangerous.map(({ file }) => file));
    expect(mutable.filter((file) => !touched.has(file))).toEqual([]);
  });

  it('a change that changes nothing, or is out of date, is an error', () => {
    expect(() => plant(garden, { file: 'electron/keys.ts', find: 'no such text', replace: '' })).toThrow(
      'nothing left',
    );
  });

  it('is missed by the checklist', async () => {
    // Every fourth; each of them with RECEPISSE_TESTS=all.
    const waiting = dangerous.filter((_, i) => process.env.RECEPISSE_TESTS === 'all' || i % 4 === 0);
    const missed: string[] = [];
    const work = async (): Promise<void> => {
      const trier = openTrier();
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const found = await unseen(next, trier);
        if (found !== null) missed.push(found);
      }
      trier.close();
    };
    await Promise.all([work(), work()]);
    expect(missed.sort()).toEqual([]);
  }, 900_000);
});
