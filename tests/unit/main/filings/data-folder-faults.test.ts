import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runOnSmallDisk } from './child.ts';
import { faultCode, newFolder, open, record, removeFolder, startOfTest, TestClock, tryOpen } from './kiosk.ts';

let folder: string;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => removeFolder(folder));
const results = (said: readonly string[]): unknown[] => said.map((line): unknown => JSON.parse(line));

describe('a disk that is full', () => {
  it('in the middle of filings: `disk-full`, nothing half recorded, and all goes on once there is room', () => {
    expect(results(runOnSmallDisk(folder, '1m', 'fill-the-disk.ts', folder))).toEqual([
      { prepared: ['disk-full', 'disk-full', 'disk-full'], put: 'disk-full', filings: 5, consistent: true },
      { filings: 6, consistent: true },
      { filings: 6, consistent: true },
    ]);
  });

  it.each(['4k', '16k', '32k', '64k', '128k', '200k'])(
    'at the first start, with %s: `disk-full`, and nothing half made',
    (size) => {
      expect(results(runOnSmallDisk(folder, size, 'first-start.ts', folder))).toEqual([
        { fault: 'disk-full', left: false },
      ]);
    },
  );
});

describe('a folder that cannot be written', () => {
  it('because its file system is read-only', () => {
    expect(results(runOnSmallDisk(folder, '1m', 'first-start.ts', folder, 'data', 'read-only'))).toEqual([
      { fault: 'data-read-only', left: false },
    ]);
    expect(results(runOnSmallDisk(folder, '1m', 'first-start.ts', folder, '', 'read-only'))).toEqual([
      { fault: 'data-read-only', left: true },
    ]);
  });

  it('because it belongs to somebody else', () => {
    const root = process.getuid?.() === 0;
    if (root) {
      const said = runOnSmallDisk(folder, '1m', 'first-start.ts', folder, '', 'nobody');
      expect(results(said)).toEqual([{ fault: 'data-read-only', left: true }]);
    } else {
      mkdirSync(join(folder, 'theirs'), { mode: 0o500 });
      expect(faultCode(tryOpen(join(folder, 'theirs')))).toBe('data-read-only');
      expect(faultCode(tryOpen(join(folder, 'theirs', 'new')))).toBe('data-read-only');
    }
  });

  it('because a file stands in its place', () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'not ours');
    expect(faultCode(tryOpen(file))).toBe('data-unreachable');
    expect(faultCode(tryOpen(join(file, 'below')))).toBe('data-unreachable');
    expect(readFileSync(file, 'utf8')).toBe('not ours');
  });
});

describe('a data folder that is damaged is refused, and nothing in it is thrown away', () => {
  const store = (): string => join(folder, 'store.sqlite');
  const vaultFiles = (): number => readdirSync(join(folder, 'vault'), { recursive: true }).length;
  beforeEach(() => {
    const core = open(folder);
    for (let i = 0; i < 30; i += 1) record(core);
    core.close();
  });

  const damages: Readonly<Record<string, () => void>> = {
    'its head overwritten': () => overwrite(store(), 0, 512),
    'a page in the middle overwritten': () => overwrite(store(), 4096 * 12, 4096),
    'its end cut off': () => truncateSync(store(), statSync(store()).size - 4096 * 3),
    emptied: () => truncateSync(store(), 0),
    gone: () => rmSync(store()),
    'a text file instead': () => writeFileSync(store(), 'hello '.repeat(1000)),
  };
  it.each(Object.keys(damages))('the store %s', (name) => {
    const before = vaultFiles();
    damages[name]?.();
    expect(faultCode(tryOpen(folder))).toBe('data-damaged');
    expect(faultCode(tryOpen(folder))).toBe('data-damaged');
    expect(vaultFiles()).toBe(before);
  });

  it.each(['receipt', 'log', 'request'])('the %s key gone: another one is not made in its place', (name) => {
    rmSync(join(folder, 'keys', `${name}.key`));
    expect(faultCode(tryOpen(folder))).toBe('data-damaged');
    expect(existsSync(join(folder, 'keys', `${name}.key`))).toBe(false);
  });

  it('a key that is no key', () => {
    writeFileSync(join(folder, 'keys', 'log.key'), '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n');
    expect(faultCode(tryOpen(folder))).toBe('data-damaged');
  });

  it('a store of a newer version is left alone', () => {
    const raw = new DatabaseSync(store());
    raw.exec('PRAGMA user_version = 99');
    raw.close();
    copyFileSync(store(), join(folder, 'copy'));
    expect(faultCode(tryOpen(folder))).toBe('data-newer');
    expect(readFileSync(store()).equals(readFileSync(join(folder, 'copy')))).toBe(true);
  });

  it('what a crash left of a key file is no key, and goes', () => {
    const leftover = join(folder, 'keys', 'vault-2026-11-24.key.tmp');
    writeFileSync(leftover, 'half');
    open(folder).close();
    expect(existsSync(leftover)).toBe(false);
  });
});

describe('who may look into it', () => {
  it('nobody but its owner: folders 0700, files 0600, and a folder that was open is closed', () => {
    const data = join(folder, 'wide');
    mkdirSync(data, { mode: 0o755 });
    const core = open(data);
    record(core);
    const modes = ['', ...readdirSync(data, { recursive: true, encoding: 'utf8' })].map((name) => {
      const { mode } = statSync(join(data, name));
      return [name, (mode & 0o777).toString(8), statSync(join(data, name)).isDirectory() ? '700' : '600'] as const;
    });
    expect(modes.filter(([, mode, expected]) => mode !== expected)).toEqual([]);
    expect(modes.length).toBeGreaterThan(10);
    core.close();
  });
});

describe('a folder of a kiosk whose certificate ran out', () => {
  it('is certified anew in the demonstration, and keeps the old certificate for old receipts', () => {
    const clock = new TestClock();
    const first = open(folder, clock);
    first.close();
    clock.now = startOfTest.getTime() + 11 * 366 * 24 * 3600 * 1000;
    const later = open(folder, clock);
    expect(later.keys.trust.startsWith(first.keys.trust)).toBe(true);
    expect(later.keys.trust.match(/BEGIN RECEPISSE CERTIFICATE/g)).toHaveLength(2);
    expect(Buffer.from(later.keys.certificate).equals(Buffer.from(first.keys.certificate))).toBe(false);
    later.close();
  });
});

function overwrite(path: string, at: number, length: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, at, at + length);
  writeFileSync(path, bytes);
}
