import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ScannerAbout } from './scanner.ts';
import { readUsbDevice, usbFolder } from './usb-devices.ts';

/** A camera that the kernel lists. */
export interface UsbCamera extends ScannerAbout {
  readonly spec: string;
  /** As a browser's page is told it, `HD Webcam (0c45:6366)`. */
  readonly label: string;
}

/** Video (USB-IF, defined class codes). */
const videoClass = '0e';

/** Cameras on USB, by the interfaces that the kernel lists beside each device. Whether a page may open one, only the page knows. */
export async function findCameras(folder: string = usbFolder): Promise<readonly UsbCamera[]> {
  const names = await readdir(folder).catch(() => []);
  const isVideo = async (name: string): Promise<boolean> => {
    const read = await readFile(join(folder, name, 'bInterfaceClass'), 'utf8').catch(() => '');
    return read.trim() === videoClass;
  };
  const interfaces = names.filter((name) => name.includes(':'));
  const areVideo = await Promise.all(interfaces.map(isVideo));
  const places = new Set(interfaces.filter((_, i) => areVideo[i]).map((name) => name.split(':')[0] ?? ''));
  const devices = await Promise.all([...places].sort().map((place) => readUsbDevice(join(folder, place))));
  return devices.flatMap((device) => {
    if (device === null) return [];
    const { vendorId, productId, vendor, model, serial } = device;
    const ids = `${vendorId}:${productId}`;
    return [{ spec: `camera:${ids}`, label: `${model ?? 'UVC Camera'} (${ids})`, vendor, model, serial }];
  });
}

/** The one of these that a camera's listed name means; null where it is none of them, or may be several. */
export function pickCamera(cameras: readonly UsbCamera[], name: string): UsbCamera | null {
  const alike = cameras.filter(({ label }) => label.toLowerCase().includes(name.toLowerCase()));
  return alike.length === 1 ? (alike[0] ?? null) : null;
}
