import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, describe, expect, it } from 'vitest';
import { listsCamera } from '../../../../main/commands/lists-camera.ts';
import { systemClock } from '../../../../main/devices/printers/clock.ts';
import type { LaunchedBrowser } from '../../../../main/hosts/chromium/launch-browser.ts';
import { type KioskWindow, openWindow } from '../../../../main/hosts/chromium/window.ts';
import { cameraHeaders, securityHeaders } from '../../../../main/hosts/security-headers.ts';
import { ok } from '../../../../shared/result.ts';
import { until } from './screen.ts';

interface Asked {
  readonly id: number;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** A browser of which only the pipe is there: it answers everything, and what it was asked is kept. */
function pipedBrowser() {
  const [write, read] = [new PassThrough(), new PassThrough()];
  const asked: Asked[] = [];
  let rest = '';
  write.setEncoding('utf8').on('data', (text: string) => {
    const messages = (rest + text).split('\0');
    rest = messages.pop() ?? '';
    for (const message of messages) {
      const call = JSON.parse(message) as Asked;
      asked.push(call);
      read.write(`${JSON.stringify({ id: call.id, result: { targetId: 'T', targetInfos: [] } })}\0`);
    }
  });
  const ended = Promise.withResolvers<'ended'>();
  const child = Object.assign(new EventEmitter(), { stdio: [null, null, null, write, read] });
  const launched = { child, ended: ended.promise, close: async () => ended.resolve('ended') };
  return { launched: launched as unknown as LaunchedBrowser, asked };
}

let window: KioskWindow | null = null;
afterEach(async () => {
  await window?.close();
  window = null;
});

describe('Chromium, over its pipe', () => {
  const open = async (camera: boolean): Promise<readonly Asked[]> => {
    const { launched, asked } = pipedBrowser();
    window = openWindow({
      program: '/nonexistent',
      env: {},
      isRoot: false,
      noSandbox: false,
      first: Promise.resolve(ok(launched)),
      origin: 'http://127.0.0.1:4711',
      camera,
      newAddress: () => 'http://127.0.0.1:4711/start/once',
      pages: () => ({ count: 0, connected: false }),
      timer: systemClock,
      say: () => undefined,
    });
    await until(() => asked.some(({ method }) => method === 'Target.createTarget'));
    return asked;
  };

  it('is told to let the kiosk’s own origin see, and nothing else, before its page is there', async () => {
    const asked = await open(true);
    const grants = asked.filter(({ method }) => method.startsWith('Browser.'));
    const params = { origin: 'http://127.0.0.1:4711', permissions: ['videoCapture'] };
    expect(grants).toMatchObject([{ method: 'Browser.grantPermissions', params }]);
    expect(grants[0]?.params).toEqual(params);
    const [grant, page] = ['Browser.grantPermissions', 'Target.createTarget'].map((name) =>
      asked.findIndex(({ method }) => method === name),
    );
    expect(grant).toBeLessThan(page ?? 0);
  });

  it('is told nothing of the kind where no camera is listed', async () => {
    expect((await open(false)).filter(({ method }) => method.startsWith('Browser.'))).toEqual([]);
  });
});

describe('what the page’s files say', () => {
  it('differs in the camera alone: what is shown of it needs no other source', () => {
    const { 'Permissions-Policy': with_, ...more } = cameraHeaders;
    const { 'Permissions-Policy': without, ...plain } = securityHeaders;
    expect(more).toEqual(plain);
    expect(without).toBe('camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), clipboard-read=()');
    expect(with_).toBe(without?.replace('camera=()', 'camera=(self)'));
    expect(plain['Content-Security-Policy']).not.toMatch(/media-src|blob:|data:|worker-src 'self'/);
  });
});

describe('whether a camera is listed, asked before the bundle is read whole', () => {
  const folder = mkdtempSync(join(tmpdir(), 'recepisse-lists-'));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const asks = (scanner: string | null, bundle: string | null): Promise<boolean> =>
    listsCamera({ text: (name) => (name === 'scanner' ? scanner : name === 'bundle' ? bundle : null) });

  it('by hand, else by the bundle; what cannot be read lists none', async () => {
    const bundle = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const listed = bundle('listed.json', JSON.stringify({ devices: { scanner: 'camera:HD' } }));
    expect(await asks('camera:', null)).toBe(true);
    expect(await asks('virtual:', listed)).toBe(false);
    expect(await asks(null, listed)).toBe(true);
    expect(await asks(null, null)).toBe(false);
    const others = [
      '{',
      'null',
      '[]',
      '{"devices":null}',
      '{"devices":{"scanner":7}}',
      '{"devices":{"scanner":"escl:camera:"}}',
    ];
    for (const text of others) expect(await asks(null, bundle('other.json', text)), text).toBe(false);
    expect(await asks(null, join(folder, 'nowhere.json'))).toBe(false);
    // Nobody writes into it: a start that waited for that would never come up.
    const pipe = join(folder, 'pipe.json');
    execFileSync('mkfifo', [pipe]);
    expect(await asks(null, pipe)).toBe(false);
  });
});
