import type { FrameFault } from '../../shared/contract/frame.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { chooseCamera } from './choose-camera.ts';

export type Devices = Pick<MediaDevices, 'enumerateDevices' | 'getUserMedia'>;

/** More than any camera has: it gives its largest picture, without a second one made smaller. */
const largest = { width: { ideal: 4_096 }, height: { ideal: 4_096 } } as const;

/** By the names that getUserMedia gives its errors (W3C Media Capture and Streams). */
const faults: Readonly<Record<string, FrameFault>> = {
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
  NotReadableError: 'busy',
  AbortError: 'busy',
};

const faultOf = (error: unknown): FrameFault => faults[error instanceof Error ? error.name : ''] ?? 'late';

/** Ends every track: the camera's own light goes out. */
export const stopStream = (stream: MediaStream): void => {
  for (const track of stream.getTracks()) track.stop();
};

/** Opens the camera of this name, its picture alone: it never hears. */
export async function openStream(devices: Devices, name: string): Promise<Result<MediaStream, FrameFault>> {
  try {
    const chosen = chooseCamera(await listCameras(devices), name);
    if (chosen === null) return fail('absent');
    const video = { ...largest, deviceId: { exact: chosen.id } };
    return ok(await devices.getUserMedia({ audio: false, video }));
  } catch (error) {
    return fail(faultOf(error));
  }
}

/** Labels are told only to a page that may use a camera: where nobody granted it beforehand, it is asked for first. */
async function listCameras(devices: Devices) {
  const found = async (): Promise<MediaDeviceInfo[]> =>
    (await devices.enumerateDevices()).filter(({ kind }) => kind === 'videoinput');
  let cameras = await found();
  if (cameras.length > 0 && cameras.every(({ label }) => label === '')) {
    stopStream(await devices.getUserMedia({ audio: false, video: true }));
    cameras = await found();
  }
  return cameras.map((camera) => ({ id: camera.deviceId, label: camera.label, facing: facingOf(camera) }));
}

const facingOf = (camera: MediaDeviceInfo): readonly string[] =>
  'getCapabilities' in camera ? ((camera as InputDeviceInfo).getCapabilities().facingMode ?? []) : [];
