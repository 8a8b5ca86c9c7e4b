import { demoBundlePath } from '../../kiosk-config/schema/demo-bundle-path.ts';
import { readJson } from '../../kiosk-config/schema/read-json.ts';
import { cameraOf } from '../devices/camera-name.ts';
import type { Parsed } from './command.ts';

/**
 * Whether a camera is listed as the scanner, by hand or in the bundle. Asked before the page's first file is served, and so before the
 * bundle is read whole: one that is not valid lists none, and no kiosk starts on it.
 */
export async function listsCamera(parsed: Pick<Parsed, 'text'>): Promise<boolean> {
  const given = parsed.text('scanner');
  if (given !== null) return cameraOf(given) !== null;
  const bundle = await readJson(parsed.text('bundle') ?? demoBundlePath);
  const devices = bundle.ok && isRecord(bundle.value) ? bundle.value.devices : null;
  return isRecord(devices) && typeof devices.scanner === 'string' && cameraOf(devices.scanner) !== null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
