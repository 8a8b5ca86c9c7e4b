import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { destroyFile, destroyFolder } from '../../../../main/filings/durable.ts';
import { faultCode, newFolder, open, removeFolder, tryOpen } from '../filings/kiosk.ts';

const shredder = fileURLToPath(new URL('../../../../main/visits/shred-process.ts', import.meta.url));
const ids = ['ab', 'cd', 'ef'].map((letters) => letters.repeat(16));

let folder: string;
beforeEach(() => {
  folder = newFolder();
  open(folder).close();
});
afterEach(() => removeFolder(folder));

function fill(pages: number): void {
  for (const id of ids) {
    mkdirSync(join(folder, 'vault', id));
    for (let page = 0; page < pages; page += 1)
      writeFileSync(join(folder, 'vault', id, `page-${String(page).padStart(4, '0')}`), new Uint8Array(60_000));
  }
}
const shred = (): ChildProcess =>
  fork(shredder, [join(folder, 'vault'), ...ids], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
const pagesLeft = (): number =>
  ids
    .map((id) => join(folder, 'vault', id))
    .reduce((sum, home) => sum + (existsSync(home) ? readdirSync(home).length : 0), 0);

it('a kiosk starts while the shredder of the one before is at work: both remove, neither is refused', async () => {
  fill(150);
  const child = shred();
  const ended = once(child, 'exit');
  await vi.waitUntil(() => pagesLeft() < 440, { timeout: 10_000, interval: 1 });
  const opened = tryOpen(folder);
  expect(faultCode(opened)).toBeNull();
  if (opened.ok) opened.value.close();
  expect((await ended)[0]).toBe(0);
  expect(pagesLeft()).toBe(0);
}, 30_000);

it('the kiosk dies: its shredder ends after the filing under way', async () => {
  fill(150);
  const child = shred();
  const ended = once(child, 'exit');
  await vi.waitUntil(() => pagesLeft() < 440, { timeout: 10_000, interval: 1 });
  child.disconnect();
  await ended;
  expect(pagesLeft()).toBeGreaterThan(0);
}, 30_000);

it('what is gone already is destroyed', () => {
  expect(() => destroyFile(join(folder, 'none'))).not.toThrow();
  expect(() => destroyFolder(join(folder, 'none'))).not.toThrow();
});
