import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import { outsideFolder } from '../../kiosk-config/schema/outside-folder.ts';
import { type Fault, fail, ok, type Result } from '../../shared/result.ts';
import { noDevice } from './no-device.ts';

/** Devices by their names, as `--printer`, `--scanner` and `--a4` or the bundle have them; `none:` where there is none. */
export interface DeviceNames {
  readonly printer: string;
  readonly scanner: string;
  readonly a4: string;
}

/** Their virtual ones lay papers into the folder that their name gives. */
const printers = ['printer', 'a4'] as const;

/**
 * Which devices a kiosk works with: those given by hand, else the bundle's, else virtual ones, these on a demonstration alone:
 * a real desk's receipt must not come out of a printer that is none (promise 3). Papers of a virtual printer are readable,
 * so they never go below the data folder, not by a link either (promise 5): `papers-inside-data`.
 */
export async function chooseDevices(
  { demo, devices }: Pick<Bundle, 'demo' | 'devices'>,
  given: Readonly<Record<keyof DeviceNames, string | null>>,
  dataFolder: string,
): Promise<Result<DeviceNames, Fault<'papers-inside-data'>>> {
  const nameOf = (kind: keyof DeviceNames): string => given[kind] ?? devices[kind] ?? (demo ? 'virtual:' : noDevice);
  const names: DeviceNames = { printer: nameOf('printer'), scanner: nameOf('scanner'), a4: nameOf('a4') };
  for (const kind of printers) {
    const [, folder = ''] = /^virtual:([^?]*)/s.exec(names[kind]) ?? [];
    if (folder !== '' && !(await outsideFolder(folder, dataFolder)).ok) {
      const message = `What a virtual device lays down can be read: give --${kind} a folder outside the data folder.`;
      return fail({ code: 'papers-inside-data', message });
    }
  }
  return ok(names);
}
