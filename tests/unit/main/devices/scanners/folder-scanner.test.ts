import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copyPaper } from '../../../../../main/devices/scanners/folder-files.ts';
import { maxFolderEntries } from '../../../../../main/devices/scanners/limits.ts';
import { openScanner } from '../../../../../main/devices/scanners/open-scanner.ts';
import type { Scanner } from '../../../../../main/devices/scanners/scanner.ts';
import { buildImageWorker } from '../../../../../main/pages/image-worker.ts';
import type { AcceptedPage } from '../../../../../main/pages/intake.ts';
import { defaultPageLimits } from '../../../../../main/pages/limits.ts';
import { scanPages } from '../../../../../main/visits/scan-pages.ts';
import { a4, plainPdf } from '../../pages/plain-pdf.ts';
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

describe('a folder of images and PDFs as a scanner', () => {
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

  it('a PDF is as many sheets as it has pages, and goes in as the PDF that it is', async () => {
    await sheet('a.jpg', 210);
    const pdf = plainPdf({ boxes: [a4, a4, a4] });
    writeFileSync(join(source, 'b.pdf'), pdf);
    await sheet('c.jpg', 211);
    const taken: AcceptedPage[] = [];
    const scanner = open(`folder:${source}`);
    const worker = buildImageWorker({ limits: defaultPageLimits });
    const parts = { scanner, pageLimits: defaultPageLimits, visitFolder: folder };
    for await (const page of scanPages('feeder', parts, worker)) {
      if (!page.ok) throw new Error(page.fault.message);
      taken.push(page.value);
    }
    worker.close();
    const hash = createHash('sha256').update(pdf).digest('hex');
    expect(taken.map(({ original }) => original.sha256).slice(1, 4)).toEqual(
      [0, 1, 2].map((page) => `${hash}#${page}`),
    );
    expect([taken.length, readdirSync(folder)]).toEqual([5, []]);
  });

  it('a PDF with more pages than are asked for is not cut: it is refused, and named', async () => {
    writeFileSync(join(source, 'b.pdf'), plainPdf({ boxes: [a4, a4] }));
    const scanned = await scanAll(open(`folder:${source}`), { pages: 1, folder });
    expect([scanned.pages.length, scanned.fault?.code, scanned.left]).toEqual([0, 'io', []]);
    expect(scanned.fault?.message).toContain('b.pdf has 2 pages');
    const both = await scanAll(open(`folder:${source}`), { pages: 3, folder });
    expect(both.fault).toMatchObject({ code: 'no-paper', pagesTaken: 2, sheetsInDoubt: false });
  });

  it('a damaged PDF is a fault, and is there again for the next try', async () => {
    writeFileSync(join(source, 'a.pdf'), plainPdf({ boxes: [a4] }).subarray(0, 200));
    const scanner = open(`folder:${source}`);
    expect((await scanAll(scanner, { pages: 'feeder', folder })).fault?.code).toBe('incomplete');
    writeFileSync(join(source, 'a.pdf'), plainPdf({ boxes: [a4] }));
    expect((await scanAll(scanner, { pages: 'feeder', folder })).pages).toHaveLength(1);
  });

  it('only regular files directly inside it: no link out, no folder below, no pipe, no hidden file', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'recepisse-outside-'));
    const jpeg = await sharp({ create: { width: 210, height: 300, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer();
    writeFileSync(join(outside, 'secret.jpg'), jpeg);
    symlinkSync(join(outside, 'secret.jpg'), join(source, 'link.jpg'));
    symlinkSync(outside, join(source, 'folder.jpg'));
    mkdirSync(join(source, 'below.jpg'));
    writeFileSync(join(source, 'below.jpg', 'a.jpg'), jpeg);
    writeFileSync(join(source, '.half.jpg'), jpeg);
    execFileSync('mkfifo', [join(source, 'pipe.jpg')]);
    const scanned = await scanAll(open(`folder:${source}`), { pages: 'feeder', folder });
    expect([scanned.pages.length, scanned.fault?.code]).toEqual([0, 'no-paper']);
    expect(await copyPaper(join(source, 'link.jpg'), join(folder, 'x.jpg'), 1e6)).toMatchObject({ ok: false });
    expect(await copyPaper(join(outside, 'secret.jpg'), join(folder, 'x.jpg'), 10)).toMatchObject({ ok: false });
    expect(readdirSync(folder)).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  it('a file of the same name with another content is another paper', async () => {
    await sheet('scan.jpg', 201);
    const scanner = open(`folder:${source}`);
    expect((await scanAll(scanner, { pages: 'feeder', folder })).pages).toHaveLength(1);
    rmSync(join(source, 'scan.jpg'));
    await sheet('scan.jpg', 305);
    expect((await scanAll(scanner, { pages: 'feeder', folder })).pages[0]?.widthPx).toBe(305);
  });

  it('a folder with more names than anybody lays there is not read', async () => {
    for (let index = 0; index <= maxFolderEntries; index++) writeFileSync(join(source, `${index}.txt`), '');
    expect((await scanAll(open(`folder:${source}`), { pages: 1, folder })).fault?.code).toBe('io');
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
