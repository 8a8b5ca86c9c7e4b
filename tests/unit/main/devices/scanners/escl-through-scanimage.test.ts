import { readdirSync, readFileSync, rmSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultScanLimits } from '../../../../../main/devices/scanners/limits.ts';
import { openScanner } from '../../../../../main/devices/scanners/open-scanner.ts';
import type { ScanFaultCode, Scanner } from '../../../../../main/devices/scanners/scanner.ts';
import { specimenPages } from '../../../../../main/devices/scanners/virtual/specimen-pages.ts';
import { type AcceptedPage, intake } from '../../../../../main/pages/intake.ts';
import { defaultPageLimits } from '../../../../../main/pages/limits.ts';
import { type EsclMishap, type EsclServer, startEsclServer } from '../../../../devices/escl-server.ts';
import { scanAll, tmpfsFolder } from './scanning.ts';

const folder = tmpfsFolder();
const configuration = tmpfsFolder();
const sheets: Uint8Array[] = [];
let server: EsclServer;
let scanner: Scanner;

function open(limits: Partial<typeof defaultScanLimits> = {}): Scanner {
  const opened = openScanner(`airscan:escl:Kiosk:${server.url}`, {
    tmpRoot: configuration,
    limits: { ...defaultScanLimits, ...limits },
  });
  if (!opened.ok) throw new Error(opened.fault.message);
  return opened.value;
}

beforeAll(async () => {
  for await (const sheet of specimenPages(3, { dpi: 300 })) sheets.push(sheet);
  server = await startEsclServer(sheets);
});
afterAll(() => server.close());
beforeEach(() => {
  server.load(sheets);
  server.mishap({ kind: 'none' });
  scanner = open();
});

/** How like two pages are, by their thumbnails: the mean difference of grey levels. */
async function difference(a: Uint8Array, b: Uint8Array): Promise<number> {
  const [one, two] = await Promise.all(
    [a, b].map((page) => sharp(page).resize(60, 85, { fit: 'fill' }).greyscale().raw().toBuffer()),
  );
  const sum = one?.reduce((total, value, index) => total + Math.abs(value - (two?.[index] ?? 255)), 0);
  return (sum ?? 0) / (one?.length ?? 1);
}

describe('pages from a feeder, through real scanimage and sane-airscan', () => {
  it('three sheets reach intake whole, in order, at 300 dpi, with at most two raw pages at once', async () => {
    const taken: AcceptedPage[] = [];
    const scanned = await scanAll(scanner, { pages: 'feeder', dpi: 300, folder }, async ({ file }) => {
      for await (const page of intake([file], { limits: defaultPageLimits, folder }))
        if (page.ok) taken.push(page.value);
    });
    expect(scanned.fault).toBeNull();
    expect(scanned.pages.map(({ widthPx, heightPx, dpi }) => [widthPx, heightPx, dpi])).toEqual(
      sheets.map(() => [2480, 3508, 300]),
    );
    expect(scanned.mostFiles).toBeLessThanOrEqual(2);
    expect(scanned.left).toEqual([]);
    for (const [index, { image }] of taken.entries()) {
      const likeness = await Promise.all(sheets.map((sheet) => difference(image.jpeg, sheet)));
      expect(likeness.indexOf(Math.min(...likeness))).toBe(index);
    }
    expect(taken).toHaveLength(3);
    expect(server.jobs).toEqual([{ source: 'Feeder', duplex: false, dpi: 300, widthPx: 2480, heightPx: 3508 }]);
  });

  it('a slow caller makes the scanner wait, not the folder fill', async () => {
    const scanned = await scanAll(
      scanner,
      { pages: 'feeder', dpi: 300, folder },
      () => new Promise((go) => setTimeout(go, 700)),
    );
    expect([scanned.pages.length, scanned.fault]).toEqual([3, null]);
    expect(scanned.mostFiles).toBeLessThanOrEqual(2);
  });

  it('takes as many pages as asked and leaves the rest in the feeder', async () => {
    const scanned = await scanAll(scanner, { pages: 2, folder });
    expect([scanned.pages.length, scanned.fault]).toEqual([2, null]);
  });

  it('fewer sheets than asked is a fault, and the whole ones are kept', async () => {
    const scanned = await scanAll(scanner, { pages: 5, folder });
    expect([scanned.pages.length, scanned.fault?.code]).toEqual([3, 'no-paper']);
  });

  it('one page comes from the glass when the feeder is empty, and the glass never gives the same page twice', async () => {
    server.load([]);
    const [first] = sheets;
    server.load(first ? [first] : []);
    expect((await scanAll(scanner, { pages: 1, folder, source: 'glass' })).pages).toHaveLength(1);
    expect(server.jobs.at(-1)?.source).toBe('Platen');
    const twice = await scanAll(scanner, { pages: 2, folder, source: 'glass' });
    expect([twice.pages.length, twice.fault?.code]).toEqual([1, 'no-paper']);
    await scanAll(scanner, { pages: 1, folder });
    expect(server.jobs.at(-1)?.source).toBe('Feeder');
    expect((await scanAll(scanner, { pages: 1, folder })).pages).toHaveLength(1);
    expect(server.jobs.at(-1)?.source).toBe('Platen');
  });
});

describe('what goes wrong on the scanner is its own fault, nothing hangs and nothing is left', () => {
  const mishaps: [EsclMishap, number, ScanFaultCode][] = [
    [{ kind: 'jam', page: 3 }, 2, 'jam'],
    [{ kind: 'jam', page: 1 }, 0, 'jam'],
    [{ kind: 'hatch' }, 0, 'cover-open'],
    [{ kind: 'cut', page: 2 }, 1, 'io'],
    [{ kind: 'early-404', page: 2 }, 1, 'incomplete'],
    [{ kind: 'hang', page: 2 }, 1, 'timeout'],
  ];
  it.each(mishaps)('%j: %i pages, then %s', async (mishap, pages, code) => {
    server.mishap(mishap);
    const limits =
      mishap.kind === 'hang' ? { startTimeoutMs: 1_000, pageTimeoutMs: 1_500, cancelTimeoutMs: 1_000 } : {};
    const scanned = await scanAll(open(limits), { pages: 'feeder', folder });
    // sane-airscan fetches one page ahead and may drop a good one when the next jams: never more than came.
    expect(scanned.pages.length).toBeLessThanOrEqual(pages);
    expect(scanned.pages.length).toBeGreaterThanOrEqual(Math.min(pages, 1));
    expect(scanned.fault?.code).toBe(code);
    expect(scanned.left).toEqual([]);
    expect(scanimagesOn(server.url)).toEqual([]);
  });

  it('busy: after its own patience sane-airscan says so', async () => {
    server.mishap({ kind: 'busy' });
    expect(await scanner.status()).toBe('busy');
    const scanned = await scanAll(scanner, { pages: 'feeder', folder });
    expect([scanned.pages.length, scanned.fault?.code]).toEqual([0, 'busy']);
  });

  it('an empty feeder', async () => {
    server.load([]);
    const scanned = await scanAll(scanner, { pages: 'feeder', folder });
    expect([scanned.pages.length, scanned.fault?.code]).toEqual([0, 'no-paper']);
  });

  it('a slow scanner within its deadline is not a fault', async () => {
    server.mishap({ kind: 'slow', delayMs: 600 });
    const scanned = await scanAll(scanner, { pages: 'feeder', folder });
    expect([scanned.pages.length, scanned.fault]).toEqual([3, null]);
  });

  it('nobody listens at the address', async () => {
    const opened = openScanner('airscan:escl:Kiosk:http://127.0.0.1:1/eSCL', { tmpRoot: configuration });
    if (!opened.ok) throw new Error(opened.fault.message);
    expect(await opened.value.status()).toBe('disconnected');
    expect((await scanAll(opened.value, { pages: 'feeder', folder })).fault?.code).toBe('disconnected');
  });

  it('the visitor cancels in the middle', async () => {
    server.mishap({ kind: 'slow', delayMs: 1_000 });
    const cancel = new AbortController();
    const startedAt = performance.now();
    const scanned = await scanAll(scanner, { pages: 'feeder', folder, signal: cancel.signal }, async () =>
      cancel.abort(),
    );
    expect([scanned.pages.length, scanned.fault?.code]).toEqual([1, 'cancelled']);
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    expect(scanned.left).toEqual([]);
  });

  it('a caller that walks away stops the device and cleans up', async () => {
    server.mishap({ kind: 'slow', delayMs: 500 });
    for await (const page of scanner.scan({ pages: 'feeder', dpi: 100, folder })) {
      if (page.ok) rmSync(page.value.file);
      break;
    }
    expect(readdirSync(folder)).toEqual([]);
    expect(scanimagesOn(server.url)).toEqual([]);
    server.mishap({ kind: 'none' });
    server.load(sheets);
    expect((await scanAll(scanner, { pages: 'feeder', folder })).pages).toHaveLength(3);
  });

  it('a second scan at the same time is told busy', async () => {
    const first = scanAll(scanner, { pages: 'feeder', folder });
    const second = await scanAll(scanner, { pages: 1, folder: configuration });
    expect(second.fault?.code).toBe('busy');
    expect((await first).pages).toHaveLength(3);
  });

  it('a folder on a disk is refused before the scanner is touched', async () => {
    const before = server.requests.length;
    const scanned = await scanAll(scanner, { pages: 1, folder: import.meta.dirname });
    expect(scanned.fault?.code).toBe('no-tmpfs');
    expect(server.requests.length).toBe(before);
  });
});

const scanimagesOn = (url: string) =>
  readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`Kiosk:${url}`);
      } catch {
        return false;
      }
    });
