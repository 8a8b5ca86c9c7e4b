import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { devicesSchema } from '../../../../../kiosk-config/schema/devices.ts';
import { cameraOf } from '../../../../../main/devices/camera-name.ts';
import { buildCamera, type FrameSource } from '../../../../../main/devices/scanners/camera.ts';
import { findCameras } from '../../../../../main/devices/scanners/find-cameras.ts';
import { openScanner } from '../../../../../main/devices/scanners/open-scanner.ts';
import { scanFaultCodes } from '../../../../../main/devices/scanners/scanner.ts';
import { buildImageWorker } from '../../../../../main/pages/image-worker.ts';
import { defaultPageLimits } from '../../../../../main/pages/limits.ts';
import { scanPages } from '../../../../../main/visits/scan-pages.ts';
import { scanRefusal } from '../../../../../main/visits/scan-refusal.ts';
import { frameLimits } from '../../../../../shared/contract/frame.ts';
import { scanFaults } from '../../../../../shared/contract/visit.ts';
import { fail, ok } from '../../../../../shared/result.ts';
import { sample, sampleBytes } from '../../pages/samples.ts';
import { scanAll, tmpfsFolder } from './scanning.ts';

const folder = tmpfsFolder();
const limits = { frameTimeoutMs: 200 };

const camera = (frame: FrameSource['frame'] | null) =>
  buildCamera({ name: 'camera:', frames: frame && { frame }, limits, pageLimits: defaultPageLimits });

const picture = (width: number, height: number): Promise<Uint8Array> =>
  sharp({ create: { width, height, channels: 3, background: '#fff' } })
    .jpeg()
    .toBuffer();

/** A page that never answers, as one that hangs. */
const never: FrameSource['frame'] = (signal) =>
  new Promise((resolve) => {
    const stop = (): void => resolve(fail('cancelled'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });

describe('a camera behind the scanners’ interface', () => {
  it('one picture is one page, kept byte for byte; as many as asked come one after the other', async () => {
    const pictures = await Promise.all([picture(1_240, 1_754), picture(1_754, 1_240)]);
    const waiting = [...pictures];
    const source = camera(async () => ok(waiting.shift() ?? new Uint8Array()));
    const kept: Buffer[] = [];
    const taken = await scanAll(source, { pages: 'feeder', folder }, async ({ file }) => {
      kept.push(readFileSync(file));
    });
    expect(taken).toMatchObject({ fault: null, pages: [{ widthPx: 1_240, heightPx: 1_754, dpi: 150 }], left: [] });
    expect(kept).toEqual([pictures[0]]);
    const one = await scanAll(source, { pages: 1, folder });
    expect(one.pages).toMatchObject([{ widthPx: 1_754, heightPx: 1_240, dpi: 150 }]);
    expect(source.driver).toBe('camera');
    expect(source.virtual).toBe(false);
    expect(await source.status()).toBe('unknown');
  });

  it.each(['busy', 'disconnected', 'refused', 'timeout'] as const)(
    'what the page says of its camera is the fault: %s',
    async (code) => {
      const taken = await scanAll(
        camera(async () => fail(code)),
        { pages: 'feeder', folder },
      );
      expect(taken).toMatchObject({ pages: [], left: [], fault: { code, pagesTaken: 0, sheetsInDoubt: false } });
      expect(taken.fault?.message).toMatch(/^[A-Z].{10,}/);
    },
  );

  it('no picture within its time, and a visitor who stops', async () => {
    expect((await scanAll(camera(never), { pages: 1, folder })).fault?.code).toBe('timeout');
    const stop = new AbortController();
    const stopped = scanAll(camera(never), { pages: 1, folder, signal: stop.signal });
    stop.abort();
    expect((await stopped).fault?.code).toBe('cancelled');
  });

  it.each([
    ['no JPEG', async () => sampleBytes('ocrmypdf-linn.png')],
    ['a JPEG cut short', async () => sampleBytes('derived-truncated.jpg')],
    ['the beginning of a JPEG alone', async () => new Uint8Array([0xff, 0xd8, 0xff])],
    ['nothing', async () => new Uint8Array()],
    ['more than is taken', async () => new Uint8Array(frameLimits.maxBytes + 1).fill(0xff)],
  ] as const)('%s is no page, and nothing of it is left', async (_, bytes) => {
    const taken = await scanAll(
      camera(async () => ok(await bytes())),
      { pages: 'feeder', folder },
    );
    expect(taken).toMatchObject({ pages: [], left: [], fault: { code: 'incomplete', sheetsInDoubt: false } });
  });

  it('one at a time, in memory alone, and never without a page that takes it', async () => {
    const source = camera(never);
    const first = scanAll(source, { pages: 1, folder });
    expect((await scanAll(source, { pages: 1, folder })).fault?.code).toBe('busy');
    await first;
    expect((await scanAll(source, { pages: 1, folder: '/var/tmp' }).catch(() => null))?.fault?.code).toBe('no-tmpfs');
    expect((await scanAll(camera(null), { pages: 1, folder })).fault?.code).toBe('disconnected');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('its pages are checked as photos: a small one is doubted, a shine is looked for', async () => {
    const small = await sharp(sample('ocrmypdf-linn.png')).resize({ width: 900 }).flatten().jpeg().toBuffer();
    const worker = buildImageWorker({ limits: defaultPageLimits });
    try {
      const scanner = camera(async () => ok(small));
      for await (const page of scanPages(
        'feeder',
        { scanner, pageLimits: defaultPageLimits, visitFolder: folder },
        worker,
      )) {
        if (!page.ok) throw new Error(page.fault.message);
        const verdicts = new Map(page.value.checks.map(({ name, verdict }) => [name, verdict]));
        expect([...verdicts.keys()]).toEqual(expect.arrayContaining(['glare', 'screen']));
        expect(verdicts.get('resolution')).not.toBe('good');
      }
    } finally {
      worker.close();
    }
  });

  it('each of its faults has words of its own on the screen', () => {
    const spoken = (code: string): string => scanRefusal({ code: `scan-${code}`, message: '' }, 'camera').code;
    expect(
      Object.fromEntries(
        ['busy', 'disconnected', 'refused', 'timeout', 'incomplete'].map((code) => [code, spoken(code)]),
      ),
    ).toEqual({
      busy: 'camera-busy',
      disconnected: 'camera-absent',
      refused: 'camera-refused',
      timeout: 'camera-late',
      incomplete: 'camera-bad',
    });
    for (const code of scanFaultCodes) {
      expect(scanFaults).toContain(spoken(code));
      expect(scanRefusal({ code: `scan-${code}`, message: '' }, 'escl').code).not.toMatch(/^camera/);
    }
  });
});

describe('cameras by vendor, model and serial', () => {
  const tree = tmpfsFolder();
  const plug = (place: string, files: Readonly<Record<string, string>>): void => {
    mkdirSync(join(tree, place), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(tree, place, name), `${text}\n`);
  };
  const device = (idProduct: string, product: string, serial: string) => ({
    ...{ idVendor: '0c45', idProduct, manufacturer: 'Sonix', product, serial, busnum: '1', devnum: '7' },
  });
  it('are listed under a name that stays, and told by it wherever they are plugged in', async () => {
    plug('1-2', device('6366', 'USB Document Camera', 'SN01'));
    plug('1-2:1.0', { bInterfaceClass: '0e' });
    plug('1-2:1.1', { bInterfaceClass: '0e' });
    plug('1-3', device('6000', 'Keyboard', 'SN02'));
    plug('1-3:1.0', { bInterfaceClass: '03' });
    plug('1-4:1.0', { bInterfaceClass: '0e' });
    const about = { vendor: 'Sonix', model: 'USB Document Camera', serial: 'SN01' };
    const label = 'USB Document Camera (0c45:6366)';
    expect(await findCameras(tree)).toEqual([{ spec: 'camera:0c45:6366', label, ...about }]);
    for (const name of ['camera:', 'camera:0C45:6366', 'camera:document']) {
      const opened = openScanner(name, { tmpRoot: folder, usbFolder: tree });
      expect(opened.ok && (await opened.value.about?.())).toEqual(about);
    }
    plug('1-5', device('6367', 'USB Document Camera', 'SN03'));
    plug('1-5:1.0', { bInterfaceClass: '0e' });
    const several = openScanner('camera:document', { tmpRoot: folder, usbFolder: tree });
    expect(several.ok && (await several.value.about?.())).toBeNull();
    expect(await findCameras(join(tree, 'nowhere'))).toEqual([]);
  });
});

describe('a camera’s name', () => {
  it('is a part of its label, or nothing', () => {
    const names = ['camera:', 'camera:HD Webcam', 'camera: 0c45:6366 ', 'camera:Caméra de bureau'];
    expect(names.map(cameraOf)).toEqual(['', 'HD Webcam', '0c45:6366', 'Caméra de bureau']);
    for (const name of names) {
      expect(openScanner(name, { tmpRoot: folder })).toMatchObject({ ok: true, value: { driver: 'camera', name } });
      expect(devicesSchema.parse({ printer: null, scanner: name, a4: null }).scanner).toBe(name);
    }
  });

  it('that can be none is refused before any visitor comes', () => {
    for (const name of ['camera:\n', `camera:${'x'.repeat(101)}`, 'camera:a\0b']) {
      expect(cameraOf(name)).toBeNull();
      expect(openScanner(name, { tmpRoot: folder })).toMatchObject({ ok: false, fault: { code: 'unknown-scanner' } });
    }
    for (const name of ['camera:a\nb', `camera:${'x'.repeat(300)}`])
      expect(devicesSchema.safeParse({ printer: null, scanner: name, a4: null }).success).toBe(false);
    for (const name of ['camera', 'virtual:', 'escl:http://127.0.0.1/eSCL', 'none:', 'xcamera:'])
      expect(cameraOf(name)).toBeNull();
  });
});
