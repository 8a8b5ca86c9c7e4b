import { defaultPageLimits } from '../../pages/limits.ts';
import { buildEsclClient } from './escl/client.ts';
import { type EsclService, findEsclServices, type MdnsPlace } from './escl/find-escl.ts';
import { findCameras } from './find-cameras.ts';
import { defaultScanLimits } from './limits.ts';
import type { ScannerAbout } from './scanner.ts';
import { libusbName, readUsbDevices, usbSpec } from './usb-devices.ts';
import { listSaneDevices } from './usb-scanner.ts';

/** A scanner that is there, under the name to write into a configuration. */
export interface FoundScanner extends ScannerAbout {
  readonly spec: string;
  readonly driver: 'escl' | 'scanimage' | 'camera';
}

export interface FindScannersParts {
  readonly tmpRoot: string;
  readonly mdns?: MdnsPlace | undefined;
  readonly usbFolder?: string | undefined;
}

/** Announcements come within a second. */
const findTimeoutMs = 2_000;

/** Every scanner on the network and on USB, cameras last; takes seconds, and is never called while a visitor waits. */
export async function findScanners({ tmpRoot, mdns, usbFolder }: FindScannersParts): Promise<readonly FoundScanner[]> {
  const [services, usb, cameras] = await Promise.all([
    findEsclServices({ timeoutMs: findTimeoutMs, place: mdns }),
    onUsb(tmpRoot, usbFolder),
    findCameras(usbFolder),
  ]);
  // One scanner may announce itself twice, for http and for https.
  const network = new Map<string, FoundScanner>();
  for (const found of await Promise.all(services.map(onNetwork)))
    if (!network.has(found.spec)) network.set(found.spec, found);
  const seen = cameras.map(({ label: _, ...camera }) => ({ ...camera, driver: 'camera' as const }));
  return [...network.values(), ...usb, ...seen];
}

async function onNetwork({ url, uuid, model }: EsclService): Promise<FoundScanner> {
  const can = await buildEsclClient(url, defaultScanLimits, defaultPageLimits.maxFileBytes).capabilities();
  const said = can.ok ? can.value : null;
  const id = uuid ?? said?.serial ?? null;
  return {
    spec: id === null ? `escl:${url.href}` : `escl:mdns:${id}`,
    driver: 'escl',
    vendor: said?.vendor ?? null,
    model: said?.model ?? model,
    serial: said?.serial ?? null,
  };
}

/** The kernel does not know what is a scanner; SANE's backends do. */
async function onUsb(tmpRoot: string, usbFolder: string | undefined): Promise<readonly FoundScanner[]> {
  const [devices, names] = await Promise.all([readUsbDevices(usbFolder), listSaneDevices(tmpRoot)]);
  if (!names.ok) return [];
  return devices
    .filter((device) => names.value.some((name) => name.endsWith(`:${libusbName(device)}`)))
    .map((device) => {
      const { vendor, model, serial } = device;
      return { spec: usbSpec(device), driver: 'scanimage' as const, vendor, model, serial };
    });
}
