import { randomBytes } from 'node:crypto';
import type { FrameFault } from '../../shared/contract/frame.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { FrameSource } from '../devices/scanners/camera.ts';
import type { ScanFaultCode } from '../devices/scanners/scanner.ts';

/** What the page says of its camera, as the scanner's fault. */
const faults: Readonly<Record<FrameFault, ScanFaultCode>> = {
  absent: 'disconnected',
  busy: 'busy',
  refused: 'refused',
  late: 'timeout',
};

/** Where the page posts its camera's pictures: each is wanted once, at an address of its own. */
export interface Frames extends FrameSource {
  /** Tells whoever takes pictures that one is wanted at this address. */
  onWanted(tell: (frame: string) => void): void;
  isWanted(frame: string): boolean;
  /** What came at this address; null: nothing that may be a picture. False when none is wanted there. */
  take(frame: string, bytes: Uint8Array | null): boolean;
  /** The page has none. */
  refuse(frame: string, fault: FrameFault): boolean;
}

export function buildFrames(): Frames {
  type Taken = Result<Uint8Array, ScanFaultCode>;
  let wanted: { readonly frame: string; readonly settle: (taken: Taken) => void } | null = null;
  let tell = (_: string): void => undefined;
  const settle = (frame: string, taken: Taken): boolean => {
    if (wanted?.frame !== frame) return false;
    wanted.settle(taken);
    return true;
  };
  return {
    frame: (signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(fail('cancelled'));
        const frame = `/frame/${randomBytes(24).toString('base64url')}`;
        const stop = (): void => void settle(frame, fail('cancelled'));
        wanted = {
          frame,
          settle: (taken) => {
            wanted = null;
            signal.removeEventListener('abort', stop);
            resolve(taken);
          },
        };
        signal.addEventListener('abort', stop, { once: true });
        tell(frame);
      }),
    onWanted: (listener) => {
      tell = listener;
    },
    isWanted: (frame) => wanted?.frame === frame,
    take: (frame, bytes) => settle(frame, bytes === null ? fail('incomplete') : ok(bytes)),
    refuse: (frame, fault) => settle(frame, fail(faults[fault])),
  };
}
