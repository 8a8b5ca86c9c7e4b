import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openScanner } from '../../../../../main/devices/scanners/open-scanner.ts';
import type { ScanFaultCode, Scanner } from '../../../../../main/devices/scanners/scanner.ts';
import { controlSchema } from '../../../../../main/devices/scanners/virtual/control.ts';
import { scanAll, tmpfsFolder } from './scanning.ts';

const folder = tmpfsFolder();
const settings = tmpfsFolder();
const control = join(settings, 'control.json');

/** The virtual scanner under a control file; it does not wait, except where it hangs. */
function virtual(wish: unknown, spec = `virtual:${control}`): Scanner {
  writeFileSync(control, JSON.stringify(wish));
  const sleep = (ms: number, signal: AbortSignal) =>
    ms < 600_000
      ? Promise.resolve()
      : new Promise<void>((_, reject) => signal.addEventListener('abort', () => reject()));
  const opened = openScanner(spec, { tmpRoot: settings, sleep });
  if (!opened.ok) throw new Error(opened.fault.message);
  return opened.value;
}

const sheets = ['1', '2', '3'];

describe('the virtual scanner', () => {
  it('gives the demonstration’s piles one after the other, as A4 scans', async () => {
    const scanner = virtual({});
    const letter = await scanAll(scanner, { pages: 'feeder', folder });
    expect(letter.pages.map(({ widthPx, heightPx }) => [widthPx, heightPx])).toEqual([
      [827, 1169],
      [827, 1169],
    ]);
    const three = await scanAll(scanner, { pages: 3, folder });
    expect([three.pages.length, three.fault, three.left]).toEqual([3, null, []]);
  });

  it('takes the sheets of its control file once', async () => {
    const scanner = virtual({ sheets, format: 'jpeg' });
    const first = await scanAll(scanner, { pages: 'feeder', folder });
    expect([first.pages.length, first.fault]).toEqual([3, null]);
    expect((await scanAll(scanner, { pages: 'feeder', folder })).fault?.code).toBe('no-paper');
  });

  const mishaps: [object, number, ScanFaultCode][] = [
    [{ kind: 'empty' }, 0, 'no-paper'],
    [{ kind: 'busy' }, 0, 'busy'],
    [{ kind: 'cover-open' }, 0, 'cover-open'],
    [{ kind: 'unplugged' }, 0, 'disconnected'],
    [{ kind: 'jam', page: 3 }, 2, 'jam'],
    [{ kind: 'pulled', page: 2 }, 1, 'disconnected'],
    [{ kind: 'cut', page: 2 }, 1, 'incomplete'],
  ];
  it.each(mishaps)('%j: %i pages, then %s', async (mishap, pages, code) => {
    const scanned = await scanAll(virtual({ sheets, mishap }), { pages: 'feeder', folder });
    expect([scanned.pages.length, scanned.fault?.code, scanned.left]).toEqual([pages, code, []]);
  });

  it('hangs until the visitor cancels', async () => {
    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 200);
    const scanner = virtual({ sheets, mishap: { kind: 'hang', page: 1 } });
    const scanned = await scanAll(scanner, { pages: 'feeder', folder, signal: cancel.signal });
    expect(scanned.fault?.code).toBe('cancelled');
  });

  it('its control file may change in mid-job', async () => {
    const scanner = virtual({ sheets });
    const scanned = await scanAll(scanner, { pages: 'feeder', folder }, async () =>
      writeFileSync(control, JSON.stringify({ sheets, mishap: { kind: 'jam', page: 2 } })),
    );
    expect([scanned.pages.length, scanned.fault?.code]).toEqual([1, 'jam']);
  });

  it('a wrong control file is said, not guessed', async () => {
    const scanned = await scanAll(virtual({ sheets: ['no-such-paper'] }), { pages: 'feeder', folder });
    expect([scanned.pages.length, scanned.fault?.code]).toEqual([0, 'io']);
    expect(scanned.fault?.message).toContain('no-such-paper');
    expect(controlSchema.safeParse({ typo: 1 }).success).toBe(false);
  });

  it('status follows it', async () => {
    expect(await virtual({ mishap: { kind: 'unplugged' } }).status()).toBe('disconnected');
    expect(await virtual({ mishap: { kind: 'busy' } }).status()).toBe('busy');
    expect(await virtual({}).status()).toBe('ready');
  });

  it('two scans at once: the second is told busy', async () => {
    const scanner = virtual({ sheets });
    const [first, second] = await Promise.all(
      [1, 2].map(() => scanAll(scanner, { pages: 'feeder', folder: settings })),
    );
    expect([first?.fault, second?.fault?.code]).toEqual([null, 'busy']);
  });

  it('leaves nothing but what was taken', () => {
    expect(readdirSync(folder)).toEqual([]);
    expect(readdirSync(settings)).toEqual(['control.json']);
  });
});

describe('the sheets', () => {
  it('a page comes out as a 300-dpi scan of 2480 × 3508 pixels, uncompressed TIFF', async () => {
    const scanner = virtual({ sheets: ['decision'] });
    await scanAll(scanner, { pages: 1, dpi: 300, folder }, async ({ file, widthPx, heightPx }) => {
      expect([widthPx, heightPx]).toEqual([2480, 3508]);
      const facts = await sharp(readFileSync(file)).metadata();
      expect([facts.format, facts.density, facts.channels]).toEqual(['tiff', 300, 3]);
    });
  });
});
