import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadHost, openBench } from './checklist/host.ts';
import { brokenItems, itemNames } from './checklist/items.ts';
import { generated } from './mutations/generated.ts';
import { buildPreload } from './stand-in/build-preload.ts';

const folder = fileURLToPath(new URL('../../../../../main/hosts/electron', import.meta.url));

describe('Electron’s security checklist, and ours', () => {
  it('every item of it holds', async () => {
    expect(itemNames.length).toBeGreaterThan(60);
    expect(new Set(itemNames).size).toBe(itemNames.length);
    expect(await brokenItems(await loadHost(folder), await buildPreload())).toEqual([]);
  });

  it('nothing of the host opens another program, exposes an API, loads a file or an address, or runs words as code', () => {
    const forbidden =
      /openExternal|openPath|contextBridge|ipcMain|loadFile|['`](?:file|https?):|executeJavaScript|insertCSS|openDevTools|getFocusedWindow/;
    const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((name) => forbidden.test(readFileSync(join(folder, name), 'utf8')))).toEqual([]);
  });

  it('every handler that stands in the open host has its mutation, and so has every option of its window', async () => {
    const bench = openBench(await loadHost(folder), await buildPreload());
    const { appEvents } = bench.electron;
    const buses = [appEvents, bench.first.events, bench.first.contentsEvents, bench.session.events];
    const events = buses.flatMap((bus) => [...bus.events]);
    expect(events.length).toBeGreaterThan(20);
    const isMutated = (word: string): boolean => generated.some(({ find }) => find.includes(word));
    expect(events.filter((event) => !isMutated(`'${event}'`))).toEqual([]);
    const { webPreferences, ...window } = bench.first.options;
    const options = [...Object.keys(window), ...Object.keys(webPreferences ?? {})];
    // Given from outside: what they are is an item of the checklist.
    const given = ['preload', 'session'];
    expect(options.filter((option) => !given.includes(option) && !isMutated(`${option}:`))).toEqual([]);
    const setters = Object.keys(bench.session.handlers);
    expect(setters.sort()).toEqual([
      'before',
      'bluetooth',
      'certificate',
      'check',
      'device',
      'display',
      'request',
      'scheme',
    ]);
  });
});
