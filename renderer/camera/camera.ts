import type { FrameFault } from '../../shared/contract/frame.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { type Devices, openStream, stopStream } from './open-stream.ts';

export type CameraState =
  | { readonly is: 'closed' | 'opening' }
  | { readonly is: 'live'; readonly stream: MediaStream }
  | { readonly is: 'failed'; readonly fault: FrameFault };

/** The one camera of the page: open while a screen needs it, its tracks ended as soon as none does. */
export interface Camera {
  state(): CameraState;
  subscribe(changed: () => void): () => void;
  /** The camera that the screen needs now: a part of its label, empty for any; null: none. */
  want(name: string | null): void;
  /** The picture as it is now; waits while the camera opens. */
  take(): Promise<Result<Blob, FrameFault>>;
}

export interface CameraParts {
  /** Without it, as on a page that is not of a secure origin, there is no camera. */
  readonly devices: (Devices & Pick<MediaDevices, 'addEventListener'>) | undefined;
  /** A JPEG of all that the camera sees. */
  readonly photograph: (track: MediaStreamTrack) => Promise<Blob>;
  readonly limits?: Partial<CameraLimits>;
}

export interface CameraLimits {
  /** A camera on USB opens within some seconds. */
  readonly openMs: number;
  /** One that failed is looked for again; another program may have let it go. */
  readonly againMs: number;
  /** From the first picture on it finds light and focus. */
  readonly settleMs: number;
  /** Opening, focus and the picture itself; the visit waits 20 s for it. */
  readonly takeMs: number;
}

const defaultLimits: CameraLimits = { openMs: 10_000, againMs: 3_000, settleMs: 1_000, takeMs: 15_000 };

const within = async <T, F>(ms: number, work: Promise<T>, late: F): Promise<T | F> => {
  const { promise, resolve } = Promise.withResolvers<F>();
  const timer = setTimeout(() => resolve(late), ms);
  return Promise.race([work, promise]).finally(() => clearTimeout(timer));
};

export function buildCamera({ devices, photograph, limits: given }: CameraParts): Camera {
  const limits = { ...defaultLimits, ...given };
  const listeners = new Set<() => void>();
  let state: CameraState = { is: 'closed' };
  let wanted: string | null = null;
  /** What an opening that is over brings is nobody's. */
  let run = 0;
  let settled: Promise<unknown> = Promise.resolve();
  let again: ReturnType<typeof setTimeout> | undefined;

  const become = (next: CameraState): void => {
    if (state.is === 'live') stopStream(state.stream);
    state = next;
    for (const changed of listeners) changed();
  };
  const failed = (fault: FrameFault): void => {
    // The same fault once more is no news.
    if (state.is !== 'failed' || state.fault !== fault) become({ is: 'failed', fault });
    clearTimeout(again);
    again = setTimeout(() => void open(), limits.againMs);
  };
  const open = async (): Promise<void> => {
    if (wanted === null) return;
    clearTimeout(again);
    const mine = ++run;
    if (state.is === 'closed') become({ is: 'opening' });
    const opening = devices ? openStream(devices, wanted) : Promise.resolve(fail('absent' as const));
    const opened = await within(limits.openMs, opening, fail('late' as const));
    if (mine !== run || !opened.ok) {
      // What opens after all is nobody's.
      void opening.then((late) => late.ok && stopStream(late.value));
      if (mine === run && !opened.ok) failed(opened.fault);
      return;
    }
    const [track] = opened.value.getVideoTracks();
    track?.addEventListener('ended', () => mine === run && failed('absent'));
    settled = new Promise((resolve) => setTimeout(resolve, limits.settleMs));
    become({ is: 'live', stream: opened.value });
  };
  devices?.addEventListener('devicechange', () => {
    if (state.is === 'failed') void open();
  });

  /** Resolves when the camera is live, or says why it is not. A screen may ask for its picture just before it asks for the camera. */
  const ready = (late: AbortSignal): Promise<Result<MediaStreamTrack, FrameFault>> =>
    new Promise((resolve) => {
      const look = (): boolean => {
        const [track] = state.is === 'live' ? state.stream.getVideoTracks() : [];
        if (track) resolve(ok(track));
        else if (state.is === 'failed') resolve(fail(state.fault));
        return track !== undefined || state.is === 'failed';
      };
      if (look()) return;
      const changed = (): void => void (look() && listeners.delete(changed));
      listeners.add(changed);
      // Nobody waits for it any more: what opens later is not photographed.
      late.addEventListener('abort', () => listeners.delete(changed), { once: true });
    });
  const take = async (late: AbortSignal): Promise<Result<Blob, FrameFault>> => {
    const track = await ready(late);
    if (!track.ok) return track;
    await settled;
    try {
      return ok(await photograph(track.value));
    } catch {
      // The camera went, or gave nothing that is a picture.
      return fail(track.value.readyState === 'live' ? 'late' : 'absent');
    }
  };

  return {
    state: () => state,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    want: (name) => {
      if (name === wanted) return;
      wanted = name;
      run += 1;
      clearTimeout(again);
      if (state.is !== 'closed') become({ is: 'closed' });
      void open();
    },
    take: () => within(limits.takeMs, take(AbortSignal.timeout(limits.takeMs)), fail('late' as const)),
  };
}
