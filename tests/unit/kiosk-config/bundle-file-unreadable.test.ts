import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleFileLimits, demoBundlePath, loadBundle } from '../../../kiosk-config/schema/load-bundle.ts';
import { catalogue, demoJson, demoWith } from './demo-bundle.ts';

let root: string;
let bundlePath: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'recepisse-bundle-'));
  mkdirSync(join(root, 'tree', 'desk'), { recursive: true });
  mkdirSync(join(root, 'tree', 'catalog'));
  bundlePath = join(root, 'tree', 'desk', 'bundle.json');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, json: unknown): void => writeFileSync(path, JSON.stringify(json));
const naming = (reference: string) => demoWith([['catalogue', 'procedures'], reference]);
const codeOf = async (path: string): Promise<string> => {
  const loaded = await loadBundle(path);
  return loaded.ok ? 'ok' : loaded.fault.code;
};

test('the demo bundle loads from disk with its 47 procedures, and says everywhere that it is one', async () => {
  const loaded = await loadBundle(demoBundlePath);
  if (!loaded.ok) throw new Error(loaded.fault.message);
  const { demo, desk, kiosk, catalogue: found, channels } = loaded.value;
  expect(found.procedures).toHaveLength(47);
  expect(demo).toBe(true);
  expect(channels.counter).toMatchObject({ enabled: true, recipient: null });
  for (const text of [desk.name, desk.address.join(), kiosk.name, ...desk.helpers.map(({ name }) => name)])
    expect(text).toMatch(/démonstration/i);
});

test('a catalogue inside the bundle, beside it or in the next folder is read', async () => {
  write(bundlePath, demoJson());
  expect(await codeOf(bundlePath)).toBe('ok');
  write(join(root, 'tree', 'desk', 'procedures.json'), catalogue());
  write(bundlePath, naming('procedures.json'));
  expect(await codeOf(bundlePath)).toBe('ok');
  write(join(root, 'tree', 'catalog', 'procedures.json'), catalogue());
  write(bundlePath, naming('../catalog/procedures.json'));
  expect(await codeOf(bundlePath)).toBe('ok');
});

test('a catalogue anywhere else is refused: above, absolute, through a link, missing, not a .json', async () => {
  write(join(root, 'outside.json'), catalogue());
  write(join(root, 'tree', 'desk', 'procedures.txt'), catalogue());
  symlinkSync(join(root, 'outside.json'), join(root, 'tree', 'desk', 'link.json'));
  for (const reference of [
    '../../outside.json',
    join(root, 'outside.json'),
    'link.json',
    'missing.json',
    'procedures.txt',
    '',
  ]) {
    write(bundlePath, naming(reference));
    const loaded = await loadBundle(bundlePath);
    expect(loaded, reference).toMatchObject({ ok: false, fault: { problems: [{ path: 'catalogue.procedures' }] } });
  }
});

test('a folder, a missing file, half a JSON, bytes that are no text: a clear fault, never an exception', async () => {
  expect(await codeOf(join(root, 'tree'))).toBe('bundle-unreadable');
  expect(await codeOf(bundlePath)).toBe('bundle-unreadable');
  writeFileSync(bundlePath, '{"v": 1, "secret": "hunter2"');
  const half = await loadBundle(bundlePath);
  expect(half).toMatchObject({ ok: false, fault: { code: 'bundle-not-json' } });
  expect(JSON.stringify(half)).not.toContain('hunter2');
  writeFileSync(bundlePath, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
  expect(await codeOf(bundlePath)).toBe('bundle-not-json');
  writeFileSync(bundlePath, '');
  expect(await codeOf(bundlePath)).toBe('bundle-not-json');
});

test('a file of 100 MB is refused by its size, without being read', async () => {
  const started = performance.now();
  writeFileSync(bundlePath, '');
  const { truncate } = await import('node:fs/promises');
  await truncate(bundlePath, 100_000_000);
  expect(await codeOf(bundlePath)).toBe('bundle-too-large');
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(bundleFileLimits.maxBytes).toBeLessThan(100_000_000);
});
