import { readdirSync, readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultScanLimits } from '../../../../../main/devices/scanners/limits.ts';
import { openScanner } from '../../../../../main/devices/scanners/open-scanner.ts';
import type { ScanFaultCode, Scanner } from '../../../../../main/devices/scanners/scanner.ts';
import { specimenPages } from '../../../../../main/devices/scanners/virtual/specimen-pages.ts';
import { defaultPageLimits } from '../../../../../main/pages/limits.ts';
import { type EsclMishap, type EsclServer, startEsclServer } from '../../../../devices/escl-server.ts';
import { scanAll, tmpfsFolder } from './scanning.ts';

const folder = tmpfsFolder();
const sheets: Uint8Array[] = [];
let server: EsclServer;

/** Waits are short here; they are counted as they are asked. */
const waits: number[] = [];
const quick = {
  ...defaultScanLimits,
  retryAfterMs: 20,
  maxRetryAfterMs: 40,
  earlyEndTimeoutMs: 100,
  busyTimeoutMs: 100,
};

function open(limits: Partial<typeof defaultScanLimits> = {}, maxFileBytes = defaultPageLimits.maxFileBytes): Scanner {
  const opened = openScanner(`escl:${server.url}`, {
    tmpRoot: '/nowhere',
    limits: { ...quick, ...limits },
    pageLimits: { ...defaultPageLimits, maxFileBytes },
    sleep: async (ms) => {
      waits.push(ms);
      await new Promise((resolve) => setTimeout(resolve, Math.min(ms, 5)));
    },
  });
  if (!opened.ok) throw new Error(opened.fault.message);
  return opened.value;
}

beforeAll(async () => {
  for await (const sheet of specimenPages(3, { dpi: 100 })) sheets.push(sheet);
  server = await startEsclServer(sheets);
});
afterAll(() => server.close());
beforeEach(async () => {
  await server.cure();
  server.load(sheets);
  server.abilities({});
  waits.length = 0;
});

const bytesOf = async (scanner: Scanner, request: Omit<Parameters<typeof scanAll>[1], 'folder'>) => {
  const bytes: Uint8Array[] = [];
  const scanned = await scanAll(scanner, { ...request, folder }, async ({ file }) => {
    bytes.push(new Uint8Array(readFileSync(file)));
  });
  return { ...scanned, bytes };
};
const asSheets = (pages: readonly Uint8Array[]) =>
  pages.map((page) => sheets.findIndex((one) => Buffer.compare(one, page) === 0));

describe('pages from a network scanner that is asked directly', () => {
  it('the scanner’s own JPEG comes byte for byte, in order, one file at a time', async () => {
    const scanned = await bytesOf(open(), { pages: 'feeder' });
    expect([asSheets(scanned.bytes), scanned.fault, scanned.mostFiles, scanned.left]).toEqual([[0, 1, 2], null, 1, []]);
    expect(server.jobs.at(-1)).toEqual({ source: 'Feeder', duplex: false, dpi: 100, widthPx: 827, heightPx: 1169 });
    expect(scanned.pages.map(({ widthPx, heightPx, dpi }) => [widthPx, heightPx, dpi])).toEqual(
      sheets.map(() => [827, 1169, 100]),
    );
    expect(open().driver).toBe('escl');
  });

  it('takes as many as asked, ends its job, and leaves the rest in the feeder', async () => {
    const scanned = await bytesOf(open(), { pages: 2 });
    expect([asSheets(scanned.bytes), scanned.fault, server.left]).toEqual([[0, 1], null, 1]);
    expect(server.requests.at(-1)).toMatch(/^DELETE /);
    expect(asSheets((await bytesOf(open(), { pages: 'feeder' })).bytes)).toEqual([2]);
  });

  it('fewer sheets than asked is a fault that says how many came, and none is in doubt', async () => {
    const scanned = await bytesOf(open(), { pages: 5 });
    expect(scanned.fault).toMatchObject({ code: 'no-paper', pagesTaken: 3, sheetsInDoubt: false });
  });

  it('one page comes from the glass when the feeder is empty, and the glass never gives the same page twice', async () => {
    server.load([]);
    expect((await bytesOf(open(), { pages: 1 })).fault?.code).toBe('no-paper');
    expect(server.jobs.at(-1)?.source).toBe('Platen');
    server.load(sheets);
    const twice = await bytesOf(open(), { pages: 2, source: 'glass' });
    expect([asSheets(twice.bytes), twice.fault?.code]).toEqual([[0], 'no-paper']);
  });

  it('a scanner without feeder scans its glass, one without glass its feeder', async () => {
    server.abilities({ feeder: false });
    expect((await bytesOf(open(), { pages: 'feeder' })).pages).toHaveLength(1);
    server.abilities({ glass: false });
    expect((await bytesOf(open(), { pages: 1 })).pages).toHaveLength(1);
    expect((await bytesOf(open(), { pages: 1, source: 'glass' })).fault?.code).toBe('no-paper');
  });

  it('a feeder without sensor that says "empty" is tried all the same', async () => {
    server.abilities({ seesPaper: false });
    server.load([]);
    const posted = server.requests.length;
    expect((await bytesOf(open(), { pages: 'feeder' })).fault?.code).toBe('no-paper');
    expect(server.requests.slice(posted)).toContain('POST /eSCL/ScanJobs');
  });

  it('both sides, front then back, only where the feeder turns sheets', async () => {
    const [a, b, c] = sheets;
    if (!a || !b || !c) throw new Error('three sheets');
    const twoSided = [[a, b] as const, [c, a] as const];
    server.load(twoSided);
    server.abilities({ duplex: true });
    const both = await bytesOf(open(), { pages: 'feeder', sides: 'both' });
    expect([asSheets(both.bytes), both.fault]).toEqual([[0, 1, 2, 0], null]);
    server.load(twoSided);
    expect(asSheets((await bytesOf(open(), { pages: 'feeder' })).bytes)).toEqual([0, 2]);
    server.load(twoSided);
    server.abilities({ duplex: false });
    expect(asSheets((await bytesOf(open(), { pages: 'feeder', sides: 'both' })).bytes)).toEqual([0, 2]);
  });

  it('papers of several sizes lie in one feeder: each page ends with its sheet', async () => {
    const short = await sharp(sheets[0]).resize(827, 583, { fit: 'fill' }).jpeg().toBuffer();
    const [first] = sheets;
    server.load(first ? [first, short] : []);
    const scanned = await bytesOf(open(), { pages: 'feeder' });
    expect([scanned.pages.map(({ heightPx }) => heightPx), scanned.fault]).toEqual([[1169, 583], null]);
  });

  it('a scanner smaller than A4 is asked for what it has, one without the resolution for the next finer', async () => {
    server.abilities({ max: { width: 2480, height: 3000 }, resolutions: [75, 150, 600] });
    const scanned = await bytesOf(open(), { pages: 1 });
    expect(scanned.pages[0]).toMatchObject({ widthPx: 1240, heightPx: 1500, dpi: 150 });
    server.abilities({ resolutions: [50, 75] });
    expect((await bytesOf(open(), { pages: 1 })).fault?.code).toBe('wrong-size');
  });

  it('a scanner that gives a wrong host in its job’s address is asked where staff said it is', async () => {
    server.abilities({ callsItself: 'http://scanner.invalid' });
    expect(asSheets((await bytesOf(open(), { pages: 'feeder' })).bytes)).toEqual([0, 1, 2]);
  });

  it('status is the scanner’s own word', async () => {
    const scanner = open();
    expect(await scanner.status()).toBe('ready');
    server.mishap({ kind: 'busy' });
    expect(await scanner.status()).toBe('busy');
    const gone = openScanner('escl:http://127.0.0.1:1/eSCL', { tmpRoot: '/nowhere' });
    expect(gone.ok && (await gone.value.status())).toBe('disconnected');
  });
});

describe('what goes wrong on the scanner is its own fault: whole pages before it are kept, nothing is left', () => {
  const mishaps: [EsclMishap, number[], ScanFaultCode, boolean][] = [
    [{ kind: 'jam', page: 1 }, [], 'jam', true],
    [{ kind: 'jam', page: 3, status: 409 }, [0, 1], 'jam', true],
    [{ kind: 'mispick', page: 2 }, [0], 'jam', true],
    [{ kind: 'hatch' }, [], 'cover-open', false],
    [{ kind: 'hatch', page: 2 }, [0], 'cover-open', true],
    [{ kind: 'busy' }, [], 'busy', false],
    [{ kind: 'cut', page: 2, share: 0.5 }, [0], 'io', true],
    [{ kind: 'cut', page: 1, share: 0 }, [], 'io', true],
    [{ kind: 'jam', page: 2, share: 0.5 }, [0], 'jam', true],
    [{ kind: 'hatch', page: 3, share: 0.5 }, [0, 1], 'cover-open', true],
    [{ kind: 'cut', page: 3, share: 0.99 }, [0, 1], 'io', true],
    [{ kind: 'gone', page: 2, share: 0.3 }, [0], 'disconnected', true],
    [{ kind: 'short', page: 2 }, [0], 'incomplete', true],
    [{ kind: 'words', page: 2 }, [0], 'incomplete', true],
    [{ kind: 'early-404', page: 3 }, [0, 1], 'incomplete', true],
    [{ kind: 'early-end', page: 2 }, [0], 'incomplete', true],
    [{ kind: 'vanish', page: 2 }, [0, 2], 'incomplete', true],
    [{ kind: 'vanish', page: 3 }, [0, 1], 'incomplete', true],
    [{ kind: 'error', page: 2, status: 500 }, [0], 'io', true],
    [{ kind: 'error', page: 2, status: 401 }, [0], 'disconnected', true],
    [{ kind: 'half-resolution' }, [], 'wrong-size', true],
    [{ kind: 'refuse', status: 401 }, [], 'disconnected', false],
    [{ kind: 'refuse', status: 403 }, [], 'disconnected', false],
    [{ kind: 'refuse', status: 409 }, [], 'io', false],
    [{ kind: 'refuse', status: 500 }, [], 'io', false],
  ];
  it.each(mishaps)('%j: pages %j, then %s', async (mishap, pages, code, sheetsInDoubt) => {
    server.mishap(mishap);
    const scanner = open();
    const scanned = await bytesOf(scanner, { pages: 'feeder' });
    expect(asSheets(scanned.bytes)).toEqual(pages);
    expect(scanned.fault).toMatchObject({ code, pagesTaken: pages.length, sheetsInDoubt });
    expect(scanned.left).toEqual([]);
  });

  it.each([0, 0.5])('a page that stops coming after a share of %d is given up at its deadline', async (share) => {
    server.mishap({ kind: 'hang', page: 2, share });
    const scanner = open({ pageTimeoutMs: 400, idleTimeoutMs: 200 });
    const scanned = await bytesOf(scanner, { pages: 'feeder' });
    expect([asSheets(scanned.bytes), scanned.fault?.code, scanned.left]).toEqual([[0], 'timeout', []]);
  });

  it('a page without an end is refused while it comes', async () => {
    server.mishap({ kind: 'endless', page: 2 });
    const scanned = await bytesOf(open({}, 4_000_000), { pages: 'feeder' });
    expect([asSheets(scanned.bytes), scanned.fault?.code, scanned.left]).toEqual([[0], 'incomplete', []]);
  });

  it('a 404 that came too early is asked again: no page is lost', async () => {
    server.mishap({ kind: 'early-404', page: 2, times: 2 });
    const scanned = await bytesOf(open(), { pages: 'feeder' });
    expect([asSheets(scanned.bytes), scanned.fault, waits]).toEqual([[0, 1, 2], null, [20, 20]]);
    server.load(sheets);
    server.mishap({ kind: 'early-404', page: 3, times: 1 });
    expect(asSheets((await bytesOf(open(), { pages: 'feeder' })).bytes)).toEqual([0, 1, 2]);
  });

  it('busy for a while: waited for as long as the scanner wishes, within bounds', async () => {
    server.mishap({ kind: 'busy', times: 2, retryAfterS: 3_600 });
    const scanned = await bytesOf(open(), { pages: 'feeder' });
    expect([asSheets(scanned.bytes), scanned.fault, waits]).toEqual([[0, 1, 2], null, [40, 40]]);
    server.load(sheets);
    server.mishap({ kind: 'not-ready', page: 2, times: 3 });
    expect(asSheets((await bytesOf(open(), { pages: 'feeder' })).bytes)).toEqual([0, 1, 2]);
  });

  it('a slow scanner within its deadline is not a fault', async () => {
    server.mishap({ kind: 'slow', delayMs: 300 });
    expect(asSheets((await bytesOf(open(), { pages: 'feeder' })).bytes)).toEqual([0, 1, 2]);
  });

  it('the visitor cancels in mid-page: the scanner is told, and the count is in doubt', async () => {
    server.mishap({ kind: 'hang', page: 2, share: 0.5 });
    const cancel = new AbortController();
    const middle = server.reached(2, 'middle').then(() => cancel.abort());
    const scanned = await bytesOf(open(), { pages: 'feeder', signal: cancel.signal });
    await middle;
    expect(asSheets(scanned.bytes)).toEqual([0]);
    expect(scanned.fault).toMatchObject({ code: 'cancelled', pagesTaken: 1, sheetsInDoubt: true });
    expect([server.requests.at(-1), scanned.left]).toEqual([expect.stringMatching(/^DELETE /), []]);
  });

  it('a caller that walks away lets the scanner go', async () => {
    const scanner = open();
    for await (const page of scanner.scan({ pages: 'feeder', dpi: 100, folder })) {
      expect(page.ok).toBe(true);
      break;
    }
    expect(server.requests.at(-1)).toMatch(/^DELETE /);
    expect(readdirSync(folder).filter((name) => !name.endsWith('.jpg'))).toEqual([]);
  });

  it('a second scan at the same time is told busy', async () => {
    const scanner = open();
    const second = tmpfsFolder();
    const first = bytesOf(scanner, { pages: 'feeder' });
    expect((await scanAll(scanner, { pages: 1, folder: second })).fault?.code).toBe('busy');
    expect((await first).pages).toHaveLength(3);
  });

  it('a folder on a disk is refused before the scanner is touched', async () => {
    const before = server.requests.length;
    const scanned = await scanAll(open(), { pages: 1, folder: import.meta.dirname });
    expect([scanned.fault?.code, server.requests.length]).toEqual(['no-tmpfs', before]);
  });
});
