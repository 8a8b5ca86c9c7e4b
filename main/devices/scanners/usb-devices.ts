import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A USB device as the kernel lists it. `bus` and `device` change with every plugging in; the others do not. */
export interface UsbDevice {
  /** Four hexadecimal digits in lower case (USB 2.0, table 9-8). */
  readonly vendorId: string;
  readonly productId: string;
  readonly serial: string | null;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly bus: number;
  readonly device: number;
}

/** What names a USB device for good. Without serial: the only one of its model. */
export interface UsbIdentity {
  readonly vendorId: string;
  readonly productId: string;
  readonly serial: string | null;
}

export const usbFolder = '/sys/bus/usb/devices';

/** Reads the kernel's list (sysfs ABI, `/sys/bus/usb/devices`); what cannot be read is left out: it may just have been unplugged. */
export async function readUsbDevices(folder: string = usbFolder): Promise<readonly UsbDevice[]> {
  const names = await readdir(folder).catch(() => []);
  const found = await Promise.all(names.sort().map((name) => readUsbDevice(join(folder, name))));
  return found.filter((device) => device !== null);
}

/** One device of that list; null when it is none, or gone. */
export async function readUsbDevice(folder: string): Promise<UsbDevice | null> {
  const read = (name: string) =>
    readFile(join(folder, name), 'utf8').then(
      (text) => text.trim() || null,
      () => null,
    );
  const names = ['idVendor', 'idProduct', 'serial', 'manufacturer', 'product', 'busnum', 'devnum'];
  const [vendorId, productId, serial, vendor, model, bus, device] = await Promise.all(names.map(read));
  const isId = (id: string | null | undefined): id is string => /^[0-9a-f]{4}$/i.test(id ?? '');
  const isNumber = (text: string | null | undefined): text is string => /^\d{1,4}$/.test(text ?? '');
  if (!isId(vendorId) || !isId(productId) || !isNumber(bus) || !isNumber(device)) return null;
  const ids = { vendorId: vendorId.toLowerCase(), productId: productId.toLowerCase() };
  const said = { serial: serial ?? null, vendor: vendor ?? null, model: model ?? null };
  return { ...ids, ...said, bus: Number(bus), device: Number(device) };
}

/** The one device that this is; `none`, or `several` alike where no serial tells them apart. */
export function pickUsbDevice(devices: readonly UsbDevice[], wanted: UsbIdentity): UsbDevice | 'none' | 'several' {
  const alike = devices.filter(
    ({ vendorId, productId, serial }) =>
      vendorId === wanted.vendorId && productId === wanted.productId && (wanted.serial ?? serial) === serial,
  );
  return alike.length > 1 ? 'several' : (alike[0] ?? 'none');
}

/** Reads `usb:VENDOR:PRODUCT[:SERIAL]`; null when it is none. */
export function parseUsbSpec(spec: string): UsbIdentity | null {
  const [, vendorId, productId, serial = null] =
    /^usb:([0-9a-f]{4}):([0-9a-f]{4})(?::([^\s\0]{1,100}))?$/i.exec(spec) ?? [];
  if (vendorId === undefined || productId === undefined) return null;
  return { vendorId: vendorId.toLowerCase(), productId: productId.toLowerCase(), serial };
}

/** The name to write into a configuration. A serial with spaces in it cannot be written: the model alone then. */
export function usbSpec({ vendorId, productId, serial }: UsbIdentity): string {
  return `usb:${vendorId}:${productId}${serial === null || /\s/.test(serial) ? '' : `:${serial}`}`;
}

/** How SANE's backends name a place on the bus: `libusb:001:004` (sane-usb(5)). */
export const libusbName = ({ bus, device }: Pick<UsbDevice, 'bus' | 'device'>): string =>
  `libusb:${String(bus).padStart(3, '0')}:${String(device).padStart(3, '0')}`;
