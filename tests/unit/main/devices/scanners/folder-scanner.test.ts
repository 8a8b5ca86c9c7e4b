import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openScanner } from '../../../../../main/devices/scanners/open-scanner.ts';
import type { Scanner } from '../../../../../main/devices/scanners/scanner.ts';
import { scanAll, tmpfsFolder } from './scanning.ts';

const folder = tmpfsFolder();
let source: string;
beforeEach(() => {
  source = mkdtempSync(join(tmpdir(), 'recepisse-sheets-'));
});
afterEach(() => rmSync(source, { recursive: true, force: true }));

function open(spec: string): Scanner {
  const opened = openScanner(spec, { tmpRoot: folder });
  if (!opened.ok) throw new Error(opened.fault.message);
  return opened.value;
}

async function sheet(name: string, width: number): Promise<void> {
  const jpeg = await sharp({ create: { width, height: 300, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();
  writeFileSync(join(source, name), jpeg);
}

describe('a folder of images as a scanner', () => {
  it('takes them in the order of their names, 2 before 10, each once, and leaves the files alone', async () => {
    await Promise.all([sheet('page-10.jpg', 210), sheet('page-2.jpg', 202), sheet('page-1.jpeg', 201)]);
    writeFileSync(join(source, 'notes.txt'), 'not an image');
    const scanner = open(`folder:${source}`);
    const first = await scanAll(scanner, { pages: 2, folder });
    expect(first.pages.map(({ widthPx }) => widthPx)).toEqual([201, 202]);
    const rest = await scanAll(scanner, { pages: 'feeder', folder });
    expect(rest.pages.map(({ widthPx }) => widthPx)).toEqual([210]);
    expect((await scanAll(scanner, { pages: 'feeder', folder })).fault?.code).toBe('no-paper');
    expect(readdirSync(source).sort()).toEqual(['notes.txt', 'page-1.jpeg', 'page-10.jpg', 'page-2.jpg']);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('a truncated image is a fault after the good ones', async () => {
    await sheet('a.jpg', 200);
    const cut = fileURLToPath(new URL('../../../../data/scans/derived-truncated.jpg', import.meta.url));
    writeFileSync(join(source, 'b.jpg'), readFileSync(cut));
    const scanned = await scanAll(open(`folder:${source}`), { pages: 'feeder', folder });
    expect([scanned.pages.length, scanned.fault?.code]).toEqual([1, 'incomplete']);
    expect(scanned.left).toEqual([]);
  });

  it('a folder that is not there, and a visit’s folder on a disk', async () => {
    const gone = open(`folder:${source}/nowhere`);
    expect(await gone.status()).toBe('disconnected');
    expect((await scanAll(gone, { pages: 'feeder', folder })).fault?.code).toBe('disconnected');
    expect((await scanAll(open(`folder:${source}`), { pages: 1, folder: source })).fault?.code).toBe('no-tmpfs');
  });
});

describe('the name of a scanner', () => {
  it.each(['escl:http://192.0.2.1:80/eSCL', 'folder:/tmp', 'virtual:', 'test', 'test:0', 'epson2:libusb:001:004'])(
    '%s opens',
    (spec) => {
      expect(open(spec).name).toBe(spec.startsWith('folder:') ? '/tmp' : spec);
    },
  );
  it.each([
    '',
    'escl:',
    'escl:file:///etc/passwd',
    'escl:nowhere',
    'folder:',
    '-d',
    '--help',
    'a b',
    '../x',
    'test:\n',
  ])('%j names none', (spec) => {
    expect(openScanner(spec, { tmpRoot: folder })).toMatchObject({ ok: false, fault: { code: 'unknown-scanner' } });
  });
});
