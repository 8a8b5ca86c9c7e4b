import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildCamera } from '../../../../main/devices/scanners/camera.ts';
import { defaultPageLimits } from '../../../../main/pages/limits.ts';
import { buildFrames, type Frames } from '../../../../main/visits/frames.ts';
import { frameLimits } from '../../../../shared/contract/frame.ts';
import { newKiosk, openPage, openSocket, type TestKiosk, type TestPage } from '../hosts/a-kiosk.ts';
import { codeOf, must, newVisit, type TestVisit } from './a-visit.ts';
import { sheet } from './paper-scanner.ts';

const procedure = 'ft-reponse-avertissement';
const document = 'avertissement';

describe('a visit whose scanner is a camera', () => {
  let frames: Frames;
  let desk: TestVisit;
  beforeEach(async () => {
    frames = buildFrames();
    const scanner = buildCamera({
      name: 'camera:',
      frames,
      limits: { frameTimeoutMs: 500 },
      pageLimits: defaultPageLimits,
    });
    desk = await newVisit({ scanner, frames });
    must(await desk.client.call('begin', { procedure }));
  });
  afterEach(() => desk.close());
  /** The address where the next picture is wanted. */
  const wanted = (): Promise<string> =>
    new Promise((resolve) => {
      const stop = desk.client.on('frameWanted', ({ frame }) => {
        stop();
        resolve(frame);
      });
    });

  it('a touch wants one picture at an address of its own, once; what comes is the page', async () => {
    const asked = wanted();
    const scan = desk.client.call('scan', { document });
    const frame = await asked;
    expect(frame).toMatch(/^\/frame\/[\w-]{32}$/);
    expect(desk.visit.frame('/frame/guessed', await sheet(9))).toBe(false);
    expect(desk.visit.isWanted(frame)).toBe(true);
    expect(desk.visit.frame(frame, await sheet(1))).toBe(true);
    expect(must(await scan).taken).toBe(1);
    expect(desk.visit.isWanted(frame)).toBe(false);
    expect(desk.visit.frame(frame, await sheet(2))).toBe(false);
    expect(codeOf(await desk.client.call('frameFailed', { frame, fault: 'late' }))).toBe('no-such-frame');
    const { documents } = must(await desk.client.call('review', {}));
    expect(documents.find(({ code }) => code === document)?.pages).toHaveLength(1);
  });

  it.each([
    ['absent', 'camera-absent'],
    ['busy', 'camera-busy'],
    ['refused', 'camera-refused'],
    ['late', 'camera-late'],
  ] as const)('the page has none, %s: the screen is told %s, and may try again', async (fault, code) => {
    const asked = wanted();
    const scan = desk.client.call('scan', { document });
    must(await desk.client.call('frameFailed', { frame: await asked, fault }));
    expect(codeOf(await scan)).toBe(code);
    const again = wanted();
    const second = desk.client.call('scan', { document });
    desk.visit.frame(await again, await sheet(1));
    expect(must(await second).taken).toBe(1);
  });

  it('what is no picture, and a page that says nothing at all', async () => {
    const asked = wanted();
    const scan = desk.client.call('scan', { document });
    desk.visit.frame(await asked, null);
    expect(codeOf(await scan)).toBe('camera-bad');
    expect(codeOf(await desk.client.call('scan', { document }))).toBe('camera-late');
  });

  it('a picture that comes after the touch was taken back is nobody’s', async () => {
    const asked = wanted();
    const scan = desk.client.call('scan', { document });
    const frame = await asked;
    must(await desk.client.call('cancelScan', {}));
    expect(codeOf(await scan)).toBe('cancelled');
    expect(desk.visit.frame(frame, await sheet(1))).toBe(false);
  });

  it('any other fault, and more than it takes, is refused by the contract', async () => {
    const asked = wanted();
    const scan = desk.client.call('scan', { document });
    const frame = await asked;
    const call = desk.client.call as (name: string, input: unknown) => ReturnType<typeof desk.client.call>;
    for (const input of [
      { frame, fault: 'jam' },
      { frame },
      { frame, fault: 'late', more: 1 },
      { frame: '', fault: 'late' },
    ])
      expect(codeOf(await call('frameFailed', input))).toBe('bad-input');
    must(await desk.client.call('frameFailed', { frame, fault: 'absent' }));
    expect(codeOf(await scan)).toBe('camera-absent');
  });
});

describe('over the loopback server', () => {
  let kiosk: TestKiosk;
  let page: TestPage;
  beforeAll(async () => {
    kiosk = await newKiosk({}, 'camera:HD');
    page = await openPage(kiosk);
  });
  afterAll(() => kiosk.close());

  /** Posts on a connection of its own; false when it was refused or cut before its end. */
  const post = async (
    frame: string,
    what: Uint8Array | string,
    headers: Record<string, string> = {},
  ): Promise<number | null> => {
    const opened = await openSocket(kiosk.server, frame, {
      cookie: page.cookie,
      origin: kiosk.server.origin,
      ...headers,
    });
    if (opened === null) return null;
    return new Promise((resolve) => {
      opened.socket.on('close', resolve);
      opened.socket.send(what);
    });
  };

  it('the picture goes to the visit’s process alone; anybody else’s, a text, and more than is taken go nowhere', async () => {
    expect(must(await page.core.call('state', {}))).toMatchObject({ camera: 'HD', scanner: 'ready' });
    const visit = await page.visit(must(await page.core.call('openVisit', { language: 'fr' })).ticket);
    must(await visit.call('begin', { procedure }));
    const scan = async (frame: (address: string) => Promise<unknown>) => {
      const posted = new Promise((resolve) => {
        const stop = visit.on('frameWanted', ({ frame: address }) => {
          stop();
          resolve(frame(address));
        });
      });
      const result = await visit.call('scan', { document });
      await posted;
      return result;
    };
    const jpeg = await sheet(1);
    const taken = await scan(async (address) => {
      expect(await post(address, jpeg, { origin: 'https://evil.example' })).toBeNull();
      expect(await post(address, jpeg, { cookie: 'recepisse=guessed' })).toBeNull();
      expect(await post('/frame/guessed', jpeg)).toBeNull();
      expect(await post('/frame/../visit', jpeg)).toBeNull();
      expect(await post(address, jpeg)).toBe(1000);
      expect(await post(address, jpeg)).toBeNull();
    });
    expect(must(taken).taken).toBe(1);
    const text = await scan(async (address) => expect(await post(address, 'words')).toBe(1003));
    expect(codeOf(text)).toBe('camera-bad');
    const large = new Uint8Array(frameLimits.maxBytes + 1);
    expect(codeOf(await scan(async (address) => void (await post(address, large))))).toBe('camera-bad');
    expect(codeOf(await scan(async (frame) => visit.call('frameFailed', { frame, fault: 'absent' })))).toBe(
      'camera-absent',
    );
    expect(must(await page.core.call('state', {})).scanner).toBe('absent');
    must(await visit.call('end', { how: 'finished' }));
  }, 60_000);

  it('the page’s files say that it may use its camera, and nothing else does', async () => {
    const policy = (path: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const asked = request(`${kiosk.server.origin}${path}`, { headers: { cookie: page.cookie } }, (response) => {
          response.resume();
          resolve(String(response.headers['permissions-policy']));
        });
        asked.on('error', reject).end();
      });
    expect(await policy('/')).toBe(
      'camera=(self), microphone=(), geolocation=(), usb=(), serial=(), hid=(), clipboard-read=()',
    );
    expect(await policy('/nothing')).toMatch(/^camera=\(\), microphone=\(\)/);
    const other = await newKiosk();
    const cookie = (await openPage(other)).cookie;
    const plain = await fetch(`${other.server.origin}/`, { headers: { cookie } });
    expect(plain.headers.get('permissions-policy')).toMatch(/^camera=\(\), microphone=\(\)/);
    await other.close();
  }, 60_000);
});
