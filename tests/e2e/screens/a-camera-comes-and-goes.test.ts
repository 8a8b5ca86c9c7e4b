import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { buildCamera, type Camera, type CameraLimits } from '../../../renderer/camera/camera.ts';

/** A track that can be pulled out. */
class Track extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  stop(): void {
    this.readyState = 'ended';
  }
  unplug(): void {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }
}

/** What the browser knows of cameras; a test plugs them in and out. */
class Plugs extends EventTarget {
  labels: string[] = ['HD Webcam (0c45:6366)'];
  /** The error's name that the next openings end with. */
  error: string | null = null;
  hangs = false;
  isNamed = true;
  readonly tracks: Track[] = [];
  readonly asked: MediaStreamConstraints[] = [];

  readonly enumerateDevices = async () =>
    this.labels.map((label, i) => ({
      kind: 'videoinput',
      deviceId: String(i),
      label: this.isNamed ? label : '',
    })) as MediaDeviceInfo[];
  readonly getUserMedia = async (constraints?: MediaStreamConstraints) => {
    this.asked.push(constraints ?? {});
    if (this.error !== null) throw new DOMException('no', this.error);
    if (this.hangs) await delay(60);
    this.isNamed = true;
    const track = new Track();
    this.tracks.push(track);
    return { getTracks: () => [track], getVideoTracks: () => [track] } as unknown as MediaStream;
  };
  change(labels: string[]): void {
    this.labels = labels;
    this.dispatchEvent(new Event('devicechange'));
  }
}

const limits: CameraLimits = { openMs: 1_000, againMs: 100_000, settleMs: 5, takeMs: 300 };
const jpeg = new Blob(['picture'], { type: 'image/jpeg' });

let camera: Camera | null = null;
afterEach(() => camera?.want(null));

function plugIn(change: Partial<CameraLimits> = {}, photograph = async (): Promise<Blob> => jpeg) {
  const plugs = new Plugs();
  camera = buildCamera({ devices: plugs as never, photograph, limits: { ...limits, ...change } });
  const opened = camera;
  const until = async (what: string): Promise<void> => {
    const now = (): string => {
      const state = opened.state();
      return state.is === 'failed' ? state.fault : state.is;
    };
    for (let looks = 0; looks < 200 && now() !== what; looks++) await delay(5);
    expect(now()).toBe(what);
  };
  return { plugs, camera: opened, until };
}

describe('the page’s camera', () => {
  it('opens while a screen needs it, sees and never hears, and is dark as soon as none does', async () => {
    const { plugs, camera, until } = plugIn();
    expect(camera.state().is).toBe('closed');
    camera.want('webcam');
    expect(camera.state().is).toBe('opening');
    await until('live');
    expect(plugs.asked).toMatchObject([{ audio: false, video: { deviceId: { exact: '0' } } }]);
    expect(await camera.take()).toEqual({ ok: true, value: jpeg });
    camera.want('webcam');
    expect(plugs.tracks).toHaveLength(1);
    camera.want(null);
    expect(camera.state().is).toBe('closed');
    expect(plugs.tracks.map(({ readyState }) => readyState)).toEqual(['ended']);
  });

  it('a screen that was left before it opened leaves nothing open', async () => {
    const { plugs, camera } = plugIn();
    plugs.hangs = true;
    camera.want('');
    await delay(10);
    camera.want(null);
    await delay(120);
    expect(plugs.tracks.map(({ readyState }) => readyState)).toEqual(['ended']);
  });

  it.each([
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotReadableError', 'busy'],
    ['NotFoundError', 'absent'],
    ['OverconstrainedError', 'absent'],
    ['UnheardOfError', 'late'],
  ])('%s is said as %s, also to who takes a picture', async (name, fault) => {
    const { plugs, camera, until } = plugIn();
    plugs.error = name;
    camera.want('');
    const picture = camera.take();
    await until(fault);
    expect(await picture).toEqual({ ok: false, fault });
    expect(await camera.take()).toEqual({ ok: false, fault });
  });

  it('pulled out it is absent; put back, in whatever place, it is there again by itself', async () => {
    const { plugs, camera, until } = plugIn();
    camera.want('0c45:6366');
    await until('live');
    plugs.tracks[0]?.unplug();
    await until('absent');
    plugs.change(['Another (1111:2222)']);
    await delay(30);
    expect(camera.state()).toEqual({ is: 'failed', fault: 'absent' });
    plugs.change(['Another (1111:2222)', 'HD Webcam (0c45:6366)']);
    await until('live');
    expect(plugs.asked.at(-1)).toMatchObject({ video: { deviceId: { exact: '1' } } });
  });

  it('held by another program it is asked for again until that lets it go', async () => {
    const { plugs, camera, until } = plugIn({ againMs: 20 });
    plugs.error = 'NotReadableError';
    camera.want('');
    await until('busy');
    plugs.error = null;
    await until('live');
  });

  it('one that does not open in time is said to be late, and what opens after all is closed again', async () => {
    const { plugs, camera, until } = plugIn({ openMs: 10 });
    plugs.hangs = true;
    camera.want('');
    await until('late');
    await delay(120);
    expect(plugs.tracks.map(({ readyState }) => readyState)).toEqual(['ended']);
  });

  it('where cameras have no names until one was allowed, it is asked for first', async () => {
    const { plugs, camera, until } = plugIn();
    plugs.isNamed = false;
    camera.want('webcam');
    await until('live');
    expect(plugs.asked).toMatchObject([{ audio: false, video: true }, { audio: false }]);
    expect(plugs.tracks[0]?.readyState).toBe('ended');
  });

  it('a picture asked for just before the camera waits for it; one that never comes is late', async () => {
    const { camera } = plugIn();
    const early = camera.take();
    camera.want('');
    expect((await early).ok).toBe(true);
    camera.want(null);
    expect(await camera.take()).toEqual({ ok: false, fault: 'late' });
  });

  it('a picture that fails is late; of a camera that went meanwhile, absent', async () => {
    const broken = plugIn({}, async () => Promise.reject(new Error('no picture')));
    broken.camera.want('');
    expect(await broken.camera.take()).toEqual({ ok: false, fault: 'late' });
    broken.camera.want(null);
    const pulled = plugIn({}, async () => {
      pulled.plugs.tracks[0]?.unplug();
      throw new DOMException('gone', 'InvalidStateError');
    });
    pulled.camera.want('');
    expect(await pulled.camera.take()).toEqual({ ok: false, fault: 'absent' });
  });
});
