import type { Bundle } from '../../kiosk-config/schema/bundle.ts';
import { type Fault, ok } from '../../shared/result.ts';
import { dataFolderPath } from '../data-folder-path.ts';
import { openA4 } from '../devices/a4/a4-printer.ts';
import { chooseDevices } from '../devices/choose-devices.ts';
import { noDevice } from '../devices/no-device.ts';
import { openPrinter } from '../devices/printers/open-printer.ts';
import type { PrinterStatus } from '../devices/printers/printer.ts';
import { findReaders } from '../devices/readers/find-readers.ts';
import { type FoundScanner, findScanners } from '../devices/scanners/find-scanners.ts';
import { openScanner } from '../devices/scanners/open-scanner.ts';
import { openBundle } from '../kiosk.ts';
import { type Outcome, parseCommandLine } from './command.ts';

interface Device {
  readonly kind: 'receipt-printer' | 'scanner' | 'a4-printer' | 'barcode-reader';
  readonly name: string;
  readonly driver: string;
  readonly status: string;
  readonly virtual: boolean;
  /** Of a scanner, as far as it says: how it is known wherever it is plugged in. */
  readonly vendor?: string | null;
  readonly model?: string | null;
  readonly serial?: string | null;
  /** One line that says what to do; null when nothing is to be done. */
  readonly advice: string | null;
}

/** Where SANE's configuration may be written. */
const tmpRoot = '/dev/shm';

const printerAdvice: Readonly<Record<PrinterStatus, string | null>> = {
  ready: null,
  'near-end': 'The paper roll is nearly empty: have a new one at hand.',
  'paper-out': 'Put in a new paper roll.',
  'cover-open': 'Close the printer’s cover.',
  'cutter-error': 'Switch the printer off, free the cutter, switch it on.',
  error: 'The printer reports an error: switch it off and on, and look at its lamps.',
  overheated: 'Let the print head cool down for some minutes.',
  offline: 'Press the printer’s feed button; if it stays offline, switch it off and on.',
  busy: 'The printer is at work: wait a moment.',
  disconnected: 'Check the printer’s power and cable, and its address.',
  unknown: 'The printer does not answer status requests: check its cable and its profile.',
};

const scannerAdvice: Readonly<Record<string, string | null>> = {
  ready: null,
  busy: 'The scanner is at work: wait a moment.',
  disconnected: 'Check the scanner’s power and cable, and its address.',
  unknown: 'The scanner did not say how it is: try a scan.',
};

const cameraAdvice = 'What it sees is on the kiosk’s own screen alone: begin a visit, and lay a paper under it.';

/** `recepisse doctor`: every device, its driver, how it is, and the cure. It reads only, and works beside a running kiosk. */
export async function doctorCommand(args: readonly string[]): Promise<Outcome> {
  const text = { type: 'string' } as const;
  const parsed = parseCommandLine(args, { bundle: text, printer: text, scanner: text, a4: text }, 0);
  if (!parsed.ok) return parsed;
  const bundle = await openBundle(parsed.value.text('bundle'));
  if (!bundle.ok) return bundle;
  const given = (name: string): string | null => parsed.value.text(name);
  const named = { printer: given('printer'), scanner: given('scanner'), a4: given('a4') };
  const names = await chooseDevices(bundle.value, named, dataFolderPath(given('data')));
  if (!names.ok) return names;
  const { printer, scanner, a4 } = names.value;
  const devices = (
    await Promise.all([askPrinter(printer, bundle.value), askScanner(scanner), askA4(a4), askReaders()])
  ).flat();
  const lines = devices.map(({ kind, name, status, virtual, advice, vendor, model, serial }) => {
    const about = [vendor, model, serial].filter(Boolean).join(', ');
    const first = `${kind}: ${name}${virtual ? ' (virtual)' : ''}${about === '' ? '' : ` (${about})`}: ${status}`;
    return [first, advice].filter(Boolean).join('. ');
  });
  return ok({ exit: 0, json: { devices }, text: lines.join('\n') });
}

/** A device that cannot be: nobody named it, or its name is none. */
const absent = (kind: Device['kind'], name: string, { code, message }: Fault): Device[] => [
  { kind, name: name === noDevice ? 'none' : name, driver: 'none', status: code, virtual: false, advice: message },
];

async function askPrinter(spec: string, bundle: Bundle): Promise<Device[]> {
  const kind = 'receipt-printer';
  const unnamed = 'No receipt printer is named: give --printer, or name one in the configuration.';
  if (spec === noDevice) return absent(kind, spec, { code: 'disconnected', message: unnamed });
  const opened = await openPrinter(spec, { profiles: bundle.printers });
  if (!opened.ok) return absent(kind, spec, opened.fault);
  const printer = opened.value;
  try {
    const status = await printer.status();
    const driver = `escpos, profile ${printer.profile.id}`;
    return [{ kind, name: printer.name, driver, status, virtual: printer.virtual, advice: printerAdvice[status] }];
  } finally {
    await printer.close();
  }
}

/** The scanner that is named, then those that are there and are not. */
async function askScanner(spec: string): Promise<Device[]> {
  const [named, found] = await Promise.all([askNamedScanner(spec), findScanners({ tmpRoot })]);
  const isNamed = (one: FoundScanner): boolean =>
    one.spec === spec || named.some(({ serial }) => typeof serial === 'string' && serial === one.serial);
  const others = found
    .filter((one) => !isNamed(one))
    .map(({ spec: name, driver, vendor, model, serial }): Device => {
      const advice = `It is not in use: give --scanner ${name}, or name it so in the configuration.`;
      return { kind: 'scanner', name, driver, status: 'found', virtual: false, vendor, model, serial, advice };
    });
  return [...named, ...others];
}

async function askNamedScanner(spec: string): Promise<Device[]> {
  const opened = openScanner(spec, { tmpRoot });
  const kind = 'scanner';
  if (!opened.ok) return absent(kind, spec, opened.fault);
  const { name, driver, virtual } = opened.value;
  const status = await opened.value.status();
  const advice = driver === 'camera' ? cameraAdvice : (scannerAdvice[status] ?? null);
  const about = status === 'disconnected' ? null : ((await opened.value.about?.()) ?? null);
  return [{ kind, name, driver, status, virtual, ...about, advice }];
}

async function askA4(spec: string): Promise<Device[]> {
  const opened = openA4(spec);
  const kind = 'a4-printer';
  if (!opened.ok) return absent(kind, spec, opened.fault);
  const { name, virtual } = opened.value;
  return [{ kind, name, driver: 'pdf', status: 'ready', virtual, advice: null }];
}

async function askReaders(): Promise<Device[]> {
  const readers = await findReaders();
  const kind = 'barcode-reader';
  if (readers === null) {
    return [
      {
        kind,
        name: 'HID',
        driver: 'node-hid',
        status: 'unknown',
        virtual: false,
        advice: 'HID devices cannot be asked on this machine.',
      },
    ];
  }
  return readers.map(({ name }) => ({ kind, name, driver: 'node-hid', status: 'ready', virtual: false, advice: null }));
}
