import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadHost } from './checklist/host.ts';
import { brokenItems, itemNames } from './checklist/items.ts';
import { buildPreload } from './stand-in/build-preload.ts';

const folder = fileURLToPath(new URL('../../../../../main/hosts/electron', import.meta.url));

describe('Electron’s security checklist, and ours', () => {
  it('every item of it holds', async () => {
    expect(itemNames.length).toBeGreaterThan(60);
    expect(new Set(itemNames).size).toBe(itemNames.length);
    expect(await brokenItems(await loadHost(folder), await buildPreload())).toEqual([]);
  });
});
