import { resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { defaultPageLimits, type PageLimits } from '../../pages/limits.ts';
import { cameraOf } from '../camera-name.ts';
import { noDevice } from '../no-device.ts';
import { buildCamera, type FrameSource } from './camera.ts';
import { buildEsclScanner } from './escl/escl-scanner.ts';
import type { MdnsPlace } from './escl/find-escl.ts';
import { pinOf } from './escl/http.ts';
import { buildNamedEscl } from './escl/named-escl.ts';
import { buildFolderScanner } from './folder.ts';
import { defaultScanLimits, type ScanLimits } from './limits.ts';
import type { ScannerSpecFault } from './scan-fault.ts';
import { buildScanimage } from './scanimage.ts';
import type { Scanner } from './scanner.ts';
import { parseUsbSpec } from './usb-devices.ts';
import { buildUsbScanner } from './usb-scanner.ts';
import { readControl } from './virtual/control.ts';
import { buildVirtualScanner, type VirtualScannerParts } from './virtual/virtual-scanner.ts';

export interface ScannerParts {
  /** Where SANE's configuration may be written; no page is ever written there. */
  readonly tmpRoot: string;
  readonly limits?: ScanLimits;
  readonly pageLimits?: PageLimits;
  /** Who asks the kiosk's page for a camera's pictures; without it none come. */
  readonly frames?: FrameSource;
  /** What the virtual scanner does; without it, the control file that its spec names, else the demonstration. */
  readonly control?: VirtualScannerParts['control'];
  /** Waiting is injected: the virtual scanner's lamp, a busy scanner's wish, and a test that does not wait. */
  readonly sleep?: VirtualScannerParts['sleep'];
  /** Where network scanners announce themselves; tests have a place of their own. */
  readonly mdns?: MdnsPlace;
  /** The kernel's list of USB devices; tests make one. */
  readonly usbFolder?: string;
}

const sleepForReal: VirtualScannerParts['sleep'] = (ms, signal) => delay(ms, undefined, { signal });

/**
 * Opens a scanner by its name (DESIGN section 6): `escl:URL` (asked directly), `escl:mdns:UUID-or-serial`, `usb:VENDOR:PRODUCT[:SERIAL]`, `folder:DIR`, `camera:` or `camera:LABEL`,
 * `virtual:` or `virtual:CONTROL.json`, else a SANE device name. No device is touched yet; a name that cannot be one is a fault.
 */
export function openScanner(spec: string, parts: ScannerParts): Result<Scanner, ScannerSpecFault> {
  const { tmpRoot, limits = defaultScanLimits, pageLimits = defaultPageLimits, sleep = sleepForReal } = parts;
  if (spec === noDevice) {
    const message = 'No scanner is named: give --scanner, or name one in the configuration.';
    return fail<ScannerSpecFault>({ code: 'no-scanner', message });
  }
  if (cameraOf(spec) !== null)
    return ok(
      buildCamera({ name: spec, frames: parts.frames ?? null, limits, pageLimits, usbFolder: parts.usbFolder }),
    );
  if (spec.startsWith('camera:')) return unknown(spec);
  const [, kind = '', rest = ''] = /^(escl|folder|virtual):(.*)$/s.exec(spec) ?? [];
  if (kind === 'folder' && rest !== '') return ok(buildFolderScanner({ folder: resolve(rest), pageLimits }));
  if (kind === 'virtual') {
    const file = rest === '' ? null : resolve(rest);
    const control = parts.control ?? (() => (file === null ? Promise.resolve(ok({})) : readControl(file)));
    return ok(buildVirtualScanner({ name: spec, limits, pageLimits, control, sleep }));
  }
  const [, id = ''] = /^mdns:([\w:.-]{4,80})$/.exec(kind === 'escl' ? rest : '') ?? [];
  if (id !== '') return ok(buildNamedEscl({ name: spec, id, limits, pageLimits, sleep, place: parts.mdns }));
  if (kind === 'escl') {
    const url = URL.canParse(rest) ? new URL(rest) : null;
    if (url === null || !/^https?:$/.test(url.protocol) || (url.hash !== '' && pinOf(url) === null))
      return unknown(spec);
    return ok(buildEsclScanner({ name: spec, url, limits, pageLimits, sleep }));
  }
  const usb = parseUsbSpec(spec);
  if (usb !== null)
    return ok(buildUsbScanner({ name: spec, identity: usb, usbFolder: parts.usbFolder, tmpRoot, limits, pageLimits }));
  if (spec.startsWith('usb:')) return unknown(spec);
  // SANE names are `backend` or `backend:device`; nothing in them may be taken for an option or a file.
  if (kind !== '' || !/^[A-Za-z][\w-]*(:[^\s\0]*)?$/.test(spec)) return unknown(spec);
  const [, address = ''] = /^airscan:escl:[^:]*:(https?:.*)$/.exec(spec) ?? [];
  const status = URL.canParse(address) ? { esclUrl: new URL(address) } : {};
  return ok(buildScanimage({ name: spec, device: spec, ...status, tmpRoot, limits, pageLimits }));
}

const unknown = (spec: string) =>
  fail<ScannerSpecFault>({
    code: 'unknown-scanner',
    message: `"${spec.slice(0, 80)}" names no scanner: write a SANE device name, usb:VENDOR:PRODUCT:SERIAL, escl:URL, folder:DIR, camera:LABEL or virtual:.`,
  });
