import { fail, ok, type Result } from '../../../shared/result.ts';
import { saneConfiguration } from './sane-config.ts';
import { scanFailed, scanFault } from './scan-fault.ts';
import { buildScanimage, type ScanimageParts } from './scanimage.ts';
import { runTool } from './scanimage-tool.ts';
import type { ScanFault, ScannedPages, Scanner, ScannerStatus, ScanRequest } from './scanner.ts';
import { libusbName, pickUsbDevice, readUsbDevices, type UsbDevice, type UsbIdentity } from './usb-devices.ts';

export interface UsbScannerParts extends Omit<ScanimageParts, 'device' | 'esclUrl'> {
  readonly identity: UsbIdentity;
  /** The kernel's list of devices; tests make one. */
  readonly usbFolder?: string | undefined;
}

/** With every backend of the system `scanimage -L` took 3.4 s; a slow network backend takes more. */
const listTimeoutMs = 30_000;

/** SANE's names of the devices that it finds; asks every backend, so never while a visitor waits if it can be helped. */
export async function listSaneDevices(tmpRoot: string): Promise<Result<readonly string[], ScanFault>> {
  const { env, remove } = await saneConfiguration(null, tmpRoot);
  const end = await runTool(['--formatted-device-list=%d%n'], env, listTimeoutMs);
  await remove();
  if (end.missing) return scanFailed('not-installed');
  if (end.cause !== null) return scanFailed('timeout', 'listing the devices');
  return ok(end.stdout.split('\n').filter((name) => /^[A-Za-z][\w-]*:\S+$/.test(name)));
}

/**
 * A USB scanner known by vendor, model and serial, through `scanimage`. Its place on the bus is read anew before every scan and status, so it may be
 * plugged out and in. Which backend drives it is asked once: from then on only the place in its name changes.
 */
export function buildUsbScanner({ identity, usbFolder, ...parts }: UsbScannerParts): Scanner {
  /** SANE's name without its place, such as `epson2:`; null until it was asked. */
  let backend: string | null = null;
  let asking: Promise<Result<readonly string[], ScanFault>> | null = null;
  let current: { readonly device: string; readonly scanner: Scanner } | null = null;

  async function plugged(): Promise<Result<UsbDevice, ScanFault>> {
    const device = pickUsbDevice(await readUsbDevices(usbFolder), identity);
    if (device === 'none') return scanFailed('disconnected', 'it is not plugged in');
    if (device === 'several') return scanFailed('disconnected', 'several of this model: write the serial number too');
    return ok(device);
  }

  async function found(): Promise<Result<Scanner, ScanFault>> {
    const device = await plugged();
    if (!device.ok) return device;
    const place = libusbName(device.value);
    if (backend === null) {
      // Whoever asks while the list is made waits for the same one.
      asking ??= listSaneDevices(parts.tmpRoot).finally(() => {
        asking = null;
      });
      const listed = await asking;
      if (!listed.ok) return listed;
      const name = listed.value.find((one) => one.endsWith(`:${place}`));
      if (name === undefined) return scanFailed('disconnected', 'no SANE backend knows it: install its driver');
      backend = name.slice(0, -place.length);
    }
    const name = `${backend}${place}`;
    if (current?.device !== name) current = { device: name, scanner: buildScanimage({ ...parts, device: name }) };
    return ok(current.scanner);
  }

  async function* scan(request: ScanRequest): ScannedPages {
    const scanner = await found();
    if (!scanner.ok) return yield fail({ ...scanner.fault, pagesTaken: 0, sheetsInDoubt: false });
    for await (const page of scanner.value.scan(request)) {
      if (page.ok) yield page;
      // SANE says "I/O error" of a cable that was pulled; the kernel knows better.
      else yield (await plugged()).ok ? page : fail({ ...page.fault, ...scanFault('disconnected', 'pulled out') });
    }
  }

  async function status(): Promise<ScannerStatus> {
    const scanner = await found();
    if (!scanner.ok) return scanner.fault.code === 'disconnected' ? 'disconnected' : 'unknown';
    return scanner.value.status();
  }

  return {
    name: parts.name,
    driver: 'scanimage',
    virtual: false,
    scan,
    status,
    prepare: async () => void (await found()),
    about: async () => {
      const device = await plugged();
      if (!device.ok) return null;
      const { vendor, model, serial } = device.value;
      return { vendor, model, serial };
    },
  };
}
